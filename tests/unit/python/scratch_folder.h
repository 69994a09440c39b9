// A folder for one test's files, gone with it.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace manybrains::python {

class ScratchFolder {
public:
    ScratchFolder();
    ~ScratchFolder();
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }
    /// Makes the folders on the way as well.
    std::filesystem::path write(const std::filesystem::path& relative, std::string_view text) const;
    std::filesystem::path write_program(const std::filesystem::path& relative, std::string_view text) const;
    std::filesystem::path link(const std::filesystem::path& relative, const std::filesystem::path& target) const;

private:
    std::filesystem::path path_;
};

[[nodiscard]] std::string read_text(const std::filesystem::path& path);

} // namespace manybrains::python
