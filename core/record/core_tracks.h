// A track per core: which thread it ran, when.
#pragma once

#include "core/base/ids.h"
#include "core/record/thread_sweep.h"
#include "core/trace/trace.h"

#include <span>
#include <utility>
#include <vector>

namespace manybrains::record {

class CoreTracks {
public:
    CoreTracks(trace::Trace& trace, std::span<const Core> cores);

    /// `core` itself, or none where there is no such core.
    [[nodiscard]] Core known(Core core) const noexcept { return row(core) != nullptr ? core : Core{}; }
    /// The thread is on this core from now on. Returns the one that was there and whose leaving was not seen, or null.
    ThreadSweep* enter(Core core, ThreadSweep& thread, Time time);
    /// Nothing where another thread is on that core by now.
    void leave(Core core, const ThreadSweep& thread, Time time);
    [[nodiscard]] ThreadSweep* occupant(Core core) const noexcept;
    /// `time`, or later where the core or its occupant are already further.
    [[nodiscard]] Time not_before(Time time, Core core) const noexcept;
    void publish_open();

private:
    struct Row {
        trace::Track* track = nullptr; ///< null for cores that are not online
        ThreadSweep* occupant = nullptr;
        Time since;
        bool shown = false;
    };

    /// Null for numbers that are no core's.
    [[nodiscard]] const Row* row(Core core) const noexcept;
    [[nodiscard]] Row* row(Core core) noexcept { return const_cast<Row*>(std::as_const(*this).row(core)); }
    static void close(Row& row, Time time);

    std::vector<Row> rows_; ///< by the core's number
};

} // namespace manybrains::record
