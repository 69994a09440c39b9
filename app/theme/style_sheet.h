// The one style sheet of the window: style.qss with a scheme's colours filled in.
#pragma once

#include "app/theme/theme.h"

#include <QPalette>
#include <QString>

namespace manybrains::app {

[[nodiscard]] QString styleSheetOf(Scheme scheme, const Colours& colours);

/// The same colours for everything that the style sheet does not reach.
[[nodiscard]] QPalette paletteOf(const Colours& colours);

} // namespace manybrains::app
