#include "core/record/task_tracks.h"

#include <algorithm>

namespace manybrains::record {

void TaskTracks::begin(ThreadSweep& thread, Time time, std::uint32_t index, const std::string& name) {
    Row& row = free_row(rows_[{index, name}], thread, index, name);
    row.runs_on = &thread;
    row.since = std::max(time, row.since);
    row.shown = false;
}

void TaskTracks::end(const ThreadSweep& thread, Time time, std::uint32_t index, const std::string& name) {
    const auto found = rows_.find({index, name});
    if (found == rows_.end()) {
        return;
    }
    const auto row = std::ranges::find(found->second, &thread, &Row::runs_on);
    if (row != found->second.end()) {
        close(*row, time);
    }
}

void TaskTracks::thread_ended(const ThreadSweep& thread, Time time) {
    for (auto& [task, rows] : rows_) {
        for (Row& row : rows) {
            if (row.runs_on == &thread) {
                close(row, time);
            }
        }
    }
}

void TaskTracks::publish_open() {
    for (auto& [task, rows] : rows_) {
        for (Row& row : rows) {
            if (row.runs_on != nullptr && !row.shown) {
                row.shown = true;
                row.track->set_open(row.since, row.runs_on->hue(), static_cast<std::uint32_t>(row.runs_on->track()));
            }
        }
    }
}

TaskTracks::Row& TaskTracks::free_row(Rows& rows, const ThreadSweep& thread, std::uint32_t index,
                                      const std::string& name) {
    const auto free = std::ranges::find(rows, nullptr, &Row::runs_on);
    if (free != rows.end()) {
        return *free;
    }
    trace::TrackInfo info;
    info.kind = trace::TrackKind::task;
    info.pid = thread.pid();
    info.index = index;
    info.name = name;
    return rows.emplace_back(Row{&trace_.add_track(info), nullptr, Time{}, false});
}

void TaskTracks::close(Row& row, Time time) {
    time = std::max(time, row.since);
    row.track->append({row.since, time, row.runs_on->hue(), static_cast<std::uint32_t>(row.runs_on->track())});
    row.track->clear_open();
    row.runs_on = nullptr;
    row.since = time;
}

} // namespace manybrains::record
