#include "app/timeline/timeline_widget.h"

#include "app/theme/theme.h"
#include "app/timeline/fonts.h"
#include "app/timeline/frame_pacer.h"
#include "app/timeline/hover.h"
#include "app/timeline/hover_card.h"
#include "app/timeline/labels.h"
#include "app/timeline/picture.h"
#include "app/timeline/timeline_state.h"

#include <QEvent>
#include <QFontMetrics>
#include <QGestureEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QNativeGestureEvent>
#include <QPaintEvent>
#include <QPainter>
#include <QPinchGesture>
#include <QScrollBar>
#include <QTimer>
#include <QToolTip>
#include <QWheelEvent>

#include <cmath>
#include <ctime>
#include <utility>

namespace manybrains::app {

namespace {

constexpr double notch = 120;          ///< of a mouse wheel, in Qt's eighths of a degree
constexpr double zoom_per_notch = 0.8; ///< of the length that was visible
constexpr double zoom_step = 0.5;      ///< by key or button
constexpr double pan_step = 0.1;       ///< of what is visible
constexpr int bar_width = 10;

/// What this thread has cost so far: the wall clock would count the run's own share of the core as well.
Duration threadCpu() {
    timespec now{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
}

Duration share(const VisibleRange& range, double part) {
    return Duration(std::llround(static_cast<double>(range.length().count()) * part));
}

} // namespace

class TimelineWidget::Private {
public:
    explicit Private(TimelineWidget* widget)
        : widget_(widget), bar_(new QScrollBar(Qt::Vertical, widget)), card_(new HoverCard(widget)) {
        bar_->setFocusPolicy(Qt::NoFocus);
        bar_->hide();
        frame_.setSingleShot(true);
        QObject::connect(&frame_, &QTimer::timeout, widget, [this] {
            state_.refresh();
            arrange();
            widget_->update();
        });
        QObject::connect(bar_, &QScrollBar::valueChanged, widget, [this] { widget_->update(); });
    }

    [[nodiscard]] Picture picture() const {
        return {state_.runs(),   state_.layout(),
                state_.legend(), geometry_,
                state_.range(),  static_cast<double>(bar_->value()),
                pointer_,        widget_->hasFocus() && show_ring_ ? current_ : std::nullopt};
    }

    /// After a change of the runs, the layout or the size.
    void arrange() {
        const QSize size = widget_->size();
        geometry_ = geometryFor(size);
        const double hidden = state_.layout().height - geometry_.body.height();
        bar_->setVisible(hidden > 0);
        if (hidden > 0) {
            geometry_ = geometryFor(QSize(size.width() - bar_width - 2, size.height()));
        }
        bar_->setGeometry(size.width() - bar_width, qRound(geometry_.body.top()), bar_width,
                          qRound(geometry_.body.height()));
        bar_->setPageStep(qRound(geometry_.body.height()));
        bar_->setSingleStep(Theme::grid * 3);
        bar_->setRange(0, std::max(0, static_cast<int>(std::ceil(hidden))));
    }

    /// After a change of the runs.
    void changed() {
        arrange();
        const VisibleRange before = state_.range();
        state_.fitUnlessChosen(lanesWidth());
        widget_->setAccessibleDescription(widget_->summary());
        announce(before);
        widget_->update();
    }

    void announce(const VisibleRange& before) {
        if (before != state_.range()) {
            emit widget_->visibleRangeChanged();
        }
        widget_->update();
    }

    void zoom(double about, double factor) {
        const VisibleRange before = state_.range();
        state_.zoom(timeOf(axis(), about), factor);
        announce(before);
    }

    void pan(Duration by) {
        const VisibleRange before = state_.range();
        state_.pan(by);
        announce(before);
    }

    [[nodiscard]] TimeAxis axis() const { return geometry_.axis(state_.range()); }
    [[nodiscard]] double lanesWidth() const { return geometry_.lanes_right - geometry_.lanes_left; }
    [[nodiscard]] double middle() const { return (geometry_.lanes_left + geometry_.lanes_right) / 2; }
    [[nodiscard]] bool overLanes(const QPointF& at) const {
        return at.x() >= geometry_.lanes_left && at.x() < geometry_.lanes_right;
    }

