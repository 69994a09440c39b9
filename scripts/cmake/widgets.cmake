# What the window's folders and their tests share: Qt, its code generators, the libraries of widgets.
find_package(Qt6 6.4 REQUIRED COMPONENTS Widgets Charts Svg DBus LinguistTools Test)

# Qt 6.4's moc misreads the guard of libstdc++'s <concepts> and fails on its first line: tell it that it was read.
set(CMAKE_AUTOMOC_MOC_OPTIONS -D_GLIBCXX_CONCEPTS)

# manybrains_widgets(FOLDER SOURCES… PUBLIC_LIBS… PRIVATE_LIBS…): the static library of one folder of the window.
function(manybrains_widgets name)
  cmake_parse_arguments(arg "" "" "SOURCES;PUBLIC_LIBS;PRIVATE_LIBS" ${ARGN})
  manybrains_library(${name} SOURCES ${arg_SOURCES} PUBLIC_LIBS ${arg_PUBLIC_LIBS} PRIVATE_LIBS ${arg_PRIVATE_LIBS})
  set_target_properties(manybrains_${name} PROPERTIES AUTOMOC ON AUTORCC ON)
  target_compile_definitions(manybrains_${name} PRIVATE QT_NO_CAST_FROM_ASCII)
endfunction()

# manybrains_gui_test(NAME SOURCES… LIBS… [LABELS…] [TIMEOUT seconds] [LAUNCHER program…]): one Qt Test program, run
# without a display.
function(manybrains_gui_test name)
  cmake_parse_arguments(arg "" "TIMEOUT" "SOURCES;LIBS;LABELS;DEFINITIONS;LAUNCHER" ${ARGN})
  if(NOT arg_TIMEOUT)
    set(arg_TIMEOUT 60)
  endif()
  add_executable(${name} ${arg_SOURCES})
  set_target_properties(${name} PROPERTIES AUTOMOC ON RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
  target_link_libraries(${name} PRIVATE ${arg_LIBS} manybrains_flags Qt6::Test)
  target_compile_definitions(${name} PRIVATE
    MANYBRAINS_SOURCE_DIR="${PROJECT_SOURCE_DIR}" MANYBRAINS_APP_DIR="${CMAKE_RUNTIME_OUTPUT_DIRECTORY}"
    ${arg_DEFINITIONS})
  add_test(NAME ${name} COMMAND ${arg_LAUNCHER} $<TARGET_FILE:${name}>)
  set_tests_properties(${name} PROPERTIES TIMEOUT ${arg_TIMEOUT} LABELS "gui;${arg_LABELS}"
    ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8")
endfunction()
