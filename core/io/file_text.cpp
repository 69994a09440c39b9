#include "core/io/file_text.h"

#include "core/base/unique_fd.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>

namespace manybrains::io {

Result<std::string> read_text(const std::filesystem::path& path, std::size_t largest) {
    const UniqueFd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!fd) {
        return system_error(path.string());
    }
    std::string text;
    std::array<char, 1 << 16> piece{};
    while (text.size() <= largest) {
        const ssize_t length = ::read(fd.get(), piece.data(), piece.size());
        if (length == 0) {
            return text;
        }
        if (length > 0) {
            text.append(piece.data(), static_cast<std::size_t>(length));
        } else if (errno != EINTR) {
            return system_error(path.string());
        }
    }
    return input_error(path.string(), "is too large");
}

} // namespace manybrains::io
