# How this house compiles: language, warnings, hardening, sanitizers, where binaries land.

include(GNUInstallDirs)
set(CMAKE_CXX_STANDARD 23)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release)
endif()
# Line tables only: backtraces stay readable, objects and link times stay small.
set(CMAKE_CXX_FLAGS_DEBUG "-g1 -O0")
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")

find_program(MONITOR_CCACHE ccache)
if(MONITOR_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # A miss is compiled at once, by the list of files the compiler makes, instead of preprocessed first; a header is read once for
  # all files; and a precompiled one is what it was when it was made.
  set(CMAKE_CXX_COMPILER_LAUNCHER env CCACHE_DEPEND=1 CCACHE_INODECACHE=1 CCACHE_SLOPPINESS=pch_defines,time_macros ${MONITOR_CCACHE})
endif()

add_library(monitor_house INTERFACE)
target_compile_features(monitor_house INTERFACE cxx_std_23)
target_compile_options(monitor_house INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor -Woverloaded-virtual -Wswitch-enum -Werror
  -fstack-protector-strong -fstack-clash-protection -fcf-protection=full)
target_compile_definitions(monitor_house INTERFACE _GLIBCXX_ASSERTIONS)
target_link_libraries(monitor_house INTERFACE fmt::fmt)
target_link_options(monitor_house INTERFACE -Wl,-z,relro,-z,now,-z,noexecstack)
find_program(MONITOR_LLD ld.lld)
if(MONITOR_LLD)
  # A quarter of the time, some hundred programs long.
  target_link_options(monitor_house INTERFACE -fuse-ld=lld)
endif()
if(CMAKE_BUILD_TYPE STREQUAL "Release")
  target_compile_options(monitor_house INTERFACE -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # GCC 12 cries wolf here inside its own coroutine frames and std::expected.
  # And it may use half a GiB before it looks for memory to give back: a tenth of its time.
  target_compile_options(monitor_house INTERFACE -Wno-maybe-uninitialized -Wno-mismatched-new-delete
    "SHELL:--param ggc-min-heapsize=524288")
endif()
if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  # libstdc++ 12 uses inside std::stable_sort what it deprecates itself; clang looks into its headers there.
  target_compile_options(monitor_house INTERFACE -Wno-deprecated-declarations)
endif()
if(MONITOR_SANITIZE)
  target_compile_options(monitor_house INTERFACE -fsanitize=${MONITOR_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND MONITOR_SANITIZE MATCHES "address.*undefined")
    # A quarter of all code. ASan stops at a null pointer too, and clang looks at both where foreign bytes are read (MONITOR_FUZZ).
    target_compile_options(monitor_house INTERFACE -fno-sanitize=null,alignment)
  endif()
  # Millions of the sanitizers' pointers would be moved at each start of each test.
  target_link_options(monitor_house INTERFACE -fsanitize=${MONITOR_SANITIZE} $<$<STREQUAL:$<TARGET_PROPERTY:TYPE>,EXECUTABLE>:-no-pie>)
endif()
if(MONITOR_SANITIZE MATCHES "thread" AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # ThreadSanitizer does not understand Asio's fences, and says so; Asio's mutexes it does.
  target_compile_options(monitor_house INTERFACE -Wno-tsan)
endif()
if(MONITOR_FUZZ)
  target_compile_options(monitor_house INTERFACE -fsanitize=fuzzer-no-link)
endif()

# monitor_housed(<target>): compiled as everything here is, with the headers that most files want read once for all.
# Only GCC in a Debug build gets them so: clang reads each file as it stands, and finds an #include that was forgotten; and where GCC
# 12 optimises, it warns of what is in a precompiled header of the system as if that were ours.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_BUILD_TYPE STREQUAL "Debug")
  # What Poco and threads define for their users, and position independence of one kind: else the header would fit only half.
  target_compile_definitions(monitor_house INTERFACE _REENTRANT _THREAD_SAFE _LARGEFILE64_SOURCE _FILE_OFFSET_BITS=64 _XOPEN_SOURCE=500)
  target_compile_options(monitor_house INTERFACE -fPIC -fpch-preprocess)
  file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/house.cpp CONTENT "")
  add_library(house_headers OBJECT EXCLUDE_FROM_ALL ${PROJECT_BINARY_DIR}/house.cpp)
  target_link_libraries(house_headers PRIVATE monitor_house)
  target_precompile_headers(house_headers PRIVATE <algorithm> <array> <charconv> <chrono> <cstdint> <cstdlib> <cstring> <expected>
    <filesystem> <fmt/format.h> <fstream> <functional> <iostream> <map> <memory> <mutex> <optional> <set> <span> <sstream> <string>
    <string_view> <utility> <variant> <vector>)
endif()
function(monitor_housed target)
  target_link_libraries(${target} PRIVATE monitor_house)
  if(TARGET house_headers)
    target_precompile_headers(${target} REUSE_FROM house_headers)
  endif()
endfunction()
