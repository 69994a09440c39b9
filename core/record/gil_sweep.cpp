#include "core/record/gil_sweep.h"

#include <algorithm>

namespace manybrains::record {

void GilSweep::request(ThreadSweep& thread, Time time) {
    if (holder_ != &thread) {
        note(trace::InstantKind::gil_request, thread, time);
    }
}

void GilSweep::take(ThreadSweep& thread, Time time) {
    if (holder_ == &thread) {
        appear(); // held since before the first event
        return;
    }
    release(time);
    time = std::max({time, since_, thread.since()});
    if (last_holder_ && *last_holder_ != thread.track()) {
        note(trace::InstantKind::gil_handoff, thread, time);
    }
    appear();
    begin_held(thread, time);
}

void GilSweep::drop(ThreadSweep& thread, Time time) {
    if (holder_ == &thread) {
        appear();
        release(time);
    }
}

void GilSweep::begin_held(ThreadSweep& holder, Time time) {
    holder_ = &holder;
    last_holder_ = holder.track();
    since_ = time;
    shown_ = false;
    holder.hold_gil(time, true);
}

void GilSweep::release(ThreadSweep& thread, Time time) {
    if (holder_ == &thread) {
        release(time);
    }
}

void GilSweep::release(Time time) {
    if (holder_ == nullptr) {
        return;
    }
    time = std::max({time, since_, holder_->since()});
    const trace::Slice hold{since_, time, holder_->hue(), static_cast<std::uint32_t>(holder_->track())};
    if (track_ != nullptr) {
        track_->append(hold);
        track_->clear_open();
    } else {
        before_track_ = hold;
    }
    holder_->hold_gil(time, false);
    holder_ = nullptr;
    since_ = time;
}

void GilSweep::publish_open() {
    if (track_ != nullptr && holder_ != nullptr && !shown_) {
        shown_ = true;
        track_->set_open(since_, holder_->hue(), static_cast<std::uint32_t>(holder_->track()));
    }
}

void GilSweep::appear() {
    if (track_ != nullptr) {
        return;
    }
    trace::TrackInfo info;
    info.kind = trace::TrackKind::gil;
    info.pid = pid_;
    track_ = &trace_.add_track(info);
    if (before_track_) {
        track_->append(*before_track_);
    }
}

void GilSweep::note(trace::InstantKind kind, const ThreadSweep& thread, Time time) {
    appear();
    trace_.add(trace::Instant{time, kind, track_->id(), thread.track()});
}

} // namespace manybrains::record
