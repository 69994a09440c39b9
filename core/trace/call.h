// The words for the blocking calls that a wait was spent in (ThreadDetail::call), for files and for what is shown.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace manybrains::trace {

/// In the order of probe::Call, where each is explained.
inline constexpr std::array<std::string_view, 17> call_codes = {
    "",     "gil",  "sleep", "semaphore", "mutex", "condition", "futex",   "thread-join", "process-wait",
    "poll", "read", "write", "receive",   "send",  "accept",    "connect", "file-lock"};

/// Empty for 0, for none, and for numbers that are no call's.
[[nodiscard]] constexpr std::string_view call_code(std::uint8_t call) noexcept {
    return call < call_codes.size() ? call_codes[call] : std::string_view{};
}

} // namespace manybrains::trace
