#include "app/timeline/ruler.h"

#include <algorithm>
#include <cmath>

namespace manybrains::app {

Duration roundStep(Duration length) {
    const auto at_least = static_cast<double>(std::max<std::int64_t>(length.count(), 1));
    const double power = std::pow(10.0, std::floor(std::log10(at_least)));
    for (const double factor : {1.0, 2.0, 2.5, 5.0}) {
        const double step = factor * power;
        // 2.5 ns are no whole number of nanoseconds.
        if (step >= at_least && step == std::floor(step)) {
            return Duration(std::llround(step));
        }
    }
    return Duration(std::llround(10 * power));
}

Ticks ticks(const TimeAxis& axis, double pixels) {
    Ticks result;
    result.step = roundStep(lengthOf(axis, pixels));
    const auto first = std::ceil(static_cast<double>(axis.range.begin.count()) / result.step.count());
    for (Duration time(static_cast<std::int64_t>(first) * result.step.count()); time < axis.range.end;
         time += result.step) {
        result.times.push_back(time);
    }
    return result;
}

} // namespace manybrains::app
