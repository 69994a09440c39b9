// The colours of each scheme as plain data, so that tests can ask for their contrast without a window.
#pragma once

#include "app/theme/theme.h"

namespace manybrains::app {

[[nodiscard]] Colours coloursOf(Scheme scheme);
[[nodiscard]] QColor workerColour(Scheme scheme, trace::Key hue);
[[nodiscard]] QColor stateColour(Scheme scheme, trace::State state);

/// The ratio of WCAG 2: 1 for equal colours, 21 for black on white.
[[nodiscard]] double contrast(const QColor& a, const QColor& b);

} // namespace manybrains::app
