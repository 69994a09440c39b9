// The type sizes of the timeline, so that what is measured is what is drawn.
#pragma once

#include "app/theme/theme.h"

#include <QFont>

namespace manybrains::app::fonts {

[[nodiscard]] inline QFont title() {
    return Theme::font(1.0, QFont::Bold);
}
[[nodiscard]] inline QFont small() {
    return Theme::figureFont(0.9);
}
[[nodiscard]] inline QFont row() {
    return Theme::figureFont(0.86);
}
[[nodiscard]] inline QFont figure() {
    return Theme::figureFont(1.15, QFont::Bold);
}

} // namespace manybrains::app::fonts
