// The seam between the recorder and whatever tells it which thread is on which core: the kernel itself
// (perf_session.h), or samples from /proc where the kernel refuses (proc_sampler.h). Tests put faulty ones here.
#pragma once

#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/record/event_merge.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

namespace manybrains::record {

class ScheduleSource {
public:
    virtual ~ScheduleSource() = default;
    /// Descriptors that become readable when drain() ought to be called early.
    [[nodiscard]] virtual std::vector<int> wake_descriptors() const = 0;
    /// How long the recorder may sleep between two calls of drain().
    [[nodiscard]] virtual Duration pace() const noexcept = 0;
    /// Moves everything that has happened since the last call into the merge.
    virtual void drain() = 0;
    /// Events lost so far, as far as they are known.
    [[nodiscard]] virtual std::uint64_t lost() const noexcept = 0;
    /// Losses that show only when all is over. Call once, after the last drain().
    virtual void count_final_losses() = 0;
};

/// Starts to record `root` and all of its future children into streams of `merge`, which outlives the source.
using OpenSchedule = std::function<Result<std::unique_ptr<ScheduleSource>>(Pid root, EventMerge& merge)>;

} // namespace manybrains::record
