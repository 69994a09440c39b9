// The bytes of the download server's files: the same for everyone who asks, different from file to file, and made on
// the way out, so that no file has to be kept.
#pragma once

#include <cstdint>
#include <string>

namespace manybrains::native {

[[nodiscard]] std::string file_content(std::uint32_t file, std::uint64_t offset, std::uint64_t length);

} // namespace manybrains::native
