// Paints the timeline with a QPainter: the same for the screen and for export.
#pragma once

#include "app/timeline/columns.h"
#include "app/timeline/geometry.h"
#include "app/timeline/legend.h"
#include "app/timeline/row_image.h"

#include <QPainter>

#include <optional>
#include <vector>

namespace manybrains::app {

/// Everything that one painting needs; refers to what its owner keeps.
struct Picture {
    const std::vector<TimelineRun>& runs;
    const Layout& layout;
    const Legend& legend;
    Geometry geometry;
    VisibleRange range;
    double scroll = 0;
    std::optional<Duration> pointer;    ///< the time under the mouse
    std::optional<std::size_t> current; ///< the run that the keyboard is on, when its ring is to be shown
};

/// Keeps the memory of its rows from one frame to the next.
class PicturePainter {
public:
    /// Paints what lies in `clip`. Returns whether any slice was drawn.
    bool paint(QPainter& painter, const Picture& picture, const QRectF& clip);

private:
    void paintGroup(QPainter& painter, const Picture& picture, const Group& group, const QRectF& clip);
    void paintRow(QPainter& painter, const Picture& picture, const TimelineRun& run, const Row& row);
    void paintTrack(QPainter& painter, const Picture& picture, const TimelineRun& run, const Row& row);

    Columns columns_;
    RowImage image_;
    bool drew_ = false;
};

/// The rectangle of a run's title and lines, which opens and closes it.
[[nodiscard]] QRectF headingRect(const Picture& picture, const Group& group);

} // namespace manybrains::app
