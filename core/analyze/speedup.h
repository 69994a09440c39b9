// How runs of one experiment compare: speedup against sequential, spread over repeats, efficiency.
#pragma once

#include <optional>
#include <span>

namespace manybrains::analyze {

struct Spread {
    double minimum = 0;
    double median = 0;
    double maximum = 0;
};

/// nullopt for an empty span.
[[nodiscard]] std::optional<Spread> spread(std::span<const double> values);

} // namespace manybrains::analyze
