# What every target of this project is compiled with. Nothing here reaches a consumer.
include(GNUInstallDirs)

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_C_STANDARD 11)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_C_VISIBILITY_PRESET hidden)
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)

if(PROJECT_IS_TOP_LEVEL)
  if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
    set(CMAKE_BUILD_TYPE Release CACHE STRING "Build type" FORCE)
  endif()
  find_program(CCACHE_PROGRAM ccache)
  if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_C_COMPILER_LAUNCHER ${CCACHE_PROGRAM})
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE_PROGRAM})
  endif()
  # the interpreter whose headers and pybind11 Debian installs; another one may stand first on PATH
  if(NOT DEFINED CACHE{Python_EXECUTABLE} AND EXISTS /usr/bin/python3)
    set(Python_EXECUTABLE /usr/bin/python3 CACHE FILEPATH "Interpreter that the Python binding is built for")
  endif()
  # `build/deps` holds headers that could not be installed (make deps says why)
  list(PREPEND CMAKE_PREFIX_PATH ${CMAKE_CURRENT_SOURCE_DIR}/build/deps/usr)
endif()

# Warnings, sanitizers: for our own targets only.
add_library(almon_options INTERFACE)
target_compile_options(almon_options INTERFACE -Wall -Wextra -Wshadow -Wconversion -Wno-sign-conversion
                                               $<$<BOOL:${ALMON_WERROR}>:-Werror>)
if(CMAKE_UNITY_BUILD) # files are included there: names of one meet those of others
  target_compile_options(almon_options INTERFACE -Wno-shadow $<$<COMPILE_LANG_AND_ID:CXX,GNU>:-Wno-subobject-linkage>)
endif()
if(ALMON_SANITIZE)
  target_compile_options(almon_options INTERFACE -fsanitize=${ALMON_SANITIZE} -fno-omit-frame-pointer)
  target_link_options(almon_options INTERFACE -fsanitize=${ALMON_SANITIZE})
endif()
