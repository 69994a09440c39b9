// From signalled condition variables to an interpreter's lock: CPython keeps two inside _PyRuntime, `cond` (signalled
// by a drop) and, one condition variable and one mutex further on, `switch_cond` (signalled by a take). They are found
// by that distance, so that no table of versions is needed (recording.md, section 2).
#pragma once

#include "core/base/ids.h"
#include "core/record/gil_sweep.h"
#include "core/record/thread_sweep.h"
#include "core/trace/trace.h"

#include <pthread.h>

#include <cstdint>
#include <deque>
#include <optional>
#include <utility>
#include <vector>

namespace manybrains::record {

inline constexpr std::uint64_t cond_pair_distance = sizeof(pthread_cond_t) + sizeof(pthread_mutex_t);

/// Looks for two offsets at the distance of the pair.
class CondPairFinder {
public:
    /// The offset of `cond` once it is known.
    [[nodiscard]] std::optional<std::uint64_t> cond() const noexcept { return cond_; }
    void see(std::uint64_t offset);

private:
    std::optional<std::uint64_t> cond_;
    std::vector<std::uint64_t> seen_;
};

/// The locks of one process: CPython's, and those of the native engine by their number.
class GilDecoder {
public:
    GilDecoder(trace::Trace& trace, Pid pid) : trace_(trace), pid_(pid), python_(trace, pid) {}

    /// pthread_cond_signal at this offset of _PyRuntime.
    void signalled(ThreadSweep& thread, Time time, std::uint64_t offset);
    /// The thread begins to wait; `what`: the condition variable's offset, or the native lock's number.
    void waits(ThreadSweep& thread, Time time, std::uint64_t what);
    void taken(ThreadSweep& thread, Time time, std::uint64_t lock) { native(lock).take(thread, time); }
    void dropped(ThreadSweep& thread, Time time, std::uint64_t lock) { native(lock).drop(thread, time); }

    /// This process was forked from `parent` by `forker`; `child` goes on in it.
    void inherit(const GilDecoder& parent, const ThreadSweep& forker, ThreadSweep& child, Time time);
    /// This process runs the same program as `other`: the pair is where it is there.
    void expect_like(const GilDecoder& other);
    void thread_ended(ThreadSweep& thread, Time time);
    /// The process executes another program.
    void restart(Time time);

    void publish_open();

private:
    /// A call on a condition variable of _PyRuntime.
    struct CondCall {
        ThreadSweep* thread;
        Time time;
        std::uint64_t offset;
        bool wait; ///< or else a signal
    };

    struct NativeLock {
        std::uint64_t number;
        GilSweep sweep;
    };

    void decode(const CondCall& call);
    void keep(const CondCall& call);
    [[nodiscard]] NativeLock* find_native(std::uint64_t lock) noexcept;
    [[nodiscard]] GilSweep& native(std::uint64_t lock);

    trace::Trace& trace_;
    Pid pid_;
    CondPairFinder pair_;
    std::deque<CondCall> early_; ///< from before the pair was known
    GilSweep python_;
    std::vector<NativeLock> native_;
};

} // namespace manybrains::record
