// How exact a recording is. Every trace, chart and result carries its level (recording.md, "honest levels").
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace manybrains::trace {

enum class Level : std::uint8_t {
    kernel,   ///< the kernel's own context switches and the probe: all exact
    schedule, ///< the kernel's switches only: exact, but why a thread was blocked is unknown
    probe,    ///< the probe only: waits exact, cores and running against ready sampled
    sampled,  ///< /proc only: everything sampled
    none      ///< not recorded
};

inline constexpr std::array<std::string_view, 5> level_codes = {"kernel", "schedule", "probe", "sampled", "none"};

[[nodiscard]] constexpr std::string_view code(Level level) noexcept {
    return level_codes[static_cast<std::size_t>(level)];
}

[[nodiscard]] constexpr std::optional<Level> level_from_code(std::string_view text) noexcept {
    for (std::size_t i = 0; i < level_codes.size(); ++i) {
        if (level_codes[i] == text) {
            return static_cast<Level>(i);
        }
    }
    return std::nullopt;
}

} // namespace manybrains::trace
