// The records of signals that the program sends by itself, whatever function it sends them with.
#pragma once

#include "core/probe/preload/writer.h"

#include <sys/types.h>

#include <cstdint>

namespace manybrains::probe::preload {

/// A pid and what belongs to it, as child_ended and signal_sent carry them.
[[nodiscard]] constexpr std::uint64_t pack(pid_t pid, int value) noexcept {
    return static_cast<std::uint32_t>(pid) | static_cast<std::uint64_t>(static_cast<std::uint32_t>(value)) << 32;
}

/// `pid` as kill() takes it. Call it before the signal is sent: it may be the sender's last act.
inline void note_signal_sent(pid_t pid, int signal) noexcept {
    if (signal != 0) {
        emit({.kind = Kind::signal_sent, .argument = pack(pid, signal)});
    }
}

} // namespace manybrains::probe::preload
