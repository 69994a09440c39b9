// From a finished (or growing) trace to the figures of a run: what result.json, the table and the charts show.
#pragma once

#include "core/base/ids.h"
#include "core/trace/trace.h"

#include <array>
#include <cstdint>
#include <optional>

namespace manybrains::analyze {

/// The time of the strategy's function: from its call to its return.
struct Window {
    Time begin;
    Time end;
};

/// Figures of one run; a figure that the recording level cannot give is nullopt, never 0.
struct Figures {
    std::optional<double> tasks_s;          ///< first task's start to last task's end
    std::optional<double> cpu_s;            ///< running time of all threads within the window
    std::optional<double> parallelism;      ///< cpu_s / length of the window
    std::optional<std::uint64_t> processes; ///< alive within the window
    std::optional<std::uint64_t> threads;
    std::optional<std::uint64_t> context_switches;
    std::optional<std::uint64_t> migrations;
    std::optional<double> gil_wait_s; ///< summed over all threads
    std::optional<std::uint64_t> gil_handoffs;
    std::optional<double> running_without_gil_s;
    std::optional<std::array<double, trace::state_count>> time_by_state; ///< summed over the worker threads
    std::optional<std::uint64_t> peak_pss_bytes; ///< largest sum over the processes alive at one instant
};

/// A worker thread is one that ran a task; where no task was recorded, every thread counts as one.
[[nodiscard]] Figures figures(const trace::Trace& trace, const Window& window);

} // namespace manybrains::analyze
