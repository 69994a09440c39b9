// What lies under the pointer, exactly: the slice at that time, not the pixel's colour.
#pragma once

#include "app/timeline/picture.h"

#include <QColor>
#include <QPointF>
#include <QString>
#include <QStringList>

#include <optional>

namespace manybrains::app {

struct Hit {
    std::size_t run = 0;
    const Row* row = nullptr; ///< of the picture's layout
    Duration time;            ///< relative to the run's zero
};

/// nullopt: no row's lane is there.
[[nodiscard]] std::optional<Hit> hitTest(const Picture& picture, const QPointF& at);

/// The facts of one slice, or of the gap between two, for a person.
struct SliceFacts {
    QString headline; ///< "GIL wait"
    QColor colour;
    QStringList lines;

    /// On one line, for a status bar or a screen reader.
    [[nodiscard]] QString sentence() const;
};

/// `pixel`: the time of one pixel, to say how many slices share it.
[[nodiscard]] SliceFacts factsOf(const TimelineRun& run, const Row& row, Duration time, Duration pixel);

} // namespace manybrains::app
