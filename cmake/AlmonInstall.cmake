# install, export, find_package(almon), almon.pc
include(CMakePackageConfigHelpers)

install(EXPORT almonTargets NAMESPACE almon:: DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/almon)
configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/almonConfig.cmake.in ${PROJECT_BINARY_DIR}/almonConfig.cmake
                              INSTALL_DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/almon)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/almonConfigVersion.cmake COMPATIBILITY SameMinorVersion)
file(RELATIVE_PATH almon_pc_to_prefix /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
configure_file(${CMAKE_CURRENT_LIST_DIR}/almon.pc.in ${PROJECT_BINARY_DIR}/almon.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/almonConfig.cmake ${PROJECT_BINARY_DIR}/almonConfigVersion.cmake
        DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/almon)
install(FILES ${PROJECT_BINARY_DIR}/almon.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
