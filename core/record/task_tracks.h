// A track per task of the lesson: when it ran, and on which thread.
#pragma once

#include "core/base/ids.h"
#include "core/record/thread_sweep.h"
#include "core/trace/trace.h"

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace manybrains::record {

class TaskTracks {
public:
    explicit TaskTracks(trace::Trace& trace) : trace_(trace) {}

    void begin(ThreadSweep& thread, Time time, std::uint32_t index, const std::string& name);
    void end(const ThreadSweep& thread, Time time, std::uint32_t index, const std::string& name);
    /// What its tasks did not live to say.
    void thread_ended(const ThreadSweep& thread, Time time);
    void publish_open();

private:
    /// One row; a task that runs on two threads at the same time has two.
    struct Row {
        trace::Track* track = nullptr;
        ThreadSweep* runs_on = nullptr;
        Time since;
        bool shown = false;
    };
    using Rows = std::vector<Row>;

    [[nodiscard]] Row& free_row(Rows& rows, const ThreadSweep& thread, std::uint32_t index, const std::string& name);
    static void close(Row& row, Time time);

    trace::Trace& trace_;
    std::map<std::pair<std::uint32_t, std::string>, Rows> rows_;
};

} // namespace manybrains::record
