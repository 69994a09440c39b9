#include "app/timeline/timeline_private.h"

#include "app/theme/theme.h"
#include "app/timeline/fonts.h"
#include "app/timeline/frame_pacer.h"
#include "app/timeline/hover.h"

#include <QFontMetrics>
#include <QPaintEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <ctime>

namespace manybrains::app {

namespace {

constexpr int bar_width = 10;

/// What this thread has cost so far: the wall clock would count the run's own share of the core as well.
Duration threadCpu() {
    timespec now{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
}

} // namespace

TimelineWidget::Private::Private(TimelineWidget* widget)
    : widget_(widget), bar_(new QScrollBar(Qt::Vertical, widget)), card_(new HoverCard(widget)) {
    bar_->setFocusPolicy(Qt::NoFocus);
    bar_->hide();
    frame_.setSingleShot(true);
    QObject::connect(&frame_, &QTimer::timeout, widget, [this] { nextFrame(); });
    QObject::connect(bar_, &QScrollBar::valueChanged, widget, [this] { widget_->update(); });
}

Picture TimelineWidget::Private::picture() const {
    const bool ring = widget_->hasFocus() && show_ring_;
    return {state_.runs(),   state_.layout(),
            state_.legend(), geometry_,
            state_.range(),  static_cast<double>(bar_->value()),
            pointer_,        ring ? current_ : std::nullopt};
}

bool TimelineWidget::Private::overLanes(const QPointF& at) const {
    return at.x() >= geometry_.lanes_left && at.x() < geometry_.lanes_right;
}

Geometry TimelineWidget::Private::geometryFor(const QSize& size) const {
    // How high the legend is depends on how wide it may be, and that on the labels alone.
    const Geometry geometry = geometryOf(size, state_.runs(), state_.layout(), 0);
    const double legend = legendHeight(state_.legend(), size.width() - geometry.lanes_left);
    return geometryOf(size, state_.runs(), state_.layout(), legend);
}

std::optional<std::size_t> TimelineWidget::Private::headingAt(const QPointF& at) const {
    const Picture now = picture();
    for (const Group& group : state_.layout().groups) {
        if (geometry_.body.contains(at) && headingRect(now, group).contains(at)) {
            return group.run;
        }
    }
    return std::nullopt;
}

void TimelineWidget::Private::nextFrame() {
    const VisibleRange before = state_.range();
    state_.refresh();
    arrange();
    announce(before);
}

void TimelineWidget::Private::arrange() {
    const QSize size = widget_->size();
    geometry_ = geometryFor(size);
    const double hidden = state_.layout().height - geometry_.body.height();
    if (hidden > 0) {
        geometry_ = geometryFor(QSize(size.width() - bar_width - 2, size.height()));
    }
    bar_->setVisible(hidden > 0);
    bar_->setGeometry(size.width() - bar_width, qRound(geometry_.body.top()), bar_width,
                      qRound(geometry_.body.height()));
    bar_->setPageStep(qRound(geometry_.body.height()));
    bar_->setSingleStep(Theme::grid * 3);
    bar_->setRange(0, std::max(0, static_cast<int>(std::ceil(hidden))));
}

void TimelineWidget::Private::changed() {
    const VisibleRange before = state_.range();
    arrange();
    state_.fitUnlessChosen(lanesWidth());
    widget_->setAccessibleDescription(widget_->summary());
    announce(before);
}

void TimelineWidget::Private::announce(const VisibleRange& before) {
    if (before != state_.range()) {
        emit widget_->visibleRangeChanged();
    }
    widget_->update();
}

void TimelineWidget::Private::zoom(double about, double factor) {
    const VisibleRange before = state_.range();
    state_.zoom(timeOf(axis(), about), factor);
    announce(before);
}

void TimelineWidget::Private::pan(Duration by) {
    const VisibleRange before = state_.range();
    state_.pan(by);
    announce(before);
}

void TimelineWidget::Private::hover(const QPointF& at) {
    const auto hit = hitTest(picture(), at);
    pointer_ = overLanes(at) && !state_.runs().empty() ? std::optional(timeOf(axis(), at.x())) : std::nullopt;
    if (hit) {
        const SliceFacts facts = factsOf(state_.runs()[hit->run], *hit->row, hit->time, lengthOf(axis(), 1));
        card_->showFacts(facts, at.toPoint());
        emit widget_->hovered(facts.sentence());
    } else {
        card_->hide();
        emit widget_->hovered({});
    }
    widget_->setCursor(headingAt(at) ? Qt::PointingHandCursor : Qt::ArrowCursor);
    refreshPointer();
}

void TimelineWidget::Private::endHover() {
    pointer_.reset();
    card_->hide();
    emit widget_->hovered({});
    refreshPointer();
}

void TimelineWidget::Private::refreshPointer() {
    // While a run is recorded the pointer's line waits for the next frame.
    if (!state_.live()) {
        widget_->update();
    }
}

void TimelineWidget::Private::moveCurrent(int by) {
    const auto count = static_cast<int>(state_.runs().size());
    if (count == 0) {
        return;
    }
    const int from = current_ ? static_cast<int>(*current_) : (by > 0 ? -1 : count);
    current_ = static_cast<std::size_t>(std::clamp(from + by, 0, count - 1));
    show_ring_ = true;
    const Group& group = state_.layout().groups[*current_];
    if (group.top < bar_->value() || group.lanes_bottom > bar_->value() + geometry_.body.height()) {
        bar_->setValue(static_cast<int>(group.top));
    }
    widget_->update();
}

void TimelineWidget::Private::paint(QPaintEvent* event) {
    const Duration before = threadCpu();
    {
        QPainter painter(widget_);
        if (state_.runs().empty()) {
            paintEmpty(painter);
        } else if (painter_.paint(painter, picture(), event->rect()) && !seen_) {
            announceFirstSlice();
        }
    }
    if (state_.live()) {
        frame_.start(pauseAfter(threadCpu() - before));
    }
}

void TimelineWidget::Private::announceFirstSlice() {
    seen_ = true;
    // Not from inside the painting: a slot may change what is painted. By then the timeline may show something else.
    QMetaObject::invokeMethod(
        widget_,
        [this, experiment = experiment_] {
            if (experiment == experiment_) {
                emit widget_->firstSlicePainted();
            }
        },
        Qt::QueuedConnection);
}

void TimelineWidget::Private::paintEmpty(QPainter& painter) const {
    const Colours& colours = Theme::instance().colours();
    const QRect area = widget_->rect();
    const int line = QFontMetrics(fonts::title()).height() + Theme::grid;
    painter.setFont(fonts::title());
    painter.setPen(colours.text);
    const QRect title(area.left(), area.center().y() - line, area.width(), line);
    painter.drawText(title, Qt::AlignHCenter | Qt::AlignVCenter, tr("Nothing recorded yet"));
    painter.setFont(Theme::font());
    painter.setPen(colours.textMuted);
    const QRect text(area.left() + Theme::grid, title.bottom() + 1, area.width() - 2 * Theme::grid, 3 * line);
    painter.drawText(text, Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap,
                     tr("Press Run: which thread is on which core, and who holds the GIL, appears here while it "
                        "happens."));
}

} // namespace manybrains::app
