// "did you mean …": the nearest of a list of names to what was typed.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace manybrains {

/// The candidate with the fewest edits (insert, delete, replace, swap) from `typed`, if it is near enough to be a
/// plausible slip; nullopt otherwise.
[[nodiscard]] std::optional<std::string> nearest(std::string_view typed, std::span<const std::string> candidates);

} // namespace manybrains
