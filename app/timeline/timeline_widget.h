// The timeline: every run of an experiment stacked on one scale, a lane per core, a strip per GIL, and, opened, a row
// per thread with its states. Live while a run is recorded; zoom, pan, fit and hover any time.
// Draws pixels, not events: a row costs its width (see row_image.h).
#pragma once

#include "app/timeline/visible_range.h"
#include "core/analyze/figures.h"
#include "core/trace/trace.h"

#include <QString>
#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

namespace manybrains::app {

/// What the timeline needs to know of one run. Times on screen are relative to `zero`: the strategy's call, so that
/// runs compare; the origin of the trace until the call is known.
struct TimelineRun {
    QString title;     ///< "Threads"
    QString subtitle;  ///< "Python 3.11 · 2 workers"
    std::shared_ptr<const trace::Trace> trace;
    std::optional<analyze::Window> window;
    QString figure;    ///< at the right end: "0.99×", empty while it runs
    QString outcome;   ///< a word when it did not complete: "crashed", else empty
};

/// GUI thread only; the traces may be written by another thread meanwhile.
class TimelineWidget : public QWidget {
    Q_OBJECT
public:
    explicit TimelineWidget(QWidget* parent = nullptr);
    ~TimelineWidget() override;

    void clear();
    /// Returns the run's index.
    std::size_t addRun(TimelineRun run);
    void updateRun(std::size_t index, TimelineRun run);
    /// Starts or stops following the growing trace. While live, painting is paced so that it never takes more than
    /// a small share of one core (the run must not be disturbed).
    void setLive(bool live);
    /// Draws everything at `size` into `painter` (for export): the same picture as on screen, fitted.
    void render(QPainter& painter, const QSize& size);

public slots:
    void fit();
    void zoomIn();
    void zoomOut();

signals:
    /// The slice under the pointer, in words, or empty.
    void hovered(const QString& description);
    void firstSlicePainted();

private:
    class Private;
    std::unique_ptr<Private> d_;
};

} // namespace manybrains::app
