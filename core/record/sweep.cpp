#include "core/record/sweep.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace manybrains::record {

namespace {

using namespace std::chrono_literals;

/// A call that is open for longer is asked about from outside, so that the live picture is right.
constexpr Duration question_patience = 10ms;

} // namespace

Sweep::Sweep(trace::Trace& trace, std::span<const Core> cores, Evidence schedule, Facts facts)
    : trace_(trace), facts_(std::move(facts)), table_(trace), cores_(trace, cores), tasks_(trace) {
    if (schedule == Evidence::sample) {
        samples_.emplace(cores_);
    }
}

void Sweep::begin(Pid root, Time time) {
    ProcessSweep& process = table_.add_process(root, Pid{}, time);
    introduce(table_.add_thread(process, Tid{root.value}, time, trace::State::other));
}

void Sweep::handle(const Event& event) {
    std::visit([&](const auto& body) { on(event, body); }, event.body);
}

void Sweep::publish(Time horizon) {
    for (ProcessSweep* process : table_.living()) {
        for (ThreadSweep* thread : process->live) {
            if (const auto question = thread->open_question(horizon - question_patience)) {
                const auto meaning = facts_.descriptor_meaning(process->record.pid, *question, horizon);
                thread->suppose(meaning.value_or(trace::State::other));
            }
            thread->publish_open();
        }
        process->gil.publish_open();
    }
    cores_.publish_open();
    tasks_.publish_open();
}

void Sweep::finish(Time time) {
    while (!table_.living().empty()) {
        ProcessSweep& process = *table_.living().back();
        end_thread({&process, process.live.back()}, time);
    }
}

void Sweep::on(const Event& event, const SwitchIn&) {
    const Member member = this->member(event);
    ThreadSweep& thread = *member.thread;
    if (thread.running() && thread.core() != event.core) { // its switch-out was lost
        leave_core(thread, event.time, false);
    }
    enter_core(thread, event.time, event.core);
}

void Sweep::on(const Event& event, const SwitchOut& out) {
    const Member member = this->member(event);
    ThreadSweep& thread = *member.thread;
    if (!thread.seen_switching()) { // it was running when the recording began
        enter_core(thread, thread.since(), event.core);
    }
    leave_core(thread, event.time, out.preempted);
}

void Sweep::enter_core(ThreadSweep& thread, Time time, Core core) {
    time = std::max(cores_.not_before(time, core), thread.since());
    if (ThreadSweep* left = cores_.enter(core, thread, time)) { // its switch-out was lost
        left->leave_core(time, false);
    }
    thread.enter_core(time, core);
}

void Sweep::leave_core(ThreadSweep& thread, Time time, bool preempted) {
    time = std::max(cores_.not_before(time, thread.core()), thread.since());
    cores_.leave(thread.core(), thread, time);
    thread.leave_core(time, preempted);
}

void Sweep::on(const Event& event, const Forked& forked) {
    if (left_.contains(event.tid)) {
        return; // a sample saw it on its way out
    }
    if (const Member known = table_.find(event.tid)) {
        if (sampled()) {
            return; // the probe was faster than the samples
        }
        end_thread(known, event.time); // the number is used again: its end was lost
    }
    const Member child = appear(event, forked.parent, trace::State::ready);
    const Member parent = table_.find(forked.parent_thread);
    if (!parent) {
        introduce(child);
        return;
    }
    child.thread->rename(parent.thread->name());
    const bool new_process = child.process->threads.size() == 1;
    if (new_process) {
        child.process->record.command.store(parent.process->record.command);
        child.process->gil.inherit(parent.process->gil, *parent.thread, *child.thread, event.time);
    }
}

void Sweep::on(const Event& event, const Exited&) {
    left_.erase(event.tid);
    if (const Member member = table_.find(event.tid)) {
        end_thread(member, event.time);
    }
}

void Sweep::on(const Event& event, const Renamed& renamed) {
    if (sampled()) {
        return renamed_in_sample(event, renamed);
    }
    const Member member = this->member(event);
    table_.rename(*member.thread, renamed.name.data());
    if (renamed.exec) {
        executes(member, event.time);
        // A thread other than the first one that executes a program takes over the first one's number.
        if (!member.thread->running()) {
            on(event, SwitchIn{});
        }
    }
}

/// Samples do not tell of an exec: it shows in the first thread's new name.
void Sweep::renamed_in_sample(const Event& event, const Renamed& renamed) {
    const Member member = table_.find(event.tid);
    if (!member) {
        return;
    }
    table_.rename(*member.thread, renamed.name.data());
    if (event.tid.value == event.pid.value) {
        table_.set_command(*member.process, facts_.command_line(event.pid));
    }
}

void Sweep::executes(const Member& member, Time time) {
    executed_ = executed_.value_or(time);
    const std::vector<ThreadSweep*> before = member.process->live;
    for (ThreadSweep* thread : before) {
        if (thread != member.thread) {
            end_thread({member.process, thread}, time);
        }
    }
    member.thread->forget_calls();
    member.process->gil.restart(time);
    const std::string command = facts_.command_line(member.process->record.pid);
    table_.set_command(*member.process, command.empty() ? trace_.name(member.thread->name()) : command);
}

void Sweep::on(const Event& event, const Sampled& sample) {
    if (const Member member = table_.find(event.tid)) {
        samples_->sampled(*member.thread, event.time, event.core, sample);
    }
}

void Sweep::on(const Event& event, const SamplesComplete&) {
    samples_->round_complete(event.time);
}

Member Sweep::member(const Event& event) {
    if (const Member known = table_.find(event.tid)) {
        return known;
    }
    const Member newcomer = appear(event, Pid{}, trace::State::other); // its birth was lost
    introduce(newcomer);
    return newcomer;
}

Member Sweep::appear(const Event& event, Pid parent, trace::State first) {
    ProcessSweep* process = table_.find(event.pid);
    if (process == nullptr) {
        process = &table_.add_process(event.pid, parent, event.time);
    }
    return table_.add_thread(*process, event.tid, event.time, first);
}

/// What no event has told of a newcomer, the system is asked for.
void Sweep::introduce(const Member& newcomer) {
    const Pid pid = newcomer.process->record.pid;
    const bool new_process = newcomer.process->threads.size() == 1;
    if (new_process) {
        table_.set_command(*newcomer.process, facts_.command_line(pid));
    }
    table_.rename(*newcomer.thread, facts_.thread_name(pid, newcomer.thread->tid()));
}

void Sweep::end_thread(const Member& member, Time time) {
    ThreadSweep& thread = *member.thread;
    member.process->gil.thread_ended(thread, time);
    time = std::max(cores_.not_before(time, thread.core()), thread.since());
    tasks_.thread_ended(thread, time);
    if (sampled()) {
        samples_->ended(thread, time);
    }
    cores_.leave(thread.core(), thread, time);
    table_.end_thread(member, time);
}

} // namespace manybrains::record
