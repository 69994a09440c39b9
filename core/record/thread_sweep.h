// One thread's events turned into its states: adjacent slices from its birth to its end, each with the one reason that
// held (recording.md, "From events to states").
#pragma once

#include "core/base/ids.h"
#include "core/probe/ring.h"
#include "core/trace/trace.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace manybrains::record {

/// Where the knowledge of a switch comes from.
enum class Evidence : bool { event, sample };

/// Times given to it may lie before those given earlier (a record can be published late): they are raised.
class ThreadSweep {
public:
    /// `first`: what it does from its birth to its first event.
    ThreadSweep(trace::Trace& trace, trace::Thread& thread, trace::State first);

    [[nodiscard]] Pid pid() const noexcept { return thread_.pid; }
    [[nodiscard]] Tid tid() const noexcept { return thread_.tid; }
    [[nodiscard]] trace::TrackId track() const noexcept { return thread_.track; }
    [[nodiscard]] trace::Key hue() const noexcept { return thread_.hue; }
    [[nodiscard]] trace::NameId name() const noexcept { return thread_.name; }
    [[nodiscard]] trace::State state() const noexcept { return now_.state; }
    /// When its current slice began: nothing that is still to be said can lie before.
    [[nodiscard]] Time since() const noexcept { return now_.begin; }
    [[nodiscard]] bool running() const noexcept { return now_.state == trace::State::running && !ended_; }
    /// Where it runs; unknown when it does not run.
    [[nodiscard]] Core core() const noexcept { return now_.detail.core; }
    [[nodiscard]] bool ended() const noexcept { return ended_; }
    /// Its coming to a core, or its leaving one, was seen.
    [[nodiscard]] bool seen_switching() const noexcept { return switched_; }
    /// How long it has been running until `time`, in all.
    [[nodiscard]] Duration ran_until(Time time) const noexcept;

    // The schedule.
    void enter_core(Time time, Core core, Evidence evidence = Evidence::event);
    /// Nothing where it is thought to be off its core already.
    void leave_core(Time time, bool preempted);
    /// It is known not to be on a core, whatever was thought before.
    void be_off_core(Time time, bool preempted, Evidence evidence);
    void rename(trace::NameId name) noexcept { thread_.name = name; }
    void end(Time time);

    // The probe.
    void begin_call(Time time, probe::Call call, int descriptor);
    /// `meaning`: what time off the core inside of it was for, where the call alone does not say.
    void end_call(probe::Call call, trace::State meaning);
    void begin_hint(trace::State state) { hints_.push_back(state); }
    void end_hint(trace::State state);
    void hold_gil(Time time, bool held);
    /// Its process executes another program.
    void forget_calls();
    /// When the outermost of the calls that it is inside of began.
    [[nodiscard]] std::optional<Time> in_call_since() const noexcept;
    [[nodiscard]] bool in_nested_call() const noexcept { return frames_.size() > 1; }

    /// The descriptor of the innermost call, when time off the core depends on what that is.
    [[nodiscard]] std::optional<int> undecided_descriptor() const noexcept;
    /// The same for a call that has been open since before `begun_before` and about which nobody has asked yet.
    [[nodiscard]] std::optional<int> open_question(Time begun_before) const noexcept;
    /// The answer, until the call's own end tells.
    void suppose(trace::State meaning);

    /// Shows what is going on to the readers of the trace.
    void publish_open();

private:
    using Serial = std::uint64_t;
    static constexpr Serial resolved = 0;

    /// A blocking call that has begun.
    struct Frame {
        probe::Call call{};
        int descriptor = -1;
        Time begin;
        Serial serial = 0;
        std::optional<trace::State> supposed;
        int calls_inside = 0; ///< that have come and gone

        [[nodiscard]] trace::State likely_state() const noexcept;
    };

    /// A slice whose state is known when the call with this number ends.
    struct Waiting {
        trace::Slice slice;
        Serial serial = resolved;
    };

    struct Current {
        Time begin;
        trace::State state{};
        Serial serial = resolved;
        trace::ThreadDetail detail;
    };

    struct Shown {
        Time begin;
        trace::Key key = 0;
        std::uint32_t detail = 0;
        bool operator==(const Shown&) const = default;
    };

    [[nodiscard]] Current off_core(Time time, bool preempted) const noexcept;
    [[nodiscard]] Shown visible() const noexcept;
    void close(Time time);
    void append(const trace::Slice& slice, Serial serial);
    void resolve(Serial serial, trace::State state);
    void pop_frame();

    trace::Track& slices_;
    trace::Thread& thread_;
    Current now_;
    Core last_core_;
    Duration ran_{}; ///< in slices that are closed
    bool switched_ = false;
    bool holds_gil_ = false;
    bool ended_ = false;
    Serial last_serial_ = resolved;
    std::vector<Frame> frames_;
    std::vector<trace::State> hints_;
    std::vector<Waiting> waiting_;
    std::optional<Shown> shown_;
};

} // namespace manybrains::record
