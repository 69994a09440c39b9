// One interpreter lock: who holds it, who asked for it, and when it changed hands, on a track of its own.
#pragma once

#include "core/base/ids.h"
#include "core/record/thread_sweep.h"
#include "core/trace/trace.h"

#include <optional>

namespace manybrains::record {

/// Accepts what really happens: a take inside a take, a holder that ended without a drop, a drop of what is not held.
/// The track comes into being with the first take or drop.
class GilSweep {
public:
    GilSweep(trace::Trace& trace, Pid pid) : trace_(trace), pid_(pid) {}

    void request(ThreadSweep& thread, Time time);
    void take(ThreadSweep& thread, Time time);
    void drop(ThreadSweep& thread, Time time);
    /// A forked process begins inside the lock that its only thread held in the parent.
    void begin_held(ThreadSweep& holder, Time time);
    /// The thread has ended; whatever it held is free.
    void release(ThreadSweep& thread, Time time);
    /// Nobody holds it any more: the program was replaced by another one.
    void release(Time time);

    [[nodiscard]] const ThreadSweep* holder() const noexcept { return holder_; }
    void publish_open();

private:
    void appear();
    void note(trace::InstantKind kind, const ThreadSweep& thread, Time time);

    trace::Trace& trace_;
    Pid pid_;
    trace::Track* track_ = nullptr;
    ThreadSweep* holder_ = nullptr;
    std::optional<trace::TrackId> last_holder_;
    std::optional<trace::Slice>
        before_track_; ///< held from a fork to an exec, in a process that turns out to have a GIL
    Time since_;       ///< when the holder took it; else when it was last let go
    bool shown_ = false;
};

} // namespace manybrains::record