    [[nodiscard]] Geometry geometryFor(const QSize& size) const {
        Geometry geometry = geometryOf(size, state_.runs(), state_.layout(), 0);
        const double width = size.width() - geometry.lanes_left;
        return geometryOf(size, state_.runs(), state_.layout(), legendHeight(state_.legend(), width));
    }

    [[nodiscard]] std::optional<std::size_t> headingAt(const QPointF& at) const {
        const Picture now = picture();
        for (const Group& group : state_.layout().groups) {
            if (geometry_.body.contains(at) && headingRect(now, group).contains(at)) {
                return group.run;
            }
        }
        return std::nullopt;
    }

    void toggle(std::size_t run) { widget_->setRunOpen(run, !state_.isOpen(run)); }

    void hover(const QPointF& at) {
        const auto hit = hitTest(picture(), at);
        pointer_ = overLanes(at) && !state_.runs().empty() ? std::optional(timeOf(axis(), at.x())) : std::nullopt;
        if (hit) {
            const TimelineRun& run = state_.runs()[hit->run];
            const SliceFacts facts = factsOf(run, *hit->row, hit->time, lengthOf(axis(), 1));
            card_->showFacts(facts, at.toPoint());
            emit widget_->hovered(facts.sentence());
        } else {
            card_->hide();
            emit widget_->hovered({});
        }
        widget_->setCursor(headingAt(at) ? Qt::PointingHandCursor : Qt::ArrowCursor);
        refreshPointer();
    }

    void endHover() {
        pointer_.reset();
        card_->hide();
        emit widget_->hovered({});
        refreshPointer();
    }

    /// While a run is recorded the pointer's line waits for the next frame.
    void refreshPointer() {
        if (!state_.live()) {
            widget_->update();
        }
    }

    void moveCurrent(int by) {
        const auto count = static_cast<int>(state_.runs().size());
        if (count == 0) {
            return;
        }
        const int from = current_ ? static_cast<int>(*current_) : (by > 0 ? -1 : count);
        current_ = static_cast<std::size_t>(std::clamp(from + by, 0, count - 1));
        show_ring_ = true;
        const Group& group = state_.layout().groups[*current_];
        const int top = static_cast<int>(group.top);
        if (top < bar_->value() || group.lanes_bottom > bar_->value() + geometry_.body.height()) {
            bar_->setValue(top);
        }
        widget_->update();
    }

    void paint(QPaintEvent* event) {
        const Duration before = threadCpu();
        {
            QPainter painter(widget_);
            if (state_.runs().empty()) {
                paintEmpty(painter);
            } else if (painter_.paint(painter, picture(), event->rect()) && !std::exchange(seen_, true)) {
                // After this paint event: a slot may change what is painted here.
                QMetaObject::invokeMethod(widget_, &TimelineWidget::firstSlicePainted, Qt::QueuedConnection);
            }
        }
        if (state_.live()) {
            frame_.start(pauseAfter(threadCpu() - before));
        }
    }

