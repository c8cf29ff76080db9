# Builds files into a C++ program, where they appear as the `EmbeddedFile`s that a header declares.
#
#   goeswith_embed(TARGET HEADER NAME FILE [NAME FILE]…)
#
# It is also the script that does so: cmake -D header=… -D output=… -D "files=NAME;FILE;…" -P embed.cmake

function(goeswith_embed target header)
  set(output ${CMAKE_CURRENT_BINARY_DIR}/${target}_embedded.cpp)
  set(inputs ${ARGN})
  set(paths)
  while(inputs)
    list(POP_FRONT inputs name path)
    list(APPEND paths ${path})
  endwhile()
  add_custom_command(
    OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -D header=${header} -D output=${output} -D "files=${ARGN}"
            -P ${CMAKE_CURRENT_FUNCTION_LIST_FILE}
    DEPENDS ${paths} ${CMAKE_CURRENT_FUNCTION_LIST_FILE}
    COMMENT "Embedding files into ${target}"
    VERBATIM)
  target_sources(${target} PRIVATE ${output})
endfunction()

if(CMAKE_SCRIPT_MODE_FILE)
  set(text "#include \"${header}\"\n\nnamespace goeswith {\n")
  while(files)
    list(POP_FRONT files name path)
    file(READ ${path} hex HEX)
    string(REGEX REPLACE "(..)" "0x\\1," bytes "${hex}")
    string(APPEND text "static constexpr unsigned char ${name}Bytes[] = {${bytes}};\n"
                       "const EmbeddedFile ${name} = {${name}Bytes, sizeof(${name}Bytes)};\n")
  endwhile()
  file(WRITE ${output} "${text}}  // namespace goeswith\n")
endif()
