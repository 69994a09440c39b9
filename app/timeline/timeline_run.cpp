#include "app/timeline/timeline_run.h"

#include <algorithm>

namespace manybrains::app {

namespace {

bool hasReturned(const TimelineRun& run) {
    return run.window && run.window->end > run.window->begin;
}

} // namespace

Time zeroOf(const TimelineRun& run) {
    if (run.window) {
        return run.window->begin;
    }
    return run.trace ? run.trace->origin() : Time{};
}

std::optional<Duration> lengthOf(const TimelineRun& run) {
    if (hasReturned(run)) {
        return run.window->end - run.window->begin;
    }
    if (!run.trace || run.trace->horizon() <= zeroOf(run)) {
        return std::nullopt;
    }
    return run.trace->horizon() - zeroOf(run);
}

VisibleRange extentOf(const TimelineRun& run) {
    VisibleRange extent{Duration::zero(), lengthOf(run).value_or(Duration::zero())};
    if (run.trace && run.trace->horizon() > run.trace->origin()) {
        extent.begin = std::min(extent.begin, Duration(run.trace->origin() - zeroOf(run)));
        extent.end = std::max(extent.end, Duration(run.trace->horizon() - zeroOf(run)));
    }
    return extent;
}

} // namespace manybrains::app
