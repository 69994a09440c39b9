// Values as text, in both directions: a lesson's parameters on the command line, a task's arguments and its result on
// their way between processes, results in a report. What is written is read back as the same value.
#pragma once

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <type_traits>

namespace manybrains::native {

/// bool is left out: std::vector<bool> cannot be filled by several threads.
template <typename T>
concept Number = (std::integral<T> && !std::same_as<T, bool>) || std::floating_point<T>;

template <typename T>
concept Value = Number<T> || std::same_as<T, std::string>;

template <Value T>
[[nodiscard]] std::string to_text(const T& value) {
    return fmt::format("{}", value);
}

/// nullopt: the text is not such a value, or is not finite, or out of the type's range.
template <Value T>
[[nodiscard]] std::optional<T> from_text(std::string_view text) {
    if constexpr (std::same_as<T, std::string>) {
        return std::string(text);
    } else {
        T value{};
        const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (failure != std::errc{} || end != text.data() + text.size()) {
            return std::nullopt;
        }
        if constexpr (std::floating_point<T>) {
            if (!std::isfinite(value)) {
                return std::nullopt;
            }
        }
        return value;
    }
}

/// What a person should have typed: "a whole number".
template <Value T>
[[nodiscard]] constexpr std::string_view kind_of_value() noexcept {
    if constexpr (std::integral<T>) {
        return "a whole number";
    } else if constexpr (std::floating_point<T>) {
        return "a number";
    } else {
        return "text";
    }
}

} // namespace manybrains::native
