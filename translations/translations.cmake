# Compiled translations of the window, in its resource folder ":/i18n". manybrains_en.ts holds English plurals only.
# Bring it up to date with the sources: cmake --build --preset dev --target update_translations
set(ts_files ${PROJECT_SOURCE_DIR}/translations/manybrains_en.ts)
qt_add_lrelease(manybrains-window TS_FILES ${ts_files} QM_FILES_OUTPUT_VARIABLE qm_files)
qt_add_resources(manybrains-window translations PREFIX /i18n BASE ${CMAKE_CURRENT_BINARY_DIR} FILES ${qm_files})

add_custom_target(update_translations
  COMMAND Qt6::lupdate -no-obsolete -locations none -pluralonly -source-language en -target-language en
          ${PROJECT_SOURCE_DIR}/app -ts ${ts_files}
  VERBATIM)
