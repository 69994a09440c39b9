#include "app/timeline/row_style.h"

#include "app/theme/theme.h"

namespace manybrains::app {

namespace {

constexpr float ground_share = 0.22F; ///< of the ink, on the lane
constexpr float faint_share = 0.55F;
constexpr float task_height = 0.5F;

QRgb blended(const QColor& ink, const QColor& paper, float share) {
    const auto channel = [share](int a, int b) {
        return qRound(static_cast<float>(b) + share * static_cast<float>(a - b));
    };
    return qRgb(channel(ink.red(), paper.red()), channel(ink.green(), paper.green()),
                channel(ink.blue(), paper.blue()));
}

} // namespace

RowStyle workerStyle() {
    const Theme& theme = Theme::instance();
    RowStyle style;
    style.empty = theme.colours().lane.rgb();
    for (std::size_t hue = 0; hue < trace::key_count; ++hue) {
        const QRgb colour = theme.worker(static_cast<trace::Key>(hue)).rgb();
        style.keys[hue] = {colour, colour, Texture::solid, 1.0F};
    }
    return style;
}

RowStyle taskStyle() {
    RowStyle style = workerStyle();
    for (KeyStyle& key : style.keys) {
        key.height = task_height;
    }
    return style;
}

RowStyle stateStyle(trace::Key hue) {
    const Theme& theme = Theme::instance();
    const QColor lane = theme.colours().lane;
    RowStyle style;
    style.empty = lane.rgb();
    for (std::size_t i = 0; i < trace::state_count; ++i) {
        const auto state = static_cast<trace::State>(i);
        const Appearance appearance = appearanceOf(state);
        const QColor tint = appearance.of_worker ? theme.worker(hue) : theme.state(state);
        style.keys[i].ink = blended(tint, lane, appearance.faint ? faint_share : 1.0F);
        style.keys[i].ground = blended(tint, lane, ground_share);
        style.keys[i].texture = appearance.texture;
        style.keys[i].height = appearance.height;
    }
    return style;
}

} // namespace manybrains::app
