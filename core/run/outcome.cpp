#include "core/run/outcome.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace manybrains::run {
namespace {

constexpr std::array<std::string_view, 6> outcome_codes = {"completed", "failed",    "crashed",
                                                           "timed-out", "cancelled", "contained"};
constexpr std::array<std::string_view, 6> cap_codes = {"none", "processes", "memory", "time", "output", "files"};

} // namespace

std::string_view code(Outcome outcome) noexcept {
    return outcome_codes[static_cast<std::size_t>(outcome)];
}

std::optional<Outcome> outcome_from_code(std::string_view text) noexcept {
    const auto* found = std::ranges::find(outcome_codes, text);
    if (found == outcome_codes.end()) {
        return std::nullopt;
    }
    return static_cast<Outcome>(found - outcome_codes.begin());
}

std::string_view code(Cap cap) noexcept {
    return cap_codes[static_cast<std::size_t>(cap)];
}

} // namespace manybrains::run
