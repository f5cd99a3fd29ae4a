# Builds and runs the consumer project, on the install tree (WAY=find_package) or on the sources (WAY=add_subdirectory).

set(there ${BUILD}/tests/install/${WAY})
file(REMOVE_RECURSE ${there}/prefix ${there}/build)

function(run what)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE result OUTPUT_VARIABLE said ERROR_VARIABLE said COMMAND_ECHO STDOUT)
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "${what} failed (${result}):\n${said}")
  endif()
  message("${said}")
endfunction()

if(WAY STREQUAL "find_package")
  run("install" ${CMAKE_COMMAND} --install ${BUILD} --prefix ${there}/prefix)
  set(how -D CMAKE_PREFIX_PATH=${there}/prefix -D EXPECTED_PREFIX=${there}/prefix)
else()
  set(how -D HOUSE=${SOURCE})
  set(TYPE Debug)  # that it builds is what is asked: no optimising it once more
endif()
set(flags "")
if(SANITIZE)
  set(flags "-fsanitize=${SANITIZE}")
endif()
run("configure" ${CMAKE_COMMAND} -S ${CONSUMER} -B ${there}/build -G Ninja -D CMAKE_CXX_COMPILER=${COMPILER}
  -D CMAKE_BUILD_TYPE=${TYPE} -D MONITOR_SANITIZE=${SANITIZE} -D CMAKE_EXE_LINKER_FLAGS=${flags} ${how})
run("build" ${CMAKE_COMMAND} --build ${there}/build --target consumer)
run("run" ${there}/build/consumer)
