# Run by CPack over what is about to be packed: as Debian wants it, and the same each time. Without
# SOURCE_DATE_EPOCH (package/build has it from git) it is of now.
if(NOT DEFINED ENV{SOURCE_DATE_EPOCH})
  string(TIMESTAMP now %s UTC)
  set(ENV{SOURCE_DATE_EPOCH} ${now})
endif()
file(GLOB_RECURSE pages "${CPACK_TEMPORARY_DIRECTORY}/*.[15]")
list(FILTER pages INCLUDE REGEX "/share/man/")
foreach(page ${pages})
  execute_process(COMMAND gzip -9n ${page} COMMAND_ERROR_IS_FATAL ANY)
endforeach()
set(doc ${CPACK_TEMPORARY_DIRECTORY}/usr/share/doc/ipc-tutor)
if(EXISTS ${doc})
  execute_process(COMMAND date -R -u -d @$ENV{SOURCE_DATE_EPOCH} OUTPUT_VARIABLE date
                  OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
  file(WRITE ${doc}/changelog.Debian
"ipc-tutor (${CPACK_PACKAGE_VERSION}-${CPACK_DEBIAN_PACKAGE_RELEASE}) bookworm; urgency=medium

  * Built from the source of this version.

 -- ${CPACK_PACKAGE_CONTACT}  ${date}
")
  execute_process(COMMAND gzip -9n ${doc}/changelog.Debian COMMAND_ERROR_IS_FATAL ANY)
  file(WRITE ${CPACK_TEMPORARY_DIRECTORY}/usr/share/lintian/overrides/ipc-tutor
"# One is started for every run: the dynamic linker would be a good part of that.
ipc-tutor: statically-linked-binary [usr/libexec/ipc-tutor/ipc-tutor-runner]
")
endif()
execute_process(COMMAND find ${CPACK_TEMPORARY_DIRECTORY} -exec touch -h -d @$ENV{SOURCE_DATE_EPOCH} {} +
                COMMAND_ERROR_IS_FATAL ANY)
