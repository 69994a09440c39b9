#include "app/timeline/timeline_widget.h"

#include "app/theme/theme.h"
#include "app/timeline/labels.h"
#include "app/timeline/timeline_private.h"

#include <QEvent>
#include <QGestureEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QNativeGestureEvent>
#include <QPainter>
#include <QPinchGesture>
#include <QToolTip>
#include <QWheelEvent>

#include <cmath>
#include <utility>

namespace manybrains::app {

namespace {

constexpr double notch = 120;          ///< of a mouse wheel, in Qt's eighths of a degree
constexpr double zoom_per_notch = 0.8; ///< of the length that was visible
constexpr double zoom_step = 0.5;      ///< by key or button
constexpr double pan_step = 0.1;       ///< of what is visible

Duration share(const VisibleRange& range, double part) {
    return Duration(std::llround(static_cast<double>(range.length().count()) * part));
}

} // namespace

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
    ++d_->experiment_;
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
