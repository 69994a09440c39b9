// How a run ended: the six words of cli.md and what stands behind them.
#pragma once

#include "core/base/ids.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace manybrains::run {

enum class Outcome : std::uint8_t {
    completed, ///< the program ended by itself with status 0
    failed,    ///< it ended by itself with another status, or reported an error
    crashed,   ///< it, or a process of its tree, was ended by a signal that nobody in the tree sent
    timed_out, ///< it reached its time limit
    cancelled, ///< the user stopped it
    contained  ///< it reached another cap
};

enum class Cap : std::uint8_t { none, processes, memory, time, output, files };

[[nodiscard]] std::string_view code(Outcome outcome) noexcept;
[[nodiscard]] std::optional<Outcome> outcome_from_code(std::string_view text) noexcept;
[[nodiscard]] std::string_view code(Cap cap) noexcept;

struct Ending {
    Outcome outcome = Outcome::completed;
    int exit_status = 0; ///< of the program itself, when it exited
    int signal = 0;      ///< crashed: which signal
    Pid culprit;         ///< crashed: which process
    Cap cap = Cap::none; ///< contained, timed-out: which cap
    std::string
        error; ///< one line for a person: "pid 4712 was ended by signal 11 (Segmentation fault)"; empty when completed
};

} // namespace manybrains::run
