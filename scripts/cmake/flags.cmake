# Language, warnings, sanitizers: what every target shares.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()

add_library(manybrains_flags INTERFACE)
target_compile_options(manybrains_flags INTERFACE -Wall -Wextra -Wpedantic)
if(MANYBRAINS_WERROR)
  target_compile_options(manybrains_flags INTERFACE -Werror)
endif()
target_include_directories(manybrains_flags INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_features(manybrains_flags INTERFACE cxx_std_20)

if(MANYBRAINS_SANITIZE)
  add_compile_options(-fsanitize=${MANYBRAINS_SANITIZE} -fno-omit-frame-pointer -g)
  add_link_options(-fsanitize=${MANYBRAINS_SANITIZE})
endif()

# manybrains_library(NAME SOURCES… PUBLIC_LIBS… PRIVATE_LIBS…): the static library of one core folder.
function(manybrains_library name)
  cmake_parse_arguments(arg "" "" "SOURCES;PUBLIC_LIBS;PRIVATE_LIBS" ${ARGN})
  add_library(manybrains_${name} STATIC ${arg_SOURCES})
  add_library(manybrains::${name} ALIAS manybrains_${name})
  target_link_libraries(manybrains_${name} PUBLIC manybrains_flags ${arg_PUBLIC_LIBS} PRIVATE ${arg_PRIVATE_LIBS})
endfunction()
