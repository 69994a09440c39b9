// One run as the timeline sees it, and the times that follow from it.
#pragma once

#include "app/timeline/visible_range.h"
#include "core/analyze/figures.h"
#include "core/trace/trace.h"

#include <QString>

#include <memory>
#include <optional>

namespace manybrains::app {

/// What the timeline needs to know of one run. Times on screen are relative to its zero: the strategy's call, so that
/// runs compare; the origin of the trace until the call is known.
struct TimelineRun {
    QString title;    ///< "Threads"
    QString subtitle; ///< "Python 3.11 · 2 workers"
    std::shared_ptr<const trace::Trace> trace;
    /// From the call to the return. An end that is not after the begin: it has not returned yet.
    std::optional<analyze::Window> window;
    QString figure;    ///< at the right end: "0.99×", empty while it runs
    bool pays = false; ///< the figure is a gain, and shown as one
    QString outcome;   ///< a word when it did not complete: "crashed", else empty
};

[[nodiscard]] Time zeroOf(const TimelineRun& run);

/// From zero to the return, or to now while it runs. nullopt: nothing was recorded and nothing is known.
[[nodiscard]] std::optional<Duration> lengthOf(const TimelineRun& run);

/// Everything in the trace: start-up before zero, and what came after the return. {0, 0} where there is nothing.
[[nodiscard]] VisibleRange extentOf(const TimelineRun& run);

} // namespace manybrains::app
