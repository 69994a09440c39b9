// A lesson on disk for a test: written to a folder of its own below the system's temporary one, gone afterwards.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace manybrains::lesson {

/// A front matter that uses every key, in a document whose line N is the N-th below.
extern const std::string_view complete_document;

class LessonFolder {
public:
    /// With lesson.py and this lesson.md.
    explicit LessonFolder(std::string_view document);
    ~LessonFolder();
    LessonFolder(const LessonFolder&) = delete;
    LessonFolder& operator=(const LessonFolder&) = delete;

    [[nodiscard]] const std::filesystem::path& root() const noexcept { return root_; }
    /// root()/example: the id of complete_document.
    [[nodiscard]] std::filesystem::path path() const { return root_ / "example"; }
    void write(const std::filesystem::path& relative, std::string_view text) const;

private:
    std::filesystem::path root_;
};

} // namespace manybrains::lesson
