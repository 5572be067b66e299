# Runs PROGRAM beside the examples and compares what it prints with the file EXPECTED.
execute_process(COMMAND ${PROGRAM} WORKING_DIRECTORY ${CMAKE_CURRENT_LIST_DIR} OUTPUT_VARIABLE got ERROR_VARIABLE got
                RESULT_VARIABLE code)
file(READ ${EXPECTED} expected)
if(code OR NOT got STREQUAL expected)
  message(FATAL_ERROR "exit ${code}; printed:\n${got}\nexpected:\n${expected}")
endif()
