#include "core/io/trace_tasks.h"

#include <algorithm>
#include <cstddef>
#include <unordered_map>
#include <vector>

namespace manybrains::io {

namespace {

using trace::Slice;
using trace::TrackId;

bool any_cross(std::vector<Slice>& slices) {
    std::sort(slices.begin(), slices.end(), [](const Slice& left, const Slice& right) {
        return left.begin != right.begin ? left.begin < right.begin : left.end > right.end;
    });
    std::vector<Time> open; // ends of the slices around, the innermost last
    for (const Slice& slice : slices) {
        while (!open.empty() && open.back() <= slice.begin) {
            open.pop_back();
        }
        if (!open.empty() && open.back() < slice.end) {
            return true;
        }
        open.push_back(slice.end);
    }
    return false;
}

} // namespace

std::unordered_set<TrackId> threads_with_crossing_tasks(const trace::Trace& trace) {
    std::unordered_map<TrackId, std::vector<Slice>> by_thread;
    for (std::size_t i = 0, count = trace.track_count(); i < count; ++i) {
        const trace::Track& track = trace.track(static_cast<TrackId>(i));
        for (std::size_t s = 0; track.info().kind == trace::TrackKind::task && s < track.size(); ++s) {
            const Slice slice = track.slice(s);
            by_thread[slice.thread()].push_back(slice);
        }
    }
    std::unordered_set<TrackId> crossing;
    for (auto& [thread, slices] : by_thread) {
        if (any_cross(slices)) {
            crossing.insert(thread);
        }
    }
    return crossing;
}

} // namespace manybrains::io
