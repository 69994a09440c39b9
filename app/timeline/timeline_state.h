// What the timeline shows, without any widget: the runs, which are opened, the visible range and how it follows a
// growing trace, and the layout that results.
#pragma once

#include "app/timeline/layout.h"
#include "app/timeline/legend.h"
#include "app/timeline/timeline_run.h"
#include "app/timeline/visible_range.h"

#include <cstddef>
#include <vector>

namespace manybrains::app {

class TimelineState {
public:
    [[nodiscard]] const std::vector<TimelineRun>& runs() const noexcept { return runs_; }
    [[nodiscard]] const Layout& layout() const noexcept { return layout_; }
    [[nodiscard]] const Legend& legend() const noexcept { return legend_; }
    [[nodiscard]] const VisibleRange& range() const noexcept { return range_; }
    [[nodiscard]] bool live() const noexcept { return live_; }
    [[nodiscard]] bool isOpen(std::size_t run) const { return open_.at(run); }

    void clear();
    std::size_t add(TimelineRun run);
    void update(std::size_t index, TimelineRun run);
    void setOpen(std::size_t run, bool open);
    void setLive(bool live);

    /// Takes in what the traces have got since the last call: new rows, and, live, a longer range.
    void refresh();

    /// The whole of every run. `lanes`: their width in pixels, for the room that the lengths' labels need.
    [[nodiscard]] VisibleRange fitted(double lanes) const;
    /// From here on the range is fitted again whenever something changes.
    void fit(double lanes);
    /// Fits unless the user has chosen a range.
    void fitUnlessChosen(double lanes);
    void zoom(Duration about, double factor);
    void pan(Duration by);
    /// The user's choice: from here on the range stays.
    void choose(const VisibleRange& range);

private:
    [[nodiscard]] Duration longest() const;
    [[nodiscard]] VisibleRange limits() const;
    void layOutAgain();

    std::vector<TimelineRun> runs_;
    std::vector<bool> open_;
    Layout layout_;
    Legend legend_;
    std::size_t signature_ = 0;
    VisibleRange range_;
    bool live_ = false;
    bool chosen_ = false; ///< the range, by the user
};

} // namespace manybrains::app
