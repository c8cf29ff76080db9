# goeswith_catch: Catch2 with the main program, compiled once for all test programs.

add_library(goeswith_catch OBJECT ${CMAKE_CURRENT_LIST_DIR}/main.cpp)
target_compile_features(goeswith_catch PUBLIC cxx_std_20)
target_include_directories(goeswith_catch PUBLIC ${CMAKE_CURRENT_LIST_DIR})
if(Catch2_FOUND AND Catch2_VERSION VERSION_GREATER_EQUAL 3)
  target_link_libraries(goeswith_catch PUBLIC Catch2::Catch2)
else()
  goeswith_header_library(goeswith_catch_header catch2/catch.hpp)
  target_link_libraries(goeswith_catch PUBLIC goeswith_catch_header)
endif()
if(EMSCRIPTEN)
  # A failed REQUIRE throws; Node learns of the result only if the runtime exits; and Node's own fetch, which
  # Emscripten 3.1.6 takes for a browser's, cannot read files.
  target_compile_options(goeswith_catch PUBLIC -fexceptions)
  target_link_options(goeswith_catch PUBLIC
    -fexceptions -sEXIT_RUNTIME=1 -sALLOW_MEMORY_GROWTH=1 -sWASM_ASYNC_COMPILATION=0 -sENVIRONMENT=node)
  # Emscripten 3.1.6 hands Node an option that Node no longer knows.
  set(CMAKE_CROSSCOMPILING_EMULATOR node)
endif()
