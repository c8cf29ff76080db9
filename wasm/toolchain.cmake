# The Emscripten that is on PATH: a distribution's package or an activated emsdk. No environment needs to be set up.

find_program(GOESWITH_EM_CONFIG em-config NO_CMAKE_FIND_ROOT_PATH)
if(NOT GOESWITH_EM_CONFIG)
  message(FATAL_ERROR
    "Emscripten is not on PATH. Install it (Debian: apt-get install emscripten), or activate an emsdk; 3.1.6 and 3.1.69 "
    "have been tried (https://emscripten.org/docs/getting_started/downloads.html).")
endif()
execute_process(COMMAND ${GOESWITH_EM_CONFIG} EMSCRIPTEN_ROOT
  OUTPUT_VARIABLE _emscripten_root OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
include(${_emscripten_root}/cmake/Modules/Platform/Emscripten.cmake)

# Bytes count more than cycles: the module is downloaded by every shopper. emcc stops inlining at -Oz, which leaves the
# standard library's many small functions in place, larger and four times as slow.
set(CMAKE_CXX_FLAGS_RELEASE "-Oz -finline-functions -DNDEBUG" CACHE STRING "Flags of a release build")

# Debian keeps the Node modules that emcc links with where Node does not look by itself. Said here and nowhere else, so
# that a build directory works in every shell, whatever the one that configured it had set.
if(EXISTS /usr/share/nodejs/acorn)
  set_property(GLOBAL PROPERTY RULE_LAUNCH_LINK
    "${CMAKE_COMMAND} -E env NODE_PATH=/usr/share/nodejs:$ENV{NODE_PATH}")
endif()
