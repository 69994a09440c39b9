#include "app/timeline/visible_range.h"

#include <algorithm>
#include <cmath>

namespace manybrains::app {

namespace {

VisibleRange within(VisibleRange range, const VisibleRange& limits) {
    const Duration length = std::min(range.length(), limits.length());
    range.begin = std::clamp(range.begin, limits.begin, limits.end - length);
    range.end = range.begin + length;
    return range;
}

} // namespace

VisibleRange zoomed(const VisibleRange& range, Duration about, double factor, const VisibleRange& limits) {
    const auto old_length = static_cast<double>(range.length().count());
    const double shortest = std::min(static_cast<double>(shortest_range.count()), old_length);
    const double length = std::clamp(old_length * factor, shortest, static_cast<double>(limits.length().count()));
    const double before = static_cast<double>((about - range.begin).count()) * (length / old_length);
    VisibleRange result;
    result.begin = about - Duration(std::llround(before));
    result.end = result.begin + Duration(std::llround(length));
    return within(result, limits);
}

VisibleRange panned(const VisibleRange& range, Duration by, const VisibleRange& limits) {
    return within({range.begin + by, range.end + by}, limits);
}

} // namespace manybrains::app
