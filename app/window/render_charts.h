// --render-charts: pictures of a saved result, without a window.
#pragma once

#include <QString>

namespace manybrains::app {

/// Returns the exit status: 0, or 2 after one line on standard error.
[[nodiscard]] int renderChartsInto(const QString& resultFile, const QString& folder);

} // namespace manybrains::app
