# The install tree an integrator builds on: headers, the three libraries, monitorConfig.cmake.

include(CMakePackageConfigHelpers)
install(DIRECTORY include/monitor DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
set(shelves monitor_core monitor_agent monitor_monitor)
if(MONITOR_BUILD_SCHOOL)
  list(APPEND shelves monitor_school)
endif()
install(TARGETS ${shelves} EXPORT monitorTargets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(EXPORT monitorTargets NAMESPACE monitor:: DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/monitor)
configure_package_config_file(cmake/monitorConfig.cmake.in ${CMAKE_CURRENT_BINARY_DIR}/monitorConfig.cmake
  INSTALL_DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/monitor)
write_basic_package_version_file(${CMAKE_CURRENT_BINARY_DIR}/monitorConfigVersion.cmake COMPATIBILITY SameMajorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/monitorConfig.cmake ${CMAKE_CURRENT_BINARY_DIR}/monitorConfigVersion.cmake
  DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/monitor)
