#include "core/record/process_table.h"

#include <algorithm>

namespace manybrains::record {

Member ProcessTable::find(Tid tid) const noexcept {
    const auto found = by_tid_.find(tid);
    return found != by_tid_.end() ? found->second : Member{};
}

ProcessSweep* ProcessTable::find(Pid pid) const noexcept {
    const auto found = by_pid_.find(pid);
    return found != by_pid_.end() && found->second->alive() ? found->second : nullptr;
}

ProcessSweep& ProcessTable::add_process(Pid pid, Pid parent, Time begin) {
    if (const auto former = by_pid_.find(pid); former != by_pid_.end()) {
        begin = std::max(begin, time_from_ns(former->second->record.end_ns));
    }
    const auto id = static_cast<trace::ProcessId>(trace_.processes().size());
    ProcessSweep& process = processes_.emplace_back(trace_, id, trace_.add_process(pid, parent, begin));
    by_pid_[pid] = &process;
    living_.push_back(&process);
    return process;
}

Member ProcessTable::add_thread(ProcessSweep& process, Tid tid, Time begin, trace::State first) {
    begin = std::max(begin, process.record.begin);
    trace::Thread& record = trace_.add_thread(process.id, process.record.pid, tid, begin);
    ThreadSweep& thread = process.threads.emplace_back(trace_, record, first);
    process.live.push_back(&thread);
    const Member member{&process, &thread};
    by_tid_[tid] = member;
    if (process.threads.size() == 1) {
        note(trace::InstantKind::process_start, process, begin);
    }
    return member;
}

void ProcessTable::end_thread(const Member& member, Time time) {
    member.thread->end(time);
    by_tid_.erase(member.thread->tid());
    std::erase(member.process->live, member.thread);
    if (!member.process->alive()) {
        end_process(*member.process, time);
    }
}

void ProcessTable::end_process(ProcessSweep& process, Time time) {
    process.record.end_ns.store(to_ns(time), std::memory_order_release);
    std::erase(living_, &process);
    note(trace::InstantKind::process_exit, process, time);
}

void ProcessTable::set_command(ProcessSweep& process, std::string_view command) {
    process.record.command.store(trace_.intern(command), std::memory_order_release);
}

void ProcessTable::set_end(Pid pid, trace::ProcessEnd end) {
    if (const auto found = by_pid_.find(pid); found != by_pid_.end()) {
        found->second->record.end_status.store(trace::pack(end), std::memory_order_release);
    }
}

void ProcessTable::note(trace::InstantKind kind, const ProcessSweep& process, Time time) {
    const trace::TrackId first = process.threads.front().track();
    trace_.add(trace::Instant{time, kind, first, first});
}

} // namespace manybrains::record
