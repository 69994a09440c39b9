#include "core/analyze/gil.h"

#include "core/analyze/walk.h"

#include <optional>

namespace manybrains::analyze {

using trace::Slice;
using trace::Track;
using trace::TrackKind;

std::unordered_set<Pid> processes_with_gil(const trace::Trace& trace) {
    std::unordered_set<Pid> processes;
    for_each_track(trace, TrackKind::gil, [&](const Track& track) { processes.insert(track.info().pid); });
    return processes;
}

std::uint64_t gil_handoffs(const trace::Trace& trace, const Window& window) {
    std::uint64_t handoffs = 0;
    for_each_track(trace, TrackKind::gil, [&](const Track& track) {
        std::optional<trace::TrackId> holder;
        for_each_slice(trace, track, [&](const Slice& hold) {
            if (holder && *holder != hold.thread() && contains(window, hold.begin)) {
                ++handoffs;
            }
            holder = hold.thread();
        });
    });
    return handoffs;
}

Duration running_without_gil(const trace::Trace& trace, const Window& window) {
    const auto processes = processes_with_gil(trace);
    Duration sum{0};
    for_each_thread(trace, [&](const trace::Thread& thread, const Track& track) {
        if (!processes.contains(thread.pid)) {
            return;
        }
        for_each_run(trace, track, [&](const Slice& run) {
            if (!run.thread_detail().held_gil) {
                sum += overlap(run, window);
            }
        });
    });
    return sum;
}

} // namespace manybrains::analyze
