// What each key of a track looks like in the current scheme: the table that row_image.h draws from.
#pragma once

#include "app/timeline/texture.h"
#include "core/trace/track.h"

#include <QColor>

#include <array>

namespace manybrains::app {

struct KeyStyle {
    QRgb ink = 0;
    QRgb ground = 0; ///< between the texture's marks
    Texture texture = Texture::solid;
    float height = 1; ///< see Appearance::height
};

struct RowStyle {
    std::array<KeyStyle, trace::key_count> keys;
    QRgb empty = 0; ///< where nothing is recorded
};

/// Cores and GILs: solid, in the colour of the thread concerned.
[[nodiscard]] RowStyle workerStyle();

/// Tasks: the same, lower, so that they are not taken for a core.
[[nodiscard]] RowStyle taskStyle();

/// The states of one thread.
[[nodiscard]] RowStyle stateStyle(trace::Key hue);

} // namespace manybrains::app
