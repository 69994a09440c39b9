#include "core/record/sampled_schedule.h"

#include <algorithm>
#include <chrono>

namespace manybrains::record {

namespace {

using namespace std::chrono_literals;

/// A call that returns sooner did not leave the core: switching away and back takes about as long.
constexpr Duration shortest_wait = 10us;
/// The kernel accounts CPU time at ticks, 4 or 10 ms apart.
constexpr Duration accounting_delay = 10ms;
/// How much more another thread must be owed to take the place of the one that is thought to run.
constexpr Duration inertia = 4ms;

} // namespace

void SampledSchedule::acted(ThreadSweep& thread, Time time, Core core) {
    core = cores_.known(core); // a program may write anything
    if (!thread.running() || (core.known() && thread.core() != core)) {
        come(thread, time, core);
    }
}

void SampledSchedule::call_returned(ThreadSweep& thread, Time begin, Time end, Core core) {
    if (thread.running() && end - begin >= shortest_wait) {
        go(thread, begin, false, Evidence::event);
    }
    acted(thread, end, core);
}

void SampledSchedule::sampled(ThreadSweep& thread, Time time, Core core, const Sampled& sample) {
    const auto [entry, first] = samples_.try_emplace(&thread);
    Sample& known = entry->second;
    if (first) {
        known.from_before = std::max(sample.executed - thread.ran_until(time), Duration::zero());
    }
    known.core = core;
    known.runnable = sample.runnable;
    known.current = true;
    known.executed = sample.executed;
    known.time = time;
    // It cannot have run for longer than the kernel says: it was pushed aside before, and nobody looked.
    const Duration excess = -owed(thread, known, time) - accounting_delay;
    if (thread.running() && !thread.in_call_since() && excess > Duration::zero()) {
        go(thread, std::max(time - excess, thread.since()), true, Evidence::sample);
    }
}

void SampledSchedule::round_complete(Time time) {
    displaced_.clear();
    std::vector<ThreadSweep*> runners;
    std::vector<ThreadSweep*> others;
    for (auto& [thread, sample] : samples_) {
        if (waits(*thread, time) || thread->in_call_since()) {
            sample.current = false;
        }
    }
    for (const auto& [thread, sample] : samples_) {
        if (sample.current) {
            const bool runs = sample.runnable && runner_on(sample.core, time) == thread;
            (runs ? runners : others).push_back(thread);
        }
    }
    // Off before on, so that nobody is displaced who leaves anyway.
    for (ThreadSweep* thread : others) {
        go(*thread, time, samples_[thread].runnable, Evidence::sample);
    }
    for (ThreadSweep* thread : runners) {
        acted(*thread, time, samples_[thread].core);
    }
    for (auto& [thread, sample] : samples_) {
        sample.current = false;
    }
}

void SampledSchedule::ended(ThreadSweep& thread, Time time) {
    const auto known = samples_.find(&thread);
    if (known != samples_.end()) {
        const Time last_believable = known->second.time + accounting_delay;
        if (thread.running() && last_believable < time) { // nobody has looked since
            go(thread, std::max(last_believable, thread.since()), true, Evidence::sample);
        }
        samples_.erase(known);
    }
    std::erase_if(displaced_, [&](const auto& entry) { return entry.second == &thread; });
}

/// Of the runnable threads that were last seen on this core, the one that is owed the most time on it; null when none
/// can have had any.
ThreadSweep* SampledSchedule::runner_on(Core core, Time time) const {
    ThreadSweep* best = nullptr;
    Duration most{};
    for (const auto& [thread, sample] : samples_) {
        if (!sample.current || !sample.runnable || sample.core != core) {
            continue;
        }
        const Duration own = owed(*thread, sample, time);
        if (own < -accounting_delay) {
            continue;
        }
        const Duration weighed = cores_.occupant(core) == thread ? own + inertia : own;
        if (best == nullptr || weighed > most) {
            best = thread;
            most = weighed;
        }
    }
    return best;
}

/// CPU time that the kernel has accounted to the thread and that is not drawn yet.
Duration SampledSchedule::owed(const ThreadSweep& thread, const Sample& sample, Time time) {
    return sample.executed - sample.from_before - thread.ran_until(time);
}

void SampledSchedule::come(ThreadSweep& thread, Time time, Core core) {
    cores_.leave(thread.core(), thread, time);
    ThreadSweep* there = cores_.occupant(core);
    if (there != nullptr && there != &thread && there->in_call_since()) {
        go(*there, *there->in_call_since(), false, Evidence::event); // it has left for that call
    }
    if (ThreadSweep* displaced = cores_.enter(core, thread, time)) {
        displaced->be_off_core(time, true, Evidence::sample);
        displaced_[core] = displaced;
    }
    thread.enter_core(time, core, Evidence::sample);
}

/// Whoever had to make room for it goes on.
void SampledSchedule::go(ThreadSweep& thread, Time time, bool preempted, Evidence evidence) {
    const Core core = thread.core();
    cores_.leave(core, thread, time);
    thread.be_off_core(time, preempted, evidence);
    const auto found = displaced_.find(core);
    if (found == displaced_.end()) {
        return;
    }
    ThreadSweep& displaced = *found->second;
    displaced_.erase(found);
    if (&displaced != &thread && !displaced.running() && !displaced.in_call_since()) {
        come(displaced, time, core);
    }
}

bool SampledSchedule::waits(ThreadSweep& thread, Time now) {
    const auto begin = thread.in_call_since();
    if (!begin || now - *begin < shortest_wait) {
        return false;
    }
    if (thread.running() || thread.state() == trace::State::ready) {
        go(thread, *begin, false, Evidence::event);
    }
    return true;
}

} // namespace manybrains::record
