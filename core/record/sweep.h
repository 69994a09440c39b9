// The sweep over the merged events: hands each one to the thread, the core, the lock or the task that it concerns, and
// so fills the trace.
#pragma once

#include "core/base/ids.h"
#include "core/record/core_tracks.h"
#include "core/record/event.h"
#include "core/record/fatal_signals.h"
#include "core/record/process_table.h"
#include "core/record/recorder.h"
#include "core/record/sampled_schedule.h"
#include "core/record/task_tracks.h"
#include "core/trace/trace.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <unordered_set>
#include <vector>

namespace manybrains::record {

/// What the sweep asks of the system, beyond the events.
struct Facts {
    std::function<std::string(Pid)> command_line;
    std::function<std::string(Pid, Tid)> thread_name;
    /// What waiting for the process's descriptor means; nothing where it is not known any more.
    std::function<std::optional<trace::State>(Pid, int, Time)> descriptor_meaning;
    std::function<std::string(std::uint32_t)> task_name; ///< by its number in the probe's table
};

class Sweep {
public:
    /// `schedule`: whether switches come as events, or have to be made out from samples and from the probe's calls.
    Sweep(trace::Trace& trace, std::span<const Core> cores, Evidence schedule, Facts facts);

    /// The program waits behind its gate.
    void begin(Pid root, Time time);
    void handle(const Event& event);
    /// Brings what is open up to date for the readers of the trace. Everything before `horizon` was handled.
    void publish(Time horizon);
    /// Whatever still lives ends here.
    void finish(Time time);

    [[nodiscard]] const std::vector<ProcessSweep*>& living() const noexcept { return table_.living(); }
    [[nodiscard]] const std::optional<Crash>& crash() const noexcept { return crash_; }
    /// When the first program replaced what stood behind the gate.
    [[nodiscard]] const std::optional<Time>& executed() const noexcept { return executed_; }
    /// The probe has spoken.
    [[nodiscard]] bool probe_seen() const noexcept { return probe_seen_; }

private:
    void on(const Event& event, const SwitchIn&);
    void on(const Event& event, const SwitchOut& out);
    void on(const Event& event, const Probed& probed);
    void on(const Event& event, const Forked& forked);
    void on(const Event& event, const Exited&);
    void on(const Event& event, const Renamed& renamed);
    void on(const Event& event, const Sampled& sampled);
    void on(const Event& event, const SamplesComplete&);

    void call_ends(const Member& member, const Event& event, const Probed& probed);
    void enter_core(ThreadSweep& thread, Time time, Core core);
    void leave_core(ThreadSweep& thread, Time time, bool preempted);
    [[nodiscard]] trace::State meaning(const Member& member, const Event& event, const Probed& probed);
    void task(ThreadSweep& thread, const Event& event, const Probed& probed);
    void child_ended(Time time, std::uint64_t argument);
    void renamed_in_sample(const Event& event, const Renamed& renamed);
    void starts(const Event& event, const Probed& probed);
    void executes(const Member& member, Time time);

    [[nodiscard]] Member member(const Event& event);
    Member appear(const Event& event, Pid parent, trace::State first);
    void introduce(const Member& newcomer);
    void end_thread(const Member& member, Time time);
    [[nodiscard]] bool sampled() const noexcept { return samples_.has_value(); }

    trace::Trace& trace_;
    Facts facts_;
    ProcessTable table_;
    CoreTracks cores_;
    TaskTracks tasks_;
    FatalSignals signals_;
    std::optional<SampledSchedule> samples_; ///< where switches do not come as events
    std::unordered_set<Tid> left_;           ///< sampled: threads that said goodbye and may still be seen
    std::optional<Crash> crash_;
    std::optional<Time> executed_;
    bool probe_seen_ = false;
};

} // namespace manybrains::record
