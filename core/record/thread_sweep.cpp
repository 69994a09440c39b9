#include "core/record/thread_sweep.h"

#include "core/record/wait_reason.h"

#include <algorithm>

namespace manybrains::record {

using trace::State;

namespace {

/// Calls nest in signal handlers only; deeper than this, ends were lost.
constexpr std::size_t deepest_nesting = 8;
/// More than any signal handler makes: the call around them has ended, and its end was lost.
constexpr int most_calls_inside = 4;
/// Slices held back for one call. Beyond, the likely state is taken for the true one.
constexpr std::size_t most_waiting = 1024;

} // namespace

State ThreadSweep::Frame::likely_state() const noexcept {
    if (const auto certain = state_of(call)) {
        return *certain;
    }
    // Nothing from outside can end it: its timeout will.
    if (call == probe::Call::poll && supposed == State::wait) {
        return State::sleep;
    }
    return supposed.value_or(state_of(call, probe::Descriptor::unknown, false));
}

ThreadSweep::ThreadSweep(trace::Trace& trace, trace::Thread& thread, State first)
    : slices_(trace.track_for_writing(thread.track)), thread_(thread), now_{thread.begin, first, resolved, {}} {}

void ThreadSweep::enter_core(Time time, Core core, Evidence evidence) {
    close(time);
    switched_ = true;
    if (last_core_.known() && core.known() && core != last_core_) {
        thread_.migrations.fetch_add(1, std::memory_order_relaxed);
    }
    last_core_ = core.known() ? core : last_core_;
    now_.state = State::running;
    now_.serial = resolved;
    now_.detail = {.core = core, .held_gil = holds_gil_, .sampled = evidence == Evidence::sample};
}

void ThreadSweep::leave_core(Time time, bool preempted) {
    if (now_.state == State::running) {
        thread_.switches.fetch_add(1, std::memory_order_relaxed);
        be_off_core(time, preempted, Evidence::event);
    }
}

void ThreadSweep::be_off_core(Time time, bool preempted, Evidence evidence) {
    switched_ = true;
    close(time);
    Current off = off_core(now_.begin, preempted);
    off.detail.sampled = evidence == Evidence::sample;
    now_ = off;
}

std::optional<Time> ThreadSweep::in_call_since() const noexcept {
    return frames_.empty() ? std::nullopt : std::optional(frames_.front().begin);
}

ThreadSweep::Current ThreadSweep::off_core(Time time, bool preempted) const noexcept {
    if (preempted) {
        return {time, State::ready, resolved, {.preempted = true}};
    }
    if (frames_.empty()) {
        return {time, State::other, resolved, {}};
    }
    const Frame& call = frames_.back();
    Current off{time, call.likely_state(), resolved, {.call = static_cast<std::uint8_t>(call.call)}};
    if (call.call == probe::Call::gil) {
        return off;
    }
    if (!hints_.empty()) {
        off.state = hints_.front();
    } else if (!state_of(call.call)) {
        off.serial = call.serial;
    }
    return off;
}

void ThreadSweep::end(Time time) {
    close(time);
    while (!frames_.empty()) {
        pop_frame();
    }
    slices_.clear_open();
    ended_ = true;
    thread_.end_ns.store(to_ns(now_.begin), std::memory_order_release);
}

void ThreadSweep::begin_call(Time time, probe::Call call, int descriptor) {
    if (frames_.size() == deepest_nesting) {
        forget_calls();
    }
    ++last_serial_;
    frames_.push_back({.call = call, .descriptor = descriptor, .begin = time, .serial = last_serial_, .supposed = {}});
}

void ThreadSweep::end_call(probe::Call call, State meaning) {
    const auto same_call = [call](const Frame& frame) { return frame.call == call; };
    if (std::ranges::none_of(frames_, same_call)) {
        return;
    }
    while (!same_call(frames_.back())) {
        pop_frame();
    }
    const Serial serial = frames_.back().serial;
    frames_.pop_back();
    resolve(serial, meaning);
    if (!frames_.empty() && ++frames_.back().calls_inside > most_calls_inside) {
        pop_frame();
    }
}

void ThreadSweep::pop_frame() {
    const Frame& frame = frames_.back();
    resolve(frame.serial, frame.likely_state());
    frames_.pop_back();
}

void ThreadSweep::end_hint(State state) {
    const auto found = std::find(hints_.rbegin(), hints_.rend(), state);
    if (found != hints_.rend()) {
        hints_.erase(std::prev(found.base()), hints_.end());
    }
}

void ThreadSweep::hold_gil(Time time, bool held) {
    if (held == holds_gil_) {
        return;
    }
    holds_gil_ = held;
    close(time); // on its core or not: nothing of what follows lies before
    now_.detail.held_gil = held && now_.state == State::running;
}

void ThreadSweep::forget_calls() {
    while (!frames_.empty()) {
        pop_frame();
    }
    hints_.clear();
}

Duration ThreadSweep::ran_until(Time time) const noexcept {
    return running() && time > now_.begin ? ran_ + (time - now_.begin) : ran_;
}

std::optional<int> ThreadSweep::undecided_descriptor() const noexcept {
    if (frames_.empty()) {
        return std::nullopt;
    }
    const Frame& call = frames_.back();
    const bool undecided =
        now_.serial == call.serial || std::ranges::find(waiting_, call.serial, &Waiting::serial) != waiting_.end();
    return undecided ? std::optional(call.descriptor) : std::nullopt;
}

std::optional<int> ThreadSweep::open_question(Time begun_before) const noexcept {
    const bool old = !frames_.empty() && !frames_.back().supposed && frames_.back().begin <= begun_before;
    return old ? undecided_descriptor() : std::nullopt;
}

void ThreadSweep::suppose(State meaning) {
    Frame& call = frames_.back();
    call.supposed = meaning;
    if (now_.serial == call.serial) {
        now_.state = call.likely_state();
    }
}

void ThreadSweep::publish_open() {
    if (ended_) {
        return;
    }
    const Shown shown = visible();
    if (shown_ != shown) {
        shown_ = shown;
        slices_.set_open(shown.begin, shown.key, shown.detail);
    }
}

/// While slices wait for their call's end, all of the time since stands as what they will most likely become.
ThreadSweep::Shown ThreadSweep::visible() const noexcept {
    if (waiting_.empty()) {
        return {now_.begin, static_cast<trace::Key>(now_.state), now_.detail.pack()};
    }
    const trace::Slice& first = waiting_.front().slice;
    const auto frame = std::ranges::find(frames_, waiting_.front().serial, &Frame::serial);
    const trace::Key key = frame == frames_.end() ? first.key : static_cast<trace::Key>(frame->likely_state());
    return {first.begin, key, first.detail};
}

/// Ends the current slice; another of the same kind begins.
void ThreadSweep::close(Time time) {
    if (time > now_.begin) {
        ran_ = ran_until(time);
        append({now_.begin, time, static_cast<trace::Key>(now_.state), now_.detail.pack()}, now_.serial);
        now_.begin = time;
    }
}

void ThreadSweep::append(const trace::Slice& slice, Serial serial) {
    if (serial == resolved && waiting_.empty()) {
        slices_.append(slice);
        return;
    }
    waiting_.push_back({slice, serial});
    if (waiting_.size() == most_waiting) {
        for (const Frame& frame : frames_) {
            resolve(frame.serial, frame.likely_state());
        }
    }
}

void ThreadSweep::resolve(Serial serial, State state) {
    if (now_.serial == serial) {
        now_.state = state;
        now_.serial = resolved;
    }
    if (waiting_.empty()) {
        return;
    }
    for (Waiting& entry : waiting_) {
        if (entry.serial == serial) {
            entry.slice.key = static_cast<trace::Key>(state);
            entry.serial = resolved;
        }
    }
    const auto first_open =
        std::ranges::find_if(waiting_, [](const Waiting& entry) { return entry.serial != resolved; });
    std::for_each(waiting_.begin(), first_open, [this](const Waiting& entry) { slices_.append(entry.slice); });
    waiting_.erase(waiting_.begin(), first_open);
}

} // namespace manybrains::record
