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
  set(CMAKE_CXX_COMPILER_LAUNCHER ${MONITOR_CCACHE})
endif()

add_library(monitor_house INTERFACE)
target_compile_features(monitor_house INTERFACE cxx_std_23)
target_compile_options(monitor_house INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor -Woverloaded-virtual -Wswitch-enum -Werror
  -fstack-protector-strong -fstack-clash-protection -fcf-protection=full)
target_compile_definitions(monitor_house INTERFACE _GLIBCXX_ASSERTIONS)
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
  target_compile_options(monitor_house INTERFACE -Wno-maybe-uninitialized -Wno-mismatched-new-delete)
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
