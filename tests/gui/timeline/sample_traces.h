// Traces written by hand that look like the counting loop's four forms, for tests and benchmarks of what is drawn.
#pragma once

#include "core/analyze/figures.h"
#include "core/trace/trace.h"

#include <cstdint>
#include <memory>

namespace manybrains::app::samples {

using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""us;

struct Sample {
    std::shared_ptr<trace::Trace> trace;
    analyze::Window window;
};

/// All begin here; none of it at 0, so that a forgotten zero shows.
inline constexpr Time origin = time_from_ns(5'000'000'000'000);
inline constexpr Duration startup = 21ms;

[[nodiscard]] Sample sequential(Duration length = 1600ms);
/// Two workers that take turns of about 5 ms on two cores, each waiting for the GIL meanwhile.
[[nodiscard]] Sample threaded(Duration length = 1620ms);
[[nodiscard]] Sample async(Duration length = 1630ms);
/// A main process that waits, and two that run at once.
[[nodiscard]] Sample multiprocess(Duration length = 860ms);
/// One thread that is in every state for 10 ms each.
[[nodiscard]] Sample every_state();

/// A track of random slices and gaps over [origin, origin + length), of random keys below `keys`.
void fill_randomly(trace::Track& track, Duration length, std::size_t slices, unsigned keys, std::uint32_t seed);

} // namespace manybrains::app::samples
