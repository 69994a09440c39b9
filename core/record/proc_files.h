// Reads what /proc says about a process or a thread. Everything answers "nothing" for one that is gone.
#pragma once

#include "core/base/ids.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace manybrains::record {

/// Reads a file of /proc from its beginning into `buffer`. Empty on error.
[[nodiscard]] std::string_view read_proc(int fd, std::span<char> buffer);

/// The arguments, with spaces between; empty for a process without any.
[[nodiscard]] std::string read_command_line(Pid pid);
[[nodiscard]] std::string read_thread_name(Pid pid, Tid tid);
[[nodiscard]] std::vector<Tid> read_threads(Pid pid);
/// The processes that this thread has started and that are alive.
[[nodiscard]] std::vector<Pid> read_children(Pid pid, Tid tid);

/// Of /proc/PID/task/TID/stat.
struct ThreadStat {
    char state = '?';      ///< 'R': on a core or ready for one
    Core core;             ///< the one it is on, or was on last
    std::string_view name; ///< part of the parsed text
};
[[nodiscard]] std::optional<ThreadStat> parse_thread_stat(std::string_view text);

/// Of /proc/PID/task/TID/schedstat: the CPU time so far.
[[nodiscard]] std::optional<Duration> parse_schedstat(std::string_view text);

/// Of /proc/PID/smaps_rollup, in bytes.
struct MemoryUse {
    std::uint64_t pss = 0;
    std::uint64_t rss = 0;
};
[[nodiscard]] std::optional<MemoryUse> parse_smaps_rollup(std::string_view text);
[[nodiscard]] std::optional<MemoryUse> read_memory_use(Pid pid);

} // namespace manybrains::record
