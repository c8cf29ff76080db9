# The libraries that core builds on, each as an imported target of its own.
#
# Debian's packages are the reference: nlohmann-json3-dev, catch2, libcli11-dev, libfast-float-dev, robin-map-dev,
# libexpected-dev, libxxhash-dev, libutf8proc-dev, zlib1g-dev, libzstd-dev, libzip-dev, libexpat1-dev,
# libeigen3-dev, libjs-chart.js. Under Emscripten the header-only ones are
# taken from the same packages: their headers are copied beside the build, since adding /usr/include itself would mix two
# C libraries.

# goeswith_header_library(NAME header.h [option of find_path…])
function(goeswith_header_library name header)
  find_path(${name}_DIR ${header} ${ARGN} PATHS /usr/include /usr/local/include NO_CMAKE_FIND_ROOT_PATH REQUIRED)
  add_library(${name} INTERFACE IMPORTED GLOBAL)
  if(EMSCRIPTEN)
    set(host_headers ${PROJECT_BINARY_DIR}/host-headers)
    get_filename_component(subdirectory ${header} DIRECTORY)
    if(subdirectory)
      string(REGEX REPLACE "/.*" "" top ${subdirectory})
      file(COPY ${${name}_DIR}/${top} DESTINATION ${host_headers})
    else()
      file(COPY ${${name}_DIR}/${header} DESTINATION ${host_headers})
    endif()
    target_include_directories(${name} SYSTEM INTERFACE ${host_headers})
  elseif(NOT ${name}_DIR STREQUAL "/usr/include")
    target_include_directories(${name} SYSTEM INTERFACE ${${name}_DIR})
  endif()
endfunction()

goeswith_header_library(goeswith_expected tl/expected.hpp)            # results as values; CC0
goeswith_header_library(goeswith_xxhash xxhash.h)                     # checksums and names of content; BSD-2-Clause
goeswith_header_library(goeswith_json nlohmann/json.hpp)              # JSON on the miner's side; MIT
goeswith_header_library(goeswith_fast_float fast_float/fast_float.h)  # number parsing; Apache-2.0 or MIT
goeswith_header_library(goeswith_robin_map tsl/robin_map.h)           # interning SKUs and order ids; MIT
goeswith_header_library(goeswith_eigen Eigen/Core PATH_SUFFIXES eigen3)  # the dense model to compare with; MPL-2.0

if(NOT EMSCRIPTEN)
  find_package(ZLIB REQUIRED)      # gzip of orders; zlib licence
  find_package(EXPAT REQUIRED)     # product feeds and workbooks; MIT
  foreach(library zip zstd)        # zip archives and workbooks; zstd of orders; both BSD-3-Clause
    find_path(goeswith_${library}_DIR ${library}.h REQUIRED)
    find_library(goeswith_${library}_LIBRARY ${library} REQUIRED)
    add_library(goeswith_${library} INTERFACE IMPORTED GLOBAL)
    target_link_libraries(goeswith_${library} INTERFACE ${goeswith_${library}_LIBRARY})
  endforeach()
  find_package(CLI11 REQUIRED)     # the command line; BSD-3-Clause
  # The plots of `goeswith eval --report`: Chart.js 3 or 4 as one script that makes a global `Chart`; MIT.
  find_file(GOESWITH_CHART_JS NAMES chart.umd.js chart.min.js
    PATHS /usr/share/javascript/chart.js /usr/share/nodejs/chart.js/dist NO_CMAKE_FIND_ROOT_PATH REQUIRED)
  find_package(OpenMP COMPONENTS CXX)  # threads of the miner; without it everything runs on one
endif()

# UTF-8, case and normal forms of every alphabet; MIT. For Emscripten, Debian's own source archive of the package that
# runs natively is compiled: the same tables, so that both answer alike. GOESWITH_UTF8PROC names its directory where the
# network cannot be reached. Without it the miner is not built for WebAssembly; what a browser gets needs neither.
if(EMSCRIPTEN)
  set(GOESWITH_UTF8PROC "${PROJECT_BINARY_DIR}/utf8proc-2.8.0" CACHE PATH "The sources of utf8proc")
  if(NOT EXISTS ${GOESWITH_UTF8PROC}/utf8proc.c)
    set(archive ${PROJECT_BINARY_DIR}/utf8proc.tar.gz)
    file(DOWNLOAD https://deb.debian.org/debian/pool/main/u/utf8proc/utf8proc_2.8.0.orig.tar.gz ${archive}
      STATUS status TIMEOUT 60)
    list(GET status 0 code)
    if(code EQUAL 0)
      file(SHA256 ${archive} hash)
      if(hash STREQUAL a0a60a79fe6f6d54e7d411facbfcc867a6e198608f2cd992490e46f04b1bcecc)
        file(ARCHIVE_EXTRACT INPUT ${archive} DESTINATION ${PROJECT_BINARY_DIR})
      endif()
    endif()
  endif()
  if(EXISTS ${GOESWITH_UTF8PROC}/utf8proc.c)
    enable_language(C)
    add_library(goeswith_utf8proc STATIC ${GOESWITH_UTF8PROC}/utf8proc.c)
    target_compile_definitions(goeswith_utf8proc PUBLIC UTF8PROC_STATIC)
    target_include_directories(goeswith_utf8proc SYSTEM PUBLIC ${GOESWITH_UTF8PROC})
  else()
    message(WARNING "utf8proc's sources cannot be had; the miner is not built for WebAssembly. "
      "Unpack them and configure again with -D GOESWITH_UTF8PROC=DIRECTORY")
  endif()
else()
  find_path(goeswith_utf8proc_DIR utf8proc.h REQUIRED)
  find_library(goeswith_utf8proc_LIBRARY utf8proc REQUIRED)
  add_library(goeswith_utf8proc INTERFACE IMPORTED GLOBAL)
  target_link_libraries(goeswith_utf8proc INTERFACE ${goeswith_utf8proc_LIBRARY})
endif()
