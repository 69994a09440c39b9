// Where everything stands down the timeline: a group for each run, in it the rows. Pure arithmetic on what the traces
// hold now; recomputed when a trace has a new track.
#pragma once

#include "app/timeline/timeline_run.h"

#include <QString>

#include <cstddef>
#include <vector>

namespace manybrains::app {

enum class RowKind : std::uint8_t {
    core,
    gil,
    process, ///< a heading over the threads of one of several processes
    thread,
    task
};

struct Row {
    RowKind kind = RowKind::core;
    trace::TrackId track = trace::no_track;
    double top = 0; ///< from the top of the content
    double height = 0;
    QString label;  ///< of opened rows
    QString detail; ///< beside it, less important

    [[nodiscard]] double bottom() const noexcept { return top + height; }
};

struct Group {
    std::size_t run = 0;
    double top = 0;
    double lanes_bottom = 0; ///< below the cores and GILs: what is there when it is closed
    double bottom = 0;
    bool open = false;
    std::vector<Row> rows;
};

struct Layout {
    std::vector<Group> groups;
    double height = 0;
};

/// `open[i]`: run i shows its threads.
[[nodiscard]] Layout layOut(const std::vector<TimelineRun>& runs, const std::vector<bool>& open);

/// Changes whenever layOut() would give something else.
[[nodiscard]] std::size_t layoutSignature(const std::vector<TimelineRun>& runs);

} // namespace manybrains::app
