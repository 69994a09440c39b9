// From folders to lessons: reads and validates lesson.md's front matter. A broken lesson is reported with file, line
// and cause, and never hides the others.
#pragma once

#include "core/base/result.h"
#include "core/lesson/lesson.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace manybrains::lesson {

struct BrokenLesson {
    std::string id; ///< the folder's name
    Error error;    ///< what: "path/lesson.md:12", why: the cause
};

struct Course {
    std::vector<Lesson> lessons; ///< by chapter, then order
    std::vector<BrokenLesson> broken;

    [[nodiscard]] const Lesson* find(std::string_view id) const noexcept;
};

/// Reads one folder. Error: what is "FILE:LINE", why one cause.
[[nodiscard]] Result<Lesson> load_lesson(const std::filesystem::path& folder);

/// Reads every folder below `root` that has a lesson.md, or that looks like a lesson and lacks it.
[[nodiscard]] Result<Course> load_course(const std::filesystem::path& root);

/// "no such lesson; nearest match: counting-loop"
[[nodiscard]] Error unknown_lesson(const Course& course, std::string_view id);

/// Reads "10000000", "2.5" or text as the parameter's own type and checks its range. Error names the parameter,
/// the value and the allowed range.
[[nodiscard]] Result<Value> parse_value(const Parameter& parameter, std::string_view text);

/// Error for a name that no parameter has, with the nearest match and the list.
[[nodiscard]] Error unknown_parameter(const Lesson& lesson, std::string_view name);

} // namespace manybrains::lesson
