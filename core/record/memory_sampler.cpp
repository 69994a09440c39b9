#include "core/record/memory_sampler.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace manybrains::record {

namespace {

using namespace std::chrono_literals;

constexpr int share = 100; ///< one part in so many of the time
constexpr Duration usual_spacing = 100ms;
/// A run of a few milliseconds has its figure too: spacing begins here and doubles up to the usual one.
constexpr Duration first_spacing = 10ms;

} // namespace

MemorySampler::MemorySampler(trace::Trace& trace, ReadMemory read, ReadCost cost)
    : trace_(trace), read_(std::move(read)), cost_(std::move(cost)), spacing_(first_spacing) {}

void MemorySampler::sweep(std::span<const LivingProcess> processes, Time now) {
    const Duration before = cost_();
    for (const LivingProcess& process : processes) {
        if (const auto use = read_(process.pid)) {
            trace_.add(trace::MemorySample{now, process.id, use->pss, use->rss});
        }
    }
    next_ = now + std::max(spacing_, share * (cost_() - before));
    spacing_ = std::min(2 * spacing_, usual_spacing);
}

} // namespace manybrains::record
