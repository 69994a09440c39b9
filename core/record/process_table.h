// The processes and threads of the recorded tree: which number means whom now, who is alive, and what they are called.
#pragma once

#include "core/base/ids.h"
#include "core/record/gil_decoder.h"
#include "core/record/thread_sweep.h"
#include "core/trace/trace.h"

#include <deque>
#include <memory>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace manybrains::record {

struct ProcessSweep {
    ProcessSweep(trace::Trace& trace, trace::ProcessId number, trace::Process& entry)
        : id(number), record(entry), gil(trace, entry.pid) {}

    [[nodiscard]] bool alive() const noexcept { return !live.empty(); }

    trace::ProcessId id;
    trace::Process& record;
    GilDecoder gil;
    std::deque<ThreadSweep> threads; ///< all that it ever had: others keep pointers to them
    std::vector<ThreadSweep*> live;
};

/// A thread together with its process.
struct Member {
    ProcessSweep* process = nullptr;
    ThreadSweep* thread = nullptr;
    [[nodiscard]] explicit operator bool() const noexcept { return thread != nullptr; }
};

class ProcessTable {
public:
    explicit ProcessTable(trace::Trace& trace) : trace_(trace) {}

    /// The living thread of this number, or nothing.
    [[nodiscard]] Member find(Tid tid) const noexcept;
    /// The living process of this number, or null.
    [[nodiscard]] ProcessSweep* find(Pid pid) const noexcept;
    [[nodiscard]] const std::vector<ProcessSweep*>& living() const noexcept { return living_; }

    /// A process lives while it has threads: add its first one next.
    ProcessSweep& add_process(Pid pid, Pid parent, Time begin);
    Member add_thread(ProcessSweep& process, Tid tid, Time begin, trace::State first);
    /// Ends the thread, and its process with the last one.
    void end_thread(const Member& member, Time time);

    void rename(ThreadSweep& thread, std::string_view name) { thread.rename(trace_.intern(name)); }
    void set_command(ProcessSweep& process, std::string_view command);
    /// How the process of this number ended that was seen last; its parent may be told long after its end.
    void set_end(Pid pid, trace::ProcessEnd end);

private:
    void end_process(ProcessSweep& process, Time time);
    void note(trace::InstantKind kind, const ProcessSweep& process, Time time);

    trace::Trace& trace_;
    std::deque<ProcessSweep> processes_;
    std::unordered_map<Pid, ProcessSweep*> by_pid_; ///< the last one of each number, dead or alive
    std::unordered_map<Tid, Member> by_tid_;
    std::vector<ProcessSweep*> living_;
};

} // namespace manybrains::record
