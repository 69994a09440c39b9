// The charts of a result as files, without a window.
#pragma once

#include "app/charts/chart_data.h"
#include "app/export/picture_file.h"
#include "core/io/result_file.h"

#include <QString>

namespace manybrains::app {

/// Writes speedup, wall-time and memory, each as .svg and .png, into `folder`; a chart with nothing to show is
/// left out. Returns the first failure, or nothing. Needs a QApplication (Qt's offscreen platform will do).
[[nodiscard]] QString renderCharts(const io::ResultFile& result, const QString& folder);

/// A chart under its finding, with what it shows before the caption.
[[nodiscard]] Picture chartPicture(const BarChart& data, const QString& caption, const QSize& size);

/// Lesson, engines, machine and recording level: under every picture of this result.
[[nodiscard]] QString captionOf(const io::ResultFile& result);

} // namespace manybrains::app
