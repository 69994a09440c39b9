// The part of the sweep that understands what the probe says.
#include "core/record/sweep.h"
#include "core/record/wait_reason.h"

#include <sys/wait.h>

namespace manybrains::record {

using probe::Call;
using probe::Kind;

namespace {

/// Arguments that hold two numbers: a pid and a status or signal, a task's index and the number of its name.
std::uint32_t low_half(std::uint64_t argument) {
    return static_cast<std::uint32_t>(argument);
}
std::uint32_t high_half(std::uint64_t argument) {
    return static_cast<std::uint32_t>(argument >> 32);
}
Pid low_pid(std::uint64_t argument) {
    return Pid{static_cast<pid_t>(low_half(argument))};
}

trace::ProcessEnd end_of(int wait_status) {
    trace::ProcessEnd end;
    end.known = true;
    if (WIFSIGNALED(wait_status)) {
        end.signal = static_cast<std::uint8_t>(WTERMSIG(wait_status));
    } else {
        end.status = static_cast<std::uint8_t>(WEXITSTATUS(wait_status));
    }
    return end;
}

bool is_reason(std::uint64_t state) {
    return state < trace::state_count && state != static_cast<std::uint64_t>(trace::State::running) &&
           state != static_cast<std::uint64_t>(trace::State::ready);
}

} // namespace

void Sweep::on(const Event& event, const Probed& probed) {
    probe_seen_ = true;
    if (probed.kind == Kind::process_start) {
        return starts(event, probed);
    }
    if (probed.kind == Kind::thread_start) {
        left_.erase(event.tid);
    }
    const Member member = this->member(event);
    ThreadSweep& thread = *member.thread;
    if (sampled() && probed.kind != Kind::call_end) {
        samples_->acted(thread, event.time, event.core);
    }
    switch (probed.kind) {
    case Kind::thread_end:
        if (sampled()) {
            left_.insert(event.tid);
            end_thread(member, event.time);
        }
        break;
    case Kind::call_begin:
        thread.begin_call(event.time, probed.call, static_cast<int>(low_half(probed.argument)));
        if (probed.call == Call::gil) {
            member.process->gil.waits(thread, event.time, probed.argument);
        }
        break;
    case Kind::call_end:
        call_ends(member, event, probed);
        break;
    case Kind::cond_signal:
        member.process->gil.signalled(thread, event.time, probed.argument);
        break;
    case Kind::gil_take:
        member.process->gil.taken(thread, event.time, probed.argument);
        break;
    case Kind::gil_drop:
        member.process->gil.dropped(thread, event.time, probed.argument);
        break;
    case Kind::hint_begin:
        if (is_reason(probed.argument)) {
            thread.begin_hint(static_cast<trace::State>(probed.argument));
        }
        break;
    case Kind::hint_end:
        if (is_reason(probed.argument)) {
            thread.end_hint(static_cast<trace::State>(probed.argument));
        }
        break;
    case Kind::task_begin:
    case Kind::task_end:
        task(thread, event, probed);
        break;
    case Kind::child_ended:
        child_ended(event.time, probed.argument);
        break;
    case Kind::signal_sent:
        signals_.sent(event.pid, low_pid(probed.argument), static_cast<int>(high_half(probed.argument)));
        break;
    case Kind::process_start:
    case Kind::thread_start:
    case Kind::gil_handoff_wait:
        break;
    }
}

/// A program was loaded with the probe, or a process was forked by one. Where the kernel tells of forks and programs
/// this is nothing new.
void Sweep::starts(const Event& event, const Probed& probed) {
    if (!sampled()) {
        return;
    }
    const Pid parent = low_pid(probed.argument);
    Member member = table_.find(event.tid);
    if (member) {
        executes(member, event.time);
    } else {
        member = appear(event, parent, trace::State::other);
        introduce(member);
    }
    // A forked child is its parent's image, and the lock is where it was; another program has another command line.
    const ProcessSweep* origin = table_.find(parent);
    if (origin != nullptr && origin->record.command.load() == member.process->record.command.load()) {
        member.process->gil.expect_like(origin->gil);
    }
    samples_->acted(*member.thread, event.time, event.core);
}

void Sweep::call_ends(const Member& member, const Event& event, const Probed& probed) {
    ThreadSweep& thread = *member.thread;
    if (const auto begin = thread.in_call_since(); sampled() && begin && !thread.in_nested_call()) {
        samples_->call_returned(thread, *begin, event.time, event.core);
    }
    thread.end_call(probed.call, meaning(member, event, probed));
}

/// What the call was for. The probe does not look at the descriptor of a short call, nor behind an epoll descriptor:
/// the question goes to the system then, but only where the thread did leave its core.
trace::State Sweep::meaning(const Member& member, const Event& event, const Probed& probed) {
    if (probed.descriptor == probe::Descriptor::unknown && !probed.timed_out) {
        if (const auto descriptor = member.thread->undecided_descriptor()) {
            const auto known = facts_.descriptor_meaning(event.pid, *descriptor, event.time);
            return known.value_or(state_of(probed.call, probed.descriptor, false));
        }
    }
    return state_of(probed.call, probed.descriptor, probed.timed_out);
}

void Sweep::task(ThreadSweep& thread, const Event& event, const Probed& probed) {
    const std::uint32_t index = low_half(probed.argument);
    const std::string name = facts_.task_name(high_half(probed.argument));
    if (probed.kind == Kind::task_begin) {
        tasks_.begin(thread, event.time, index, name);
    } else {
        tasks_.end(thread, event.time, index, name);
    }
}

void Sweep::child_ended(Time time, std::uint64_t argument) {
    const Pid child = low_pid(argument);
    const auto status = static_cast<int>(high_half(argument));
    table_.set_end(child, end_of(status));
    if (const auto signal = signals_.crash(child, status); signal && !crash_) {
        crash_ = Crash{child, *signal, time};
    }
}

} // namespace manybrains::record
