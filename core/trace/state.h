// What a thread is doing at an instant: the vocabulary of every timeline. Codes only; words and colours belong to
// the front ends.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace manybrains::trace {

enum class State : std::uint8_t {
    running,  ///< on a core
    ready,    ///< switched out against its will: no core was free
    gil_wait, ///< asks for the interpreter's lock
    lock,     ///< a contended lock
    wait,     ///< a condition, an event, an empty or full queue
    join,     ///< another thread's end
    child,    ///< a process's end
    sleep,    ///< asked to sleep, or waited for nothing but a timeout
    network,  ///< a socket of the internet families
    pipe,     ///< a pipe, a FIFO or a Unix socket
    disk,     ///< a file
    other     ///< off the core, reason unknown
};

inline constexpr std::size_t state_count = 12;

inline constexpr std::array<std::string_view, state_count> state_codes = {
    "running", "ready", "gil-wait", "lock", "wait", "join", "child", "sleep", "network", "pipe", "disk", "other"};

/// The word for a state in files and on the command line: "gil-wait".
[[nodiscard]] constexpr std::string_view code(State state) noexcept {
    return state_codes[static_cast<std::size_t>(state)];
}

[[nodiscard]] constexpr std::optional<State> state_from_code(std::string_view text) noexcept {
    for (std::size_t i = 0; i < state_count; ++i) {
        if (state_codes[i] == text) {
            return static_cast<State>(i);
        }
    }
    return std::nullopt;
}

} // namespace manybrains::trace
