#include "app/theme/palettes.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace manybrains::app {

namespace {

using Workers = std::array<QRgb, trace::key_count>;
using States = std::array<QRgb, trace::state_count>;

// Okabe-Ito (green, blue, orange, vermillion, sky blue, reddish purple, yellow, black as grey), then the same hues
// darker; the last is shared by all threads that come late.
constexpr Workers light_workers = {0xff009e73, 0xff0072b2, 0xffe69f00, 0xffd55e00, 0xff56b4e9, 0xffcc79a7,
                                   0xffd8c51b, 0xff4d4d4d, 0xff005c43, 0xff00446b, 0xff8f6300, 0xff7f3800,
                                   0xff2b6f96, 0xff7d3f63, 0xff7a7010, 0xff9a9ea2};
// The same, lightened so that each stands out from a dark lane.
constexpr Workers dark_workers = {0xff2fc79a, 0xff4aa3df, 0xfff2b134, 0xffff7a3c, 0xff9ad6f7, 0xffe29fc5,
                                  0xfff5ec6b, 0xffd0d4d8, 0xff1f8a6a, 0xff3474a0, 0xffa97c25, 0xffb3552a,
                                  0xff6c97ad, 0xff9d6f8a, 0xffaca54b, 0xff868d95};

// In the order of trace::State.
constexpr States light_states = {0xff0072b2, 0xffb87f00, 0xffd55e00, 0xff9c4d80, 0xff7d858e, 0xff7d858e,
                                 0xff7d858e, 0xff9a9ea2, 0xff2f8fc4, 0xff26847a, 0xff8a6238, 0xffb1b4b7};
constexpr States dark_states = {0xff4aa3df, 0xfff2b134, 0xffff7a3c, 0xffd98bbb, 0xff98a0a9, 0xff98a0a9,
                                0xff98a0a9, 0xff7d848b, 0xff6cc0ef, 0xff55bfb2, 0xffc89a68, 0xff5f656a};

Colours lightColours() {
    Colours c;
    c.window = QColor(0xf6f6f4);
    c.card = QColor(0xffffff);
    c.side = QColor(0xffffff);
    c.border = QColor(0xe3e3df);
    c.control = QColor(0xc9cac6);
    c.lane = QColor(0xf0f0ec);
    c.text = QColor(0x1c1e21);
    c.textMuted = QColor(0x62676e);
    c.disabled = QColor(0xa9adb2);
    c.accent = QColor(0x0b63ce);
    c.accentText = QColor(0xffffff);
    c.selection = QColor(0xdfebf9);
    c.good = QColor(0x00775a);
    c.warning = QColor(0xa04a00);
    c.error = QColor(0xc0261f);
    c.codeBackground = QColor(0xf0f0ec);
    c.codeKeyword = QColor(0x7c2bd9);
    c.codeString = QColor(0x9a4a00);
    c.codeComment = QColor(0x666b71);
    c.codeNumber = QColor(0x0b63ce);
    c.codeDefinition = QColor(0x007a58);
    c.codeActive = QColor(0xeddcb3);
    return c;
}

Colours darkColours() {
    Colours c;
    c.window = QColor(0x15171a);
    c.card = QColor(0x1d2024);
    c.side = QColor(0x1d2024);
    c.border = QColor(0x2d3237);
    c.control = QColor(0x454c53);
    c.lane = QColor(0x262a2f);
    c.text = QColor(0xeceef0);
    c.textMuted = QColor(0x9aa1a9);
    c.disabled = QColor(0x62686f);
    c.accent = QColor(0x5ea2ff);
    c.accentText = QColor(0x0a1626);
    c.selection = QColor(0x253040);
    c.good = QColor(0x2fc79a);
    c.warning = QColor(0xf2a33a);
    c.error = QColor(0xff7b72);
    c.codeBackground = QColor(0x262a2f);
    c.codeKeyword = QColor(0xbb8cff);
    c.codeString = QColor(0xf2b134);
    c.codeComment = QColor(0x9098a0);
    c.codeNumber = QColor(0x79b8ff);
    c.codeDefinition = QColor(0x2fc79a);
    c.codeActive = QColor(0x56492f);
    return c;
}

double luminance(const QColor& colour) {
    const auto linear = [](double channel) {
        return channel <= 0.03928 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}

} // namespace

Colours coloursOf(Scheme scheme) {
    return scheme == Scheme::light ? lightColours() : darkColours();
}

QColor workerColour(Scheme scheme, trace::Key hue) {
    const auto index = std::min<std::size_t>(hue, trace::key_count - 1);
    return QColor((scheme == Scheme::light ? light_workers : dark_workers)[index]);
}

QColor stateColour(Scheme scheme, trace::State state) {
    const auto index = std::min(static_cast<std::size_t>(state), trace::state_count - 1);
    return QColor((scheme == Scheme::light ? light_states : dark_states)[index]);
}

double contrast(const QColor& a, const QColor& b) {
    const double first = luminance(a) + 0.05;
    const double second = luminance(b) + 0.05;
    return std::max(first, second) / std::min(first, second);
}

} // namespace manybrains::app
