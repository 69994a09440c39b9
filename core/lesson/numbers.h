// Numbers as lessons and the command line spell them: "10000000", "-3", "2.5", "1e6"; the whole text or nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace manybrains::lesson {

[[nodiscard]] std::optional<std::int64_t> parse_integer(std::string_view text) noexcept;
/// Finite only.
[[nodiscard]] std::optional<double> parse_real(std::string_view text) noexcept;

} // namespace manybrains::lesson
