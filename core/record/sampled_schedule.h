// A picture of the schedule where the kernel's switches are refused: which thread is on which core is taken from
// samples, and from the fact that a thread that records something runs; that it waits, from the calls it records.
#pragma once

#include "core/base/ids.h"
#include "core/record/core_tracks.h"
#include "core/record/event.h"
#include "core/record/thread_sweep.h"

#include <map>
#include <unordered_map>
#include <vector>

namespace manybrains::record {

/// Keeps at most one thread on a core and a thread on at most one core, like exact events do. A runnable thread may run
/// or wait for the core, perhaps behind programs that are not recorded: it is drawn running as long as that does not
/// exceed the CPU time that the kernel has accounted to it, so that the sums agree.
class SampledSchedule {
public:
    explicit SampledSchedule(CoreTracks& cores) : cores_(cores) {}

    /// The thread has recorded something outside of blocking calls.
    void acted(ThreadSweep& thread, Time time, Core core);
    /// Its outermost call, begun at `begin`, has returned. Call before the thread itself is told.
    void call_returned(ThreadSweep& thread, Time begin, Time end, Core core);
    void sampled(ThreadSweep& thread, Time time, Core core, const Sampled& sample);
    /// Every thread was sampled: decides who runs.
    void round_complete(Time time);
    void ended(ThreadSweep& thread, Time time);

private:
    struct Sample {
        Time time;
        Core core;
        bool runnable = false;
        bool current = false;   ///< of this round
        Duration from_before{}; ///< CPU time from before it was first seen
        Duration executed{};    ///< CPU time by the kernel's own account
    };

    void come(ThreadSweep& thread, Time time, Core core);
    void go(ThreadSweep& thread, Time time, bool preempted, Evidence evidence);
    /// True for a thread inside a call that is no longer too short for a wait: it is off its core from then on.
    bool waits(ThreadSweep& thread, Time now);
    [[nodiscard]] ThreadSweep* runner_on(Core core, Time time) const;
    [[nodiscard]] static Duration owed(const ThreadSweep& thread, const Sample& sample, Time time);

    CoreTracks& cores_;
    std::unordered_map<ThreadSweep*, Sample> samples_;
    std::map<Core, ThreadSweep*> displaced_; ///< since the last round, by another one that ran on its core
};

} // namespace manybrains::record
