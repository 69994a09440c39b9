// Walking a trace: its threads, its tracks of one kind, the slices of a track; of a finished trace or of one that
// grows, where what is open counts up to the horizon.
#pragma once

#include "core/analyze/figures.h"
#include "core/trace/trace.h"

#include <algorithm>
#include <cstddef>

namespace manybrains::analyze {

/// Calls visit(thread, track of its states).
template <typename Visit>
void for_each_thread(const trace::Trace& trace, Visit&& visit) {
    const auto& threads = trace.threads();
    for (std::size_t i = 0, count = threads.size(); i < count; ++i) {
        visit(*threads[i], trace.track(threads[i]->track));
    }
}

/// Calls visit(track).
template <typename Visit>
void for_each_track(const trace::Trace& trace, trace::TrackKind kind, Visit&& visit) {
    for (std::size_t i = 0, count = trace.track_count(); i < count; ++i) {
        const trace::Track& track = trace.track(static_cast<trace::TrackId>(i));
        if (track.info().kind == kind) {
            visit(track);
        }
    }
}

/// Calls visit(slice) in the order of time.
template <typename Visit>
void for_each_slice(const trace::Trace& trace, const trace::Track& track, Visit&& visit) {
    const Time horizon = trace.horizon();
    for (std::size_t i = 0, count = track.size(); i < count; ++i) {
        visit(track.slice(i));
    }
    if (auto open = track.open(); open && open->begin < horizon) {
        open->end = horizon;
        visit(*open);
    }
}

/// Calls visit(slice) for the running ones.
template <typename Visit>
void for_each_run(const trace::Trace& trace, const trace::Track& track, Visit&& visit) {
    for_each_slice(trace, track, [&](const trace::Slice& slice) {
        if (slice.state() == trace::State::running) {
            visit(slice);
        }
    });
}

[[nodiscard]] inline bool contains(const Window& window, Time time) noexcept {
    return window.begin <= time && time < window.end;
}

/// How much of the slice lies in the window.
[[nodiscard]] inline Duration overlap(const trace::Slice& slice, const Window& window) noexcept {
    const Duration common = std::min(slice.end, window.end) - std::max(slice.begin, window.begin);
    return std::max(common, Duration::zero());
}

} // namespace manybrains::analyze
