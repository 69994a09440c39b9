// Samples the memory of all living processes, spaced so that it stays below one per cent of a core whatever a single
// sample costs (smaps_rollup walks every page table of a process).
#pragma once

#include "core/base/ids.h"
#include "core/record/proc_files.h"
#include "core/trace/trace.h"

#include <functional>
#include <optional>
#include <span>

namespace manybrains::record {

struct LivingProcess {
    Pid pid;
    trace::ProcessId id{};
};

class MemorySampler {
public:
    using ReadMemory = std::function<std::optional<MemoryUse>(Pid)>;
    /// The CPU time of the calling thread.
    using ReadCost = std::function<Duration()>;

    MemorySampler(trace::Trace& trace, ReadMemory read, ReadCost cost);

    [[nodiscard]] bool due(Time now) const noexcept { return now >= next_; }
    void sweep(std::span<const LivingProcess> processes, Time now);

private:
    trace::Trace& trace_;
    ReadMemory read_;
    ReadCost cost_;
    Time next_{};
    Duration spacing_;
};

} // namespace manybrains::record
