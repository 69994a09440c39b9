// Strong names for the numbers of the operating system, and the one clock of every recording.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <compare>
#include <cstdint>
#include <functional>

namespace manybrains {

/// CLOCK_MONOTONIC in nanoseconds: libstdc++'s steady_clock on Linux. perf events, probe records and the engines'
/// reports all carry it, so that no conversion stands between the sources.
using Time = std::chrono::steady_clock::time_point;
using Duration = std::chrono::nanoseconds;

[[nodiscard]] constexpr Time time_from_ns(std::int64_t nanoseconds) noexcept {
    return Time(Duration(nanoseconds));
}
[[nodiscard]] constexpr std::int64_t to_ns(Time time) noexcept {
    return time.time_since_epoch().count();
}
[[nodiscard]] constexpr double to_seconds(Duration duration) noexcept {
    return std::chrono::duration<double>(duration).count();
}

/// A process as the kernel numbers it (the thread group's id).
struct Pid {
    pid_t value = 0;
    auto operator<=>(const Pid&) const = default;
};

/// A thread as the kernel numbers it; a process's main thread has the number of the process.
struct Tid {
    pid_t value = 0;
    auto operator<=>(const Tid&) const = default;
};

/// A logical CPU as the kernel numbers it, from 0. -1: not known (the level in force does not tell).
struct Core {
    std::int32_t value = -1;
    auto operator<=>(const Core&) const = default;
    [[nodiscard]] bool known() const noexcept { return value >= 0; }
};

} // namespace manybrains

template <>
struct std::hash<manybrains::Pid> {
    std::size_t operator()(manybrains::Pid pid) const noexcept { return std::hash<pid_t>{}(pid.value); }
};
template <>
struct std::hash<manybrains::Tid> {
    std::size_t operator()(manybrains::Tid tid) const noexcept { return std::hash<pid_t>{}(tid.value); }
};
