# manybrains_test(NAME SOURCES… LIBS… [LABELS…] [TIMEOUT seconds] [SERIAL]): one GoogleTest program, its cases found by CTest.
find_package(GTest REQUIRED)
include(GoogleTest)

function(manybrains_test name)
  cmake_parse_arguments(arg "SERIAL" "TIMEOUT" "SOURCES;LIBS;LABELS;DEFINITIONS" ${ARGN})
  if(NOT arg_TIMEOUT)
    set(arg_TIMEOUT 60)
  endif()
  if(NOT arg_LABELS)
    set(arg_LABELS unit) # an empty value would take the next property's name for itself
  endif()
  add_executable(${name} ${arg_SOURCES})
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
  target_link_libraries(${name} PRIVATE ${arg_LIBS} manybrains_flags GTest::gmock GTest::gtest_main)
  target_compile_definitions(${name} PRIVATE
    MANYBRAINS_SOURCE_DIR="${PROJECT_SOURCE_DIR}" MANYBRAINS_APP_DIR="${CMAKE_RUNTIME_OUTPUT_DIRECTORY}"
    ${arg_DEFINITIONS})
  gtest_discover_tests(${name} DISCOVERY_TIMEOUT 60
    PROPERTIES TIMEOUT ${arg_TIMEOUT} LABELS "${arg_LABELS}" RUN_SERIAL ${arg_SERIAL})
endfunction()
