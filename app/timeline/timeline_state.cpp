#include "app/timeline/timeline_state.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace manybrains::app {

namespace {

constexpr double margin_share = 0.012; ///< before zero
constexpr double label_pixels = 68;    ///< behind the longest run, for its length
constexpr double live_room = 1.08;

Duration scaled(Duration duration, double factor) {
    return Duration(std::llround(static_cast<double>(duration.count()) * factor));
}

/// A live range grows in steps, so that the ruler stands still most of the time.
Duration nextStep(Duration at_least) {
    const auto wanted = static_cast<double>(std::max<std::int64_t>(at_least.count(), 1));
    const double power = std::pow(10.0, std::floor(std::log10(wanted)));
    for (const double step : {1.0, 1.25, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0}) {
        if (step * power >= wanted) {
            return Duration(std::llround(step * power));
        }
    }
    return Duration(std::llround(10 * power));
}

} // namespace

void TimelineState::clear() {
    *this = TimelineState();
}

std::size_t TimelineState::add(TimelineRun run) {
    runs_.push_back(std::move(run));
    open_.push_back(false);
    layOutAgain();
    return runs_.size() - 1;
}

void TimelineState::update(std::size_t index, TimelineRun run) {
    runs_.at(index) = std::move(run);
    layOutAgain();
}

void TimelineState::setOpen(std::size_t run, bool open) {
    open_.at(run) = open;
    layOutAgain();
}

void TimelineState::setLive(bool live) {
    live_ = live;
    refresh();
}

void TimelineState::refresh() {
    if (layoutSignature(runs_) != signature_) {
        layOutAgain();
    } else {
        legend_ = legendOf(runs_, layout_);
    }
    if (live_ && !chosen_) {
        const Duration end = std::max(range_.end, nextStep(scaled(longest(), live_room)));
        range_ = {-scaled(end, margin_share), end};
    }
}

void TimelineState::layOutAgain() {
    signature_ = layoutSignature(runs_);
    layout_ = layOut(runs_, open_);
    legend_ = legendOf(runs_, layout_);
}

Duration TimelineState::longest() const {
    Duration longest{0};
    for (const TimelineRun& run : runs_) {
        longest = std::max(longest, lengthOf(run).value_or(Duration::zero()));
    }
    return longest;
}

VisibleRange TimelineState::fitted(double lanes) const {
    const Duration length = longest();
    if (length <= Duration::zero()) {
        return {};
    }
    const double label = std::min(0.5, label_pixels / std::max(1.0, lanes));
    const Duration total = scaled(length, 1 / (1 - margin_share - label));
    return {-scaled(total, margin_share), total - scaled(total, margin_share)};
}

VisibleRange TimelineState::limits() const {
    VisibleRange limits = fitted(1);
    for (const TimelineRun& run : runs_) {
        const VisibleRange extent = extentOf(run);
        limits.begin = std::min(limits.begin, extent.begin);
        limits.end = std::max(limits.end, extent.end);
    }
    return {std::min(limits.begin, range_.begin), std::max(limits.end, range_.end)};
}

void TimelineState::fit(double lanes) {
    chosen_ = false;
    fitUnlessChosen(lanes);
}

void TimelineState::fitUnlessChosen(double lanes) {
    if (chosen_) {
        return;
    }
    if (live_) {
        refresh();
    } else {
        range_ = fitted(lanes);
    }
}

void TimelineState::zoom(Duration about, double factor) {
    choose(zoomed(range_, about, factor, limits()));
}

void TimelineState::pan(Duration by) {
    choose(panned(range_, by, limits()));
}

void TimelineState::choose(const VisibleRange& range) {
    range_ = range;
    range_.end = std::max(range_.end, range_.begin + shortest_range);
    chosen_ = true;
}

} // namespace manybrains::app
