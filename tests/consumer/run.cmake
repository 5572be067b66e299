# Configures, builds and runs tests/consumer/${KIND} in a folder of its own.
function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE code OUTPUT_VARIABLE text ERROR_VARIABLE text)
  if(code)
    message(FATAL_ERROR "${ARGN}\n${text}")
  endif()
  set(text "${text}" PARENT_SCOPE)
endfunction()

file(REMOVE_RECURSE ${BUILD})
if(SANITIZE)
  set(FLAGS "${FLAGS} -fsanitize=${SANITIZE}")
endif()
set(TYPE Release)
if(KIND STREQUAL add_subdirectory)
  # all of almon again: neither optimised nor with debug information, several files at once
  set(TYPE Quick)
  set(MORE -DCMAKE_UNITY_BUILD=ON)
endif()
run(${CMAKE_COMMAND} -S ${CMAKE_CURRENT_LIST_DIR}/${KIND} -B ${BUILD} -G ${GENERATOR} -DCMAKE_BUILD_TYPE=${TYPE}
    -DCMAKE_CXX_COMPILER=${CXX} -DCMAKE_CXX_FLAGS=${FLAGS} "-DCMAKE_PREFIX_PATH=${PREFIX};${DEPS}"
    -DALMON_SOURCE=${ALMON_SOURCE} -DCMAKE_CXX_COMPILER_LAUNCHER=ccache ${MORE})
run(${CMAKE_COMMAND} --build ${BUILD} -j 2)
run(${BUILD}/consumer)
if(NOT text STREQUAL "+7 916 ***-**-67\n")
  message(FATAL_ERROR "the consumer printed: ${text}")
endif()
