#include "core/lesson/loader.h"

#include "core/base/suggest.h"
#include "core/lesson/fields.h"
#include "core/lesson/front_matter.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <iterator>
#include <system_error>
#include <tuple>

namespace manybrains::lesson {
namespace {

namespace fs = std::filesystem;

/// Far above any lesson, far below what could hurt.
constexpr std::uintmax_t largest_file = 1 << 20;

bool is_file(const fs::path& path) {
    std::error_code error;
    return fs::is_regular_file(path, error);
}

Result<std::string> read_file(const fs::path& path) {
    if (!is_file(path)) {
        std::error_code error;
        return input_error(path.string(), fs::exists(path, error) ? "not a file" : "missing");
    }
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        return system_error(path.string());
    }
    std::string text(largest_file + 1, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(file.gcount()));
    if (text.size() > largest_file) {
        return input_error(path.string(), "larger than 1 MiB");
    }
    return text;
}

Error fault_at(const fs::path& file, std::size_t line, const std::string& why) {
    return input_error(fmt::format("{}:{}", file.string(), line), why);
}

Error yaml_error(const fs::path& file, const YAML::Exception& error) {
    const std::size_t line = error.mark.is_null() ? 1 : static_cast<std::size_t>(error.mark.line) + 1;
    return fault_at(file, line, "not valid YAML: " + error.msg);
}

/// The folder's name, also for "scenarios/counting-loop/" and ".".
std::string name_of(const fs::path& folder) {
    std::error_code error;
    const fs::path whole = fs::weakly_canonical(folder, error);
    return (error ? folder : whole).filename().string();
}

Result<Lesson> parse_lesson(const fs::path& file, const std::string& text, const std::string& folder_name) {
    try {
        return read_lesson(split_document(text), folder_name);
    } catch (const Fault& fault) {
        return fault_at(file, fault.line(), fault.what());
    } catch (const YAML::Exception& error) {
        return yaml_error(file, error);
    }
}

bool looks_like_lesson(const fs::path& folder) {
    return is_file(folder / "lesson.md") || is_file(folder / "lesson.py") || is_file(folder / "lesson.cpp");
}

} // namespace

const Lesson* Course::find(std::string_view id) const noexcept {
    const auto found = std::find_if(lessons.begin(), lessons.end(), [&](const Lesson& each) { return each.id == id; });
    return found == lessons.end() ? nullptr : &*found;
}

Result<Lesson> load_lesson(const fs::path& folder) {
    const auto text = read_file(folder / "lesson.md");
    if (!text) {
        return text.error();
    }
    if (!is_file(folder / "lesson.py")) {
        return input_error((folder / "lesson.py").string(), "missing");
    }
    auto lesson = parse_lesson(folder / "lesson.md", *text, name_of(folder));
    if (lesson) {
        lesson->folder = folder;
        lesson->has_native = is_file(folder / "lesson.cpp");
    }
    return lesson;
}

Result<Course> load_course(const fs::path& root) {
    std::error_code error;
    std::vector<fs::path> folders;
    for (fs::directory_iterator entry(root, error), end; !error && entry != end; entry.increment(error)) {
        if (looks_like_lesson(entry->path())) {
            folders.push_back(entry->path());
        }
    }
    if (error) {
        return system_error_of(error.value(), "lessons in " + root.string());
    }
    std::sort(folders.begin(), folders.end());
    Course course;
    for (const fs::path& folder : folders) {
        auto lesson = load_lesson(folder);
        if (lesson) {
            course.lessons.push_back(std::move(*lesson));
        } else {
            course.broken.push_back({folder.filename().string(), lesson.error()});
        }
    }
    std::stable_sort(course.lessons.begin(), course.lessons.end(), [](const Lesson& a, const Lesson& b) {
        return std::tie(a.chapter_number, a.order) < std::tie(b.chapter_number, b.order);
    });
    return course;
}

Error unknown_lesson(const Course& course, std::string_view id) {
    std::vector<std::string> ids;
    for (const BrokenLesson& broken : course.broken) {
        if (broken.id == id) {
            return input_error(fmt::format("lesson {}", id), broken.error.message());
        }
    }
    for (const Lesson& lesson : course.lessons) {
        ids.push_back(lesson.id);
    }
    const auto near = nearest(id, ids);
    return input_error(fmt::format("lesson {}", id),
                       near ? "no such lesson; nearest match: " + *near : "no such lesson",
                       "manybrains lessons lists them");
}

} // namespace manybrains::lesson
