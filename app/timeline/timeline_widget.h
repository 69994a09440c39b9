// The timeline: every run of an experiment stacked on one scale, a lane per core, a strip per GIL, and, opened, a row
// per thread with its states. Live while a run is recorded; zoom, pan, fit and hover any time.
// Draws pixels, not events: a row costs its width (see row_image.h).
#pragma once

#include "app/timeline/coordinates.h"
#include "app/timeline/timeline_run.h"
#include "app/timeline/visible_range.h"

#include <QString>
#include <QWidget>

#include <cstddef>
#include <memory>

namespace manybrains::app {

/// GUI thread only; the traces may be written by another thread meanwhile.
///
/// Mouse: wheel zooms about the pointer, shift + wheel or a horizontal wheel pans, drag pans, double-click fits, a
/// click on a run's title opens it. Keys: + − ← → Home, ↑ ↓ choose a run, Return opens it, Page Up and Down scroll.
class TimelineWidget : public QWidget {
    Q_OBJECT
public:
    explicit TimelineWidget(QWidget* parent = nullptr);
    ~TimelineWidget() override;

    void clear();
    /// Returns the run's index.
    std::size_t addRun(TimelineRun run);
    void updateRun(std::size_t index, TimelineRun run);
    [[nodiscard]] std::size_t runCount() const noexcept;
    /// Shows or hides a run's threads and tasks.
    void setRunOpen(std::size_t index, bool open);
    [[nodiscard]] bool isRunOpen(std::size_t index) const;

    /// Starts or stops following the growing trace. While live, painting is paced so that it never takes more than
    /// a small share of one core (the run must not be disturbed).
    void setLive(bool live);

    [[nodiscard]] VisibleRange visibleRange() const noexcept;
    void setVisibleRange(const VisibleRange& range);
    /// Where times lie in the widget now.
    [[nodiscard]] TimeAxis axis() const;

    /// Draws everything at `size` into `painter` (for export): the same picture as on screen, fitted.
    void render(QPainter& painter, const QSize& size);
    using QWidget::render;
    /// How high render() must be for `width` so that nothing is cut off.
    [[nodiscard]] int heightFor(int width) const;
    /// The picture in words, a line a run.
    [[nodiscard]] QString summary() const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

public slots:
    void fit();
    void zoomIn();
    void zoomOut();

signals:
    /// The slice under the pointer, in words, or empty.
    void hovered(const QString& description);
    void visibleRangeChanged();
    void firstSlicePainted();

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void changeEvent(QEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    class Private;
    std::unique_ptr<Private> d_;
};

} // namespace manybrains::app