    void paintEmpty(QPainter& painter) const {
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

    TimelineWidget* widget_;
    TimelineState state_;
    Geometry geometry_;
    PicturePainter painter_;
    QScrollBar* bar_;
    HoverCard* card_;
    QTimer frame_;
    std::optional<Duration> pointer_;
    std::optional<std::size_t> current_;
    bool show_ring_ = false; ///< only the keyboard needs it
    bool seen_ = false;      ///< a slice, since the last clear()
    std::optional<QPointF> drag_;
    bool dragged_ = false;
};

TimelineWidget::TimelineWidget(QWidget* parent) : QWidget(parent), d_(std::make_unique<Private>(this)) {
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_AcceptTouchEvents);
    grabGesture(Qt::PinchGesture);
    setAccessibleName(tr("Timeline"));
    connect(&Theme::instance(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

TimelineWidget::~TimelineWidget() = default;

void TimelineWidget::clear() {
    const bool live = d_->state_.live();
    d_->state_.clear();
    d_->state_.setLive(live);
    d_->current_.reset();
    d_->seen_ = false;
    d_->endHover();
    d_->changed();
}

std::size_t TimelineWidget::addRun(TimelineRun run) {
    const std::size_t index = d_->state_.add(std::move(run));
    d_->changed();
    return index;
}

void TimelineWidget::updateRun(std::size_t index, TimelineRun run) {
    d_->state_.update(index, std::move(run));
    d_->changed();
}

std::size_t TimelineWidget::runCount() const noexcept {
    return d_->state_.runs().size();
}

void TimelineWidget::setRunOpen(std::size_t index, bool open) {
    d_->state_.setOpen(index, open);
    d_->changed();
}

bool TimelineWidget::isRunOpen(std::size_t index) const {
    return d_->state_.isOpen(index);
}

void TimelineWidget::setLive(bool live) {
    d_->state_.setLive(live);
    if (!live) {
        d_->frame_.stop();
    }
    d_->changed();
}

VisibleRange TimelineWidget::visibleRange() const noexcept {
    return d_->state_.range();
}

void TimelineWidget::setVisibleRange(const VisibleRange& range) {
    const VisibleRange before = d_->state_.range();
    d_->state_.choose(range);
    d_->announce(before);
}

TimeAxis TimelineWidget::axis() const {
    return d_->axis();
}

void TimelineWidget::render(QPainter& painter, const QSize& size) {
    const Geometry geometry = d_->geometryFor(size);
    const VisibleRange range = d_->state_.fitted(geometry.lanes_right - geometry.lanes_left);
    const Picture picture{d_->state_.runs(), d_->state_.layout(), d_->state_.legend(), geometry, range, 0, {}, {}};
    PicturePainter().paint(painter, picture, QRectF(QPointF(), size));
}

int TimelineWidget::heightFor(int width) const {
    const Geometry geometry = d_->geometryFor(QSize(width, 0));
    return static_cast<int>(std::ceil(geometry.ruler.height() + d_->state_.layout().height + geometry.footer.height()));
}

QString TimelineWidget::summary() const {
    QStringList lines;
    for (const TimelineRun& run : d_->state_.runs()) {
        lines << spokenText(run);
    }
    lines << d_->state_.legend().notes;
    return lines.join(QLatin1Char('\n'));
}

QSize TimelineWidget::sizeHint() const {
    return QSize(720, std::max(320, heightFor(720)));
}

QSize TimelineWidget::minimumSizeHint() const {
    return QSize(360, 160);
}

void TimelineWidget::fit() {
    const VisibleRange before = d_->state_.range();
    d_->state_.fit(d_->lanesWidth());
    d_->announce(before);
}

void TimelineWidget::zoomIn() {
    d_->zoom(d_->middle(), zoom_step);
}

void TimelineWidget::zoomOut() {
    d_->zoom(d_->middle(), 1 / zoom_step);
}

bool TimelineWidget::event(QEvent* event) {
    if (event->type() == QEvent::NativeGesture) {
        auto* gesture = static_cast<QNativeGestureEvent*>(event);
        if (gesture->gestureType() == Qt::ZoomNativeGesture) {
            d_->zoom(gesture->position().x(), 1 / std::max(0.1, 1 + gesture->value()));
            return true;
        }
    } else if (event->type() == QEvent::Gesture) {
        auto* gestures = static_cast<QGestureEvent*>(event);
        if (auto* pinch = static_cast<QPinchGesture*>(gestures->gesture(Qt::PinchGesture))) {
            const QPointF centre = mapFromGlobal(pinch->centerPoint());
            d_->zoom(centre.x(), 1 / std::max(0.1, pinch->scaleFactor()));
            return true;
        }
    } else if (event->type() == QEvent::ToolTip) {
        auto* help = static_cast<QHelpEvent*>(event);
        const auto run = d_->headingAt(help->pos());
        QToolTip::showText(help->globalPos(), run ? spokenText(d_->state_.runs()[*run]) : QString(), this);
        return true;
    }
    return QWidget::event(event);
}

void TimelineWidget::paintEvent(QPaintEvent* event) {
    d_->paint(event);
}

void TimelineWidget::resizeEvent(QResizeEvent*) {
    d_->changed();
}

void TimelineWidget::showEvent(QShowEvent*) {
    d_->state_.refresh();
    d_->changed();
}

void TimelineWidget::changeEvent(QEvent* event) {
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        d_->changed();
    }
    QWidget::changeEvent(event);
}

void TimelineWidget::wheelEvent(QWheelEvent* event) {
    const QPointF at = event->position();
    const QPoint pixels = event->pixelDelta();
    const QPoint angle = event->angleDelta();
    const bool sideways = std::abs(angle.x()) > std::abs(angle.y());
    const bool shift = event->modifiers().testFlag(Qt::ShiftModifier);
    if (sideways || shift) {
        const int delta = sideways ? angle.x() : angle.y();
        const int moved = sideways ? pixels.x() : pixels.y();
        d_->pan(pixels.isNull() ? -share(visibleRange(), pan_step * delta / notch) : -lengthOf(axis(), moved));
    } else if (d_->overLanes(at)) {
        d_->zoom(at.x(), std::pow(zoom_per_notch, angle.y() / notch));
    } else {
        d_->bar_->setValue(d_->bar_->value() - qRound(angle.y() / notch * 3 * d_->bar_->singleStep()));
    }
    event->accept();
    d_->hover(at);
}

void TimelineWidget::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton) {
        d_->drag_ = event->position();
        d_->dragged_ = false;
        d_->show_ring_ = false;
    }
}

void TimelineWidget::mouseMoveEvent(QMouseEvent* event) {
    const QPointF at = event->position();
    if (!d_->drag_ || !event->buttons().testFlag(Qt::LeftButton)) {
        d_->hover(at);
        return;
    }
    const QPointF moved = at - *d_->drag_;
    if (!d_->dragged_ && moved.manhattanLength() < 4) {
        return;
    }
    d_->dragged_ = true;
    d_->drag_ = at;
    d_->endHover();
    setCursor(Qt::ClosedHandCursor);
    d_->bar_->setValue(d_->bar_->value() - qRound(moved.y()));
    d_->pan(-lengthOf(axis(), moved.x()));
}

void TimelineWidget::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || !d_->drag_) {
        return;
    }
    d_->drag_.reset();
    const auto run = d_->headingAt(event->position());
    if (!d_->dragged_ && run) {
        d_->current_ = run;
        d_->toggle(*run);
    }
    d_->hover(event->position());
}

