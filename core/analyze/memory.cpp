#include "core/analyze/memory.h"

#include <algorithm>
#include <cstddef>
#include <unordered_map>
#include <vector>

namespace manybrains::analyze {

namespace {

using trace::MemorySample;
using trace::ProcessId;

/// The sampler reads one process after another, so the samples of one sweep carry nearby times. A sum taken in the
/// middle of a sweep would count shared pages twice (a parent's before a fork, its child's after): sums are taken
/// between sweeps only. Two samples of one process are of two sweeps, parted where the most time passed.
class Sweeps {
public:
    explicit Sweeps(const trace::Trace& trace) : trace_(trace) {}

    void add(const MemorySample& sample) {
        const auto repeated = std::find_if(sweep_.begin(), sweep_.end(), [&](const MemorySample& earlier) {
            return earlier.process == sample.process;
        });
        const auto first = static_cast<std::size_t>(repeated - sweep_.begin());
        const bool is_next_sweep = repeated != sweep_.end();
        sweep_.push_back(sample);
        if (is_next_sweep) {
            end_sweep(longest_gap_after(first));
        }
    }

    [[nodiscard]] std::uint64_t peak() {
        end_sweep(sweep_.size());
        return peak_;
    }

private:
    /// The index of the sample behind the gap.
    [[nodiscard]] std::size_t longest_gap_after(std::size_t index) const {
        std::size_t behind = index + 1;
        for (std::size_t i = behind; i < sweep_.size(); ++i) {
            if (sweep_[i].time - sweep_[i - 1].time > sweep_[behind].time - sweep_[behind - 1].time) {
                behind = i;
            }
        }
        return behind;
    }

    /// The sweep is the first `count` samples; what follows is of the next.
    void end_sweep(std::size_t count) {
        if (count == 0) {
            return;
        }
        std::erase_if(latest_, [&](const auto& entry) { return ended(entry.first, sweep_.front().time); });
        const auto next = sweep_.begin() + static_cast<std::ptrdiff_t>(count);
        std::for_each(sweep_.begin(), next, [&](const MemorySample& sample) { latest_[sample.process] = sample.pss; });
        sweep_.erase(sweep_.begin(), next);
        std::uint64_t sum = 0;
        for (const auto& [process, pss] : latest_) {
            sum += pss;
        }
        peak_ = std::max(peak_, sum);
    }

    [[nodiscard]] bool ended(ProcessId process, Time now) const {
        const std::int64_t end = trace_.processes()[static_cast<std::size_t>(process)]->end_ns;
        return end != 0 && time_from_ns(end) <= now;
    }

    const trace::Trace& trace_;
    std::vector<MemorySample> sweep_;
    std::unordered_map<ProcessId, std::uint64_t> latest_;
    std::uint64_t peak_ = 0;
};

} // namespace

std::optional<std::uint64_t> peak_pss(const trace::Trace& trace) {
    const auto& samples = trace.memory();
    const std::size_t count = samples.size();
    if (count == 0) {
        return std::nullopt;
    }
    Sweeps sweeps(trace);
    for (std::size_t i = 0; i < count; ++i) {
        sweeps.add(samples[i]);
    }
    return sweeps.peak();
}

} // namespace manybrains::analyze
