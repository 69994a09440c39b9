// A row of the timeline as an image: a few pixel rows, one for each phase of the textures in it, copied down.
// Costs the width of the row, not its slices; a pixel that several keys share blends them by their part of it.
#pragma once

#include "app/timeline/columns.h"
#include "app/timeline/row_style.h"

#include <QImage>
#include <QSize>
#include <QSizeF>

#include <array>
#include <cstdint>
#include <utility>
#include <vector>

namespace manybrains::app {

/// The pixel rows [top, bottom) that a key of this look reaches in a row of `height`: about its middle, at least a
/// hairline.
struct InkRows {
    int top = 0;
    int bottom = 0;

    [[nodiscard]] bool contain(int y) const noexcept { return y >= top && y < bottom; }
};
[[nodiscard]] InkRows inkRows(const KeyStyle& look, int height, int scale) noexcept;

/// Keeps its memory from one row to the next.
class RowImage {
public:
    /// `pixels`: the size in device pixels, as wide as there are columns. `scale`: device pixels to a texture's pixel.
    /// The image stays valid until the next call.
    const QImage& draw(const Columns& columns, const RowStyle& style, QSize pixels, int scale);

private:
    /// What one pixel row shows of each key, for each phase of the textures along it; colours made ready for mixing.
    using Table = std::array<std::array<std::uint64_t, texture_period>, trace::key_count>;

    struct Kind {
        std::uint32_t keys = 0; ///< those that are high enough to reach this pixel row
        int phase = 0;          ///< of the textures down the row; 0 where no texture shows
        bool operator==(const Kind&) const = default;
    };

    [[nodiscard]] static Kind kindOf(int y, int height, int scale, std::uint32_t keys, const RowStyle& style);
    [[nodiscard]] static Table tableOf(const Kind& kind, const RowStyle& style);
    static void fill(QRgb* line, const Columns& columns, const Table& table, QRgb empty, int scale);

    std::vector<QRgb> pixels_; ///< below image_, for rows of all heights
    QImage image_;
    std::vector<std::pair<Kind, const QRgb*>> drawn_; ///< the pixel row that shows each kind
};

/// A sample of one key for a legend: `size` in device-independent pixels.
[[nodiscard]] QImage sampleImage(const KeyStyle& look, QRgb empty, const QSizeF& size, double ratio);

} // namespace manybrains::app
