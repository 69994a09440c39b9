#include "core/io/replacing_file.h"

#include <fmt/format.h>

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <utility>

namespace manybrains::io {

namespace fs = std::filesystem;

namespace {

constexpr int attempts = 100; ///< names that an earlier process with our pid may have left behind

Error not_a_file(const fs::path& target) {
    return input_error(target.string(), "is not a file", "name a file that may be replaced");
}

} // namespace

Result<ReplacingFile> ReplacingFile::create(const fs::path& target) {
    std::error_code failed;
    const fs::path resolved = fs::weakly_canonical(target, failed);
    if (failed) {
        return system_error_of(failed.value(), target.string());
    }
    const fs::file_status status = fs::status(resolved, failed);
    if (!resolved.has_filename() || (fs::exists(status) && !fs::is_regular_file(status))) {
        return not_a_file(target);
    }
    for (int attempt = 0; attempt < attempts; ++attempt) {
        fs::path temporary = resolved.parent_path() / fmt::format(".manybrains-{}-{}.part", ::getpid(), attempt);
        UniqueFd fd(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
        if (fd) {
            return ReplacingFile(resolved, std::move(temporary), std::move(fd));
        }
        if (errno != EEXIST) {
            break;
        }
    }
    return system_error(target.string());
}

ReplacingFile::ReplacingFile(fs::path target, fs::path temporary, UniqueFd fd)
    : target_(std::move(target)), temporary_(std::move(temporary)), fd_(std::move(fd)) {}

ReplacingFile::ReplacingFile(ReplacingFile&& other) noexcept
    : target_(std::move(other.target_)), temporary_(std::exchange(other.temporary_, {})), fd_(std::move(other.fd_)),
      buffer_(std::move(other.buffer_)) {}

ReplacingFile::~ReplacingFile() {
    if (!temporary_.empty()) {
        ::unlink(temporary_.c_str());
    }
}

Result<void> ReplacingFile::write(std::string_view bytes) {
    buffer_ += bytes;
    return buffer_.size() < buffer_size ? Result<void>{} : flush();
}

Result<void> ReplacingFile::flush() {
    std::string_view rest = buffer_;
    while (!rest.empty()) {
        const ssize_t written = ::write(fd_.get(), rest.data(), rest.size());
        if (written >= 0) {
            rest.remove_prefix(static_cast<std::size_t>(written));
        } else if (errno != EINTR) {
            return system_error(target_.string());
        }
    }
    buffer_.clear();
    return {};
}

Result<void> ReplacingFile::commit() {
    if (auto flushed = flush(); !flushed) {
        return flushed;
    }
    // EINVAL: a file system that has nothing to wait for.
    if (::fsync(fd_.get()) != 0 && errno != EINVAL) {
        return system_error(target_.string());
    }
    if (::close(fd_.release()) != 0 || std::rename(temporary_.c_str(), target_.c_str()) != 0) {
        return system_error(target_.string());
    }
    temporary_.clear();
    return {};
}

} // namespace manybrains::io
