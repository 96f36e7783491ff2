# The Debian package, by CPack: cpack -G DEB. The same source gives the same bytes: package/build.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME ipc-tutor)
set(CPACK_PACKAGE_VENDOR "ipc-tutor")
set(CPACK_PACKAGE_CONTACT "The authors of ipc-tutor <ipc-tutor@localhost>")
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "tutor for inter-process communication, in the terminal")
set(CPACK_PACKAGE_DESCRIPTION
"Lessons run as real processes that make real system calls, one step at a
time: you choose who runs next, go back, see what moved through which pipe,
and are told why a process waits. Pipes, named pipes, sockets, message
queues, signals, shared memory, locks, semaphores, condition variables.
.
Courses of one's own are folders of Markdown and Lua; a command makes a new
lesson, and another one checks that it holds what it says.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE
    GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_SECTION education)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "gcc, libc6-dev") # for the C twins
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_PRE_BUILD_SCRIPTS ${CMAKE_CURRENT_LIST_DIR}/tidy.cmake)
include(CPack)
