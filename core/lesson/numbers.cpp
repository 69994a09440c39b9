#include "core/lesson/numbers.h"

#include <charconv>
#include <cmath>

namespace manybrains::lesson {
namespace {

template <typename Number>
std::optional<Number> parse_whole(std::string_view text) noexcept {
    Number value{};
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc{} || stop != end) {
        return std::nullopt;
    }
    return value;
}

} // namespace

std::optional<std::int64_t> parse_integer(std::string_view text) noexcept {
    return parse_whole<std::int64_t>(text);
}

std::optional<double> parse_real(std::string_view text) noexcept {
    const auto value = parse_whole<double>(text);
    return value && std::isfinite(*value) ? value : std::nullopt;
}

} // namespace manybrains::lesson
