// A file that is there whole or not at all: written under a temporary name in the target's folder and renamed over
// the target when everything is on the disk.
#pragma once

#include "core/base/result.h"
#include "core/base/unique_fd.h"

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

namespace manybrains::io {

class ReplacingFile {
public:
    /// A link is followed: what it points to is replaced. Only files can be, no devices or folders.
    [[nodiscard]] static Result<ReplacingFile> create(const std::filesystem::path& target);

    ReplacingFile(ReplacingFile&& other) noexcept;
    ReplacingFile& operator=(ReplacingFile&&) = delete;
    /// Without commit() nothing is left and the target stays what it was.
    ~ReplacingFile();

    /// Buffered.
    [[nodiscard]] Result<void> write(std::string_view bytes);
    /// Also waits for the disk: a full one is found out here, and the writing does not go on behind a later run.
    [[nodiscard]] Result<void> commit();

private:
    ReplacingFile(std::filesystem::path target, std::filesystem::path temporary, UniqueFd fd);
    [[nodiscard]] Result<void> flush();

    static constexpr std::size_t buffer_size = 1 << 16;

    std::filesystem::path target_;
    std::filesystem::path temporary_; ///< empty once it is committed
    UniqueFd fd_;
    std::string buffer_;
};

} // namespace manybrains::io
