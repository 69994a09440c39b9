// A sweep fed with hand-made events, and what it made of them in few words: "0-10 ready, 10-30 running@0".
#pragma once

#include "core/record/sweep.h"
#include "core/trace/trace.h"

#include <map>
#include <optional>
#include <string>

namespace manybrains::record::testing {

/// Times are plain numbers, counted from `origin` in nanoseconds.
class Scene {
public:
    explicit Scene(Evidence schedule = Evidence::event);

    static constexpr std::int64_t origin = 1'000'000;
    static constexpr int root = 100;

    // Events, in the order in which the merge would deliver them. Processes are numbered like their first threads.
    void in(std::int64_t time, int tid, int core) { give(time, tid, core, SwitchIn{}); }
    void out(std::int64_t time, int tid, int core, bool preempted = false) {
        give(time, tid, core, SwitchOut{preempted});
    }
    void thread(std::int64_t time, int tid, int creator = root);
    void process(std::int64_t time, int pid, int parent, int forker);
    void exit(std::int64_t time, int tid, int core = 0) { give(time, tid, core, Exited{}); }
    void exec(std::int64_t time, int tid, int core, const std::string& name);
    void rename(std::int64_t time, int tid, const std::string& name);
    void probe(std::int64_t time, int tid, Probed said, int core = -1) { give(time, tid, core, said); }
    void call(std::int64_t time, int tid, probe::Call call, int descriptor = 0);
    void returned(std::int64_t time, int tid, probe::Call call, probe::Descriptor descriptor = {},
                  bool timed_out = false);
    void signal(std::int64_t time, int tid, std::uint64_t offset);
    void sample(std::int64_t time, int tid, int core, bool runnable, std::int64_t executed);
    void samples_complete(std::int64_t time);
    void give(std::int64_t time, int tid, int core, EventBody body);

    /// A thread's states, a core's threads (by tid), the holders of a process's lock (by tid).
    [[nodiscard]] std::string states(int tid) const;
    [[nodiscard]] std::string on_core(int core) const;
    [[nodiscard]] std::string gil(int pid) const;
    [[nodiscard]] std::string tasks() const;
    [[nodiscard]] const trace::Thread& thread_of(int tid) const;

    trace::Trace trace;
    std::map<int, std::string> commands;     ///< what /proc would say, by pid
    std::map<int, trace::State> descriptors; ///< and of descriptors, by number
    std::map<std::uint32_t, std::string> task_names;
    Sweep sweep;

private:
    [[nodiscard]] std::string holders(const trace::Track& track) const;
    std::map<int, int> pid_of_; ///< by tid
};

inline Probed said(probe::Kind kind, std::uint64_t argument = 0) {
    return {.kind = kind, .argument = argument};
}

/// A pid and a status or signal, a task and its name, in one argument.
constexpr std::uint64_t pair_of(std::uint32_t low, std::uint32_t high) {
    return low | static_cast<std::uint64_t>(high) << 32;
}

} // namespace manybrains::record::testing
