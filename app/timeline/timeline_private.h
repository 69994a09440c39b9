// The inside of TimelineWidget: what it keeps, where things are, what a hand on mouse or keyboard changes. The events
// themselves are read in timeline_widget.cpp.
#pragma once

#include "app/timeline/hover_card.h"
#include "app/timeline/picture.h"
#include "app/timeline/timeline_state.h"
#include "app/timeline/timeline_widget.h"

#include <QPointF>
#include <QScrollBar>
#include <QTimer>

#include <cstdint>
#include <optional>

class QPaintEvent;
class QPainter;

namespace manybrains::app {

class TimelineWidget::Private {
public:
    explicit Private(TimelineWidget* widget);

    [[nodiscard]] Picture picture() const;
    [[nodiscard]] TimeAxis axis() const { return geometry_.axis(state_.range()); }
    [[nodiscard]] double lanesWidth() const { return geometry_.lanes_right - geometry_.lanes_left; }
    [[nodiscard]] double middle() const { return (geometry_.lanes_left + geometry_.lanes_right) / 2; }
    [[nodiscard]] bool overLanes(const QPointF& at) const;
    [[nodiscard]] Geometry geometryFor(const QSize& size) const;
    /// The run whose title is there.
    [[nodiscard]] std::optional<std::size_t> headingAt(const QPointF& at) const;

    /// After a change of the runs, of what is opened, or of the size.
    void changed();
    /// After a change of the range that was `before`.
    void announce(const VisibleRange& before);
    void zoom(double about, double factor);
    void pan(Duration by);
    void toggle(std::size_t run) { widget_->setRunOpen(run, !state_.isOpen(run)); }
    void hover(const QPointF& at);
    void endHover();
    /// Moves the keyboard's place up or down.
    void moveCurrent(int by);
    void paint(QPaintEvent* event);

    TimelineWidget* widget_;
    TimelineState state_;
    Geometry geometry_;
    PicturePainter painter_;
    QScrollBar* bar_;
    HoverCard* card_;
    QTimer frame_; ///< live: the next one
    std::optional<Duration> pointer_;
    std::optional<std::size_t> current_;
    bool show_ring_ = false; ///< only the keyboard needs it
    bool seen_ = false;      ///< a slice, since the last clear()
    std::uint64_t experiment_ = 0;
    std::optional<QPointF> drag_; ///< where the mouse was last, while its button is down
    bool dragged_ = false;

private:
    void nextFrame();
    void arrange();
    void announceFirstSlice();
    void refreshPointer();
    void paintEmpty(QPainter& painter) const;
};

} // namespace manybrains::app
