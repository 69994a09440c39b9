#include "core/record/core_tracks.h"

#include <algorithm>

namespace manybrains::record {

CoreTracks::CoreTracks(trace::Trace& trace, std::span<const Core> cores) {
    for (const Core core : cores) {
        rows_.resize(std::max(rows_.size(), static_cast<std::size_t>(core.value) + 1));
        trace::TrackInfo info;
        info.kind = trace::TrackKind::core;
        info.core = core;
        rows_[static_cast<std::size_t>(core.value)].track = &trace.add_track(info);
    }
}

const CoreTracks::Row* CoreTracks::row(Core core) const noexcept {
    const auto index = static_cast<std::size_t>(core.value);
    return core.known() && index < rows_.size() && rows_[index].track != nullptr ? &rows_[index] : nullptr;
}

ThreadSweep* CoreTracks::enter(Core core, ThreadSweep& thread, Time time) {
    Row* row = this->row(core);
    if (row == nullptr) {
        return nullptr;
    }
    ThreadSweep* left_unseen = row->occupant;
    close(*row, time);
    row->occupant = &thread;
    row->since = std::max(time, row->since);
    row->shown = false;
    return left_unseen == &thread ? nullptr : left_unseen;
}

void CoreTracks::leave(Core core, const ThreadSweep& thread, Time time) {
    Row* row = this->row(core);
    if (row != nullptr && row->occupant == &thread) {
        close(*row, time);
    }
}

ThreadSweep* CoreTracks::occupant(Core core) const noexcept {
    const Row* row = this->row(core);
    return row != nullptr ? row->occupant : nullptr;
}

Time CoreTracks::not_before(Time time, Core core) const noexcept {
    const Row* row = this->row(core);
    if (row == nullptr) {
        return time;
    }
    time = std::max(time, row->since);
    return row->occupant != nullptr ? std::max(time, row->occupant->since()) : time;
}

void CoreTracks::close(Row& row, Time time) {
    if (row.occupant == nullptr) {
        return;
    }
    time = std::max(time, row.since);
    row.track->append({row.since, time, row.occupant->hue(), static_cast<std::uint32_t>(row.occupant->track())});
    row.track->clear_open();
    row.occupant = nullptr;
    row.since = time;
}

void CoreTracks::publish_open() {
    for (Row& row : rows_) {
        if (row.occupant != nullptr && !row.shown) {
            row.shown = true;
            row.track->set_open(row.since, row.occupant->hue(), static_cast<std::uint32_t>(row.occupant->track()));
        }
    }
}

} // namespace manybrains::record
