// The schema of lesson.md's front matter (scenarios/README.md tells it to teachers): from YAML text to a Lesson.
#pragma once

#include "core/lesson/lesson.h"

#include <string>

namespace manybrains::lesson {

/// A lesson.md taken apart. `yaml` has the lines of the file above it as empty ones, so that line numbers agree.
struct Document {
    std::string yaml;
    std::string body;
};

/// Throws Fault where the front matter's fences are not there.
[[nodiscard]] Document split_document(const std::string& text);

/// Everything but the folder and has_native; the id must be `folder_name`. Throws Fault, and yaml-cpp's exceptions
/// where the text is not YAML.
[[nodiscard]] Lesson read_lesson(const Document& document, const std::string& folder_name);

} // namespace manybrains::lesson
