// A whole file in memory, with a limit: what is opened may be anything.
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <filesystem>
#include <string>

namespace manybrains::io {

[[nodiscard]] Result<std::string> read_text(const std::filesystem::path& path, std::size_t largest);

} // namespace manybrains::io
