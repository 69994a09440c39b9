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

/// Figures of one run, of what lies within the window unless it says otherwise. A figure that is not known is nullopt,
/// never 0. By recording level ("samples": near, not exact):
///
///                                       kernel   schedule               probe                   sampled     none
///   cpu_s, parallelism                  exact    exact                  samples                 samples     -
///   time_by_state                       exact    waits are `other`      running, ready: samples samples     -
///   processes, threads                  exact    exact                  exact                   those seen  -
///   context_switches, migrations        exact    exact                  -                       -           -
///   tasks_s, gil_wait_s, gil_handoffs   exact    -                      exact                   -           -
///   running_without_gil_s               exact    -                      -                       -           -
///   peak_pss_bytes                      samples  samples                samples                 samples     -
///
/// The GIL's figures are nullopt too where no GIL was seen, and tasks_s where no task was.
struct Figures {
    std::optional<double> tasks_s;                 ///< first task's start to last task's end
    std::optional<double> cpu_s;                   ///< running time of all threads
    std::optional<double> parallelism;             ///< cpu_s / length of the window
    std::optional<std::uint64_t> processes;        ///< alive at any time
    std::optional<std::uint64_t> threads;          ///< alive at any time
    std::optional<std::uint64_t> context_switches; ///< times a thread left its core before its end
    std::optional<std::uint64_t> migrations;       ///< times a thread came back on another core than it had left
    std::optional<double> gil_wait_s;              ///< summed over all threads
    std::optional<std::uint64_t> gil_handoffs;     ///< times a GIL was taken by another thread than the last holder
    std::optional<double> running_without_gil_s;   ///< of the threads of processes that have a GIL
    std::optional<std::array<double, trace::state_count>> time_by_state; ///< summed over the worker threads
    std::optional<std::uint64_t> peak_pss_bytes; ///< of the whole run: largest sum over the processes alive at once
};

/// A worker thread is one that ran a task; where no task was recorded, every thread counts as one.
[[nodiscard]] Figures figures(const trace::Trace& trace, const Window& window);

} // namespace manybrains::analyze
