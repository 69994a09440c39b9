#include "core/analyze/speedup.h"

#include <algorithm>
#include <vector>

namespace manybrains::analyze {

std::optional<Spread> spread(std::span<const double> values) {
    if (values.empty()) {
        return std::nullopt;
    }
    std::vector<double> sorted(values.begin(), values.end());
    std::sort(sorted.begin(), sorted.end());
    const std::size_t middle = sorted.size() / 2;
    const double median = sorted.size() % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return Spread{sorted.front(), median, sorted.back()};
}

} // namespace manybrains::analyze