void TimelineWidget::mouseDoubleClickEvent(QMouseEvent* event) {
    if (d_->overLanes(event->position())) {
        fit();
    } else {
        mousePressEvent(event); // the second of two quick clicks on a title
    }
}

void TimelineWidget::leaveEvent(QEvent*) {
    d_->endHover();
}

void TimelineWidget::keyPressEvent(QKeyEvent* event) {
    const Duration step = share(visibleRange(), pan_step);
    switch (event->key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return zoomIn();
    case Qt::Key_Minus:
        return zoomOut();
    case Qt::Key_Left:
        return d_->pan(-step);
    case Qt::Key_Right:
        return d_->pan(step);
    case Qt::Key_Home:
        return fit();
    case Qt::Key_Up:
        return d_->moveCurrent(-1);
    case Qt::Key_Down:
        return d_->moveCurrent(1);
    case Qt::Key_PageUp:
        return d_->bar_->triggerAction(QAbstractSlider::SliderPageStepSub);
    case Qt::Key_PageDown:
        return d_->bar_->triggerAction(QAbstractSlider::SliderPageStepAdd);
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (d_->current_) {
            return d_->toggle(*d_->current_);
        }
        break;
    default:
        break;
    }
    QWidget::keyPressEvent(event);
}

void TimelineWidget::focusInEvent(QFocusEvent* event) {
    const bool by_key = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    if (by_key) {
        d_->show_ring_ = true;
        if (!d_->current_ && !d_->state_.runs().empty()) {
            d_->current_ = 0;
        }
    }
    update();
}

void TimelineWidget::focusOutEvent(QFocusEvent*) {
    update();
}

} // namespace manybrains::app
