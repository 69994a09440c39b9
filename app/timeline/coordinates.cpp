#include "app/timeline/coordinates.h"

#include <cmath>

namespace manybrains::app {

double pixelOf(const TimeAxis& axis, Duration time) noexcept {
    const auto from_begin = static_cast<double>((time - axis.range.begin).count());
    return axis.left + from_begin / static_cast<double>(axis.range.length().count()) * axis.width;
}

Duration timeOf(const TimeAxis& axis, double pixel) noexcept {
    return axis.range.begin + lengthOf(axis, pixel - axis.left);
}

Duration lengthOf(const TimeAxis& axis, double pixels) noexcept {
    return Duration(std::llround(pixels / axis.width * static_cast<double>(axis.range.length().count())));
}

} // namespace manybrains::app
