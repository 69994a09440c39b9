#include "app/timeline/row_image.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>

namespace manybrains::app {

namespace {

/// The three channels side by side, with room between them for a column's weights: one multiplication mixes them all.
using Wide = std::uint64_t;
constexpr unsigned lane_bits = 21;
static_assert((255 * whole_column + whole_column / 2) >> lane_bits == 0);

constexpr Wide widened(QRgb colour) {
    const auto channel = [](int value) { return static_cast<Wide>(value); };
    return channel(qRed(colour)) << 2 * lane_bits | channel(qGreen(colour)) << lane_bits | channel(qBlue(colour));
}

constexpr QRgb narrowed(Wide sum) {
    constexpr Wide half = whole_column / 2;
    constexpr Wide mask = (Wide{1} << lane_bits) - 1;
    const auto channel = [&](unsigned lane) {
        return static_cast<int>(((sum >> lane * lane_bits & mask) + half) / whole_column);
    };
    return qRgb(channel(2), channel(1), channel(0));
}

} // namespace

InkRows inkRows(const KeyStyle& look, int height, int scale) noexcept {
    const int wanted = static_cast<int>(std::lround(look.height * static_cast<float>(height)));
    // An even number of pixels about an even middle, an odd one about an odd: no half pixels.
    const int centred = (height - wanted) % 2 == 0 ? wanted : wanted + 1;
    const int ink = std::clamp(std::max(centred, scale), 1, height);
    const int top = (height - ink) / 2;
    return {top, top + ink};
}

RowImage::Kind RowImage::kindOf(int y, int height, int scale, std::uint32_t keys, const RowStyle& style) {
    Kind kind;
    for (std::uint32_t rest = keys; rest != 0; rest &= rest - 1) {
        const auto key = static_cast<std::size_t>(std::countr_zero(rest));
        if (!inkRows(style.keys[key], height, scale).contain(y)) {
            continue;
        }
        kind.keys |= 1U << key;
        if (style.keys[key].texture != Texture::solid) {
            kind.phase = (y / scale) % texture_period;
        }
    }
    return kind;
}

RowImage::Table RowImage::tableOf(const Kind& kind, const RowStyle& style) {
    Table table;
    for (std::size_t key = 0; key < trace::key_count; ++key) {
        const KeyStyle& look = style.keys[key];
        for (int x = 0; x < texture_period; ++x) {
            const bool reaches = (kind.keys >> key & 1U) != 0;
            const QRgb ink = inked(look.texture, x, kind.phase) ? look.ink : look.ground;
            table[key][static_cast<std::size_t>(x)] = widened(reaches ? ink : style.empty);
        }
    }
    return table;
}

void RowImage::fill(QRgb* line, const Columns& columns, const Table& table, QRgb empty, int scale) {
    const Wide ground = widened(empty);
    for (int x = 0; x < columns.count(); ++x) {
        const auto phase = static_cast<std::size_t>(x / scale) % texture_period;
        Wide sum = 0;
        std::uint32_t left = whole_column;
        for (const Share& share : columns.shares(x)) {
            sum += table[share.key][phase] * share.weight;
            left -= share.weight;
        }
        line[x] = narrowed(sum + ground * left);
    }
}

const QImage& RowImage::draw(const Columns& columns, const RowStyle& style, QSize pixels, int scale) {
    const auto width = static_cast<std::size_t>(pixels.width());
    pixels_.resize(std::max(pixels_.size(), width * static_cast<std::size_t>(pixels.height())));
    drawn_.clear();
    for (int y = 0; y < pixels.height(); ++y) {
        QRgb* line = pixels_.data() + static_cast<std::size_t>(y) * width;
        const Kind kind = kindOf(y, pixels.height(), scale, columns.keys(), style);
        const auto same = std::find_if(drawn_.begin(), drawn_.end(), [&](const auto& d) { return d.first == kind; });
        if (same != drawn_.end()) {
            std::memcpy(line, same->second, width * sizeof(QRgb));
        } else {
            fill(line, columns, tableOf(kind, style), style.empty, scale);
            drawn_.emplace_back(kind, line);
        }
    }
    image_ = QImage(reinterpret_cast<const uchar*>(pixels_.data()), pixels.width(), pixels.height(),
                    static_cast<qsizetype>(width * sizeof(QRgb)), QImage::Format_RGB32);
    return image_;
}

QImage sampleImage(const KeyStyle& look, QRgb empty, const QSizeF& size, double ratio) {
    QImage image((size * ratio).toSize(), QImage::Format_RGB32);
    image.setDevicePixelRatio(ratio);
    const int scale = std::max(1, qRound(ratio));
    const InkRows rows = inkRows(look, image.height(), scale);
    for (int y = 0; y < image.height(); ++y) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
        for (int x = 0; x < image.width(); ++x) {
            line[x] = !rows.contain(y) ? empty : inked(look.texture, x / scale, y / scale) ? look.ink : look.ground;
        }
    }
    return image;
}

} // namespace manybrains::app
