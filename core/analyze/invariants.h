// What every recording must keep to (recording.md's invariants 1, 2 and 4), checked on a finished trace: by the tests
// on real runs, and by whoever wants to know whether to trust a picture.
#pragma once

#include "core/analyze/figures.h"
#include "core/base/ids.h"
#include "core/trace/trace.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace manybrains::analyze {

enum class Breach : std::uint8_t {
    core_shared,         ///< 1: two threads on one core at once
    thread_on_two_cores, ///< 1: one thread running twice at once
    core_track_differs,  ///< 1: a core's track and the threads' tracks do not tell the same
    gap,                 ///< 2: a thread without a state
    overlap,             ///< 2: a thread with two states at once
    end_differs,         ///< 2: the states end before the thread does, or after it
    gil_shared,          ///< 4: two holders of one GIL at once
    gil_track_differs    ///< 4: a thread ran as the GIL's holder while the GIL's track says otherwise
};

/// Which of the invariants a breach is of.
[[nodiscard]] int invariant(Breach breach) noexcept;
/// "core-shared"
[[nodiscard]] std::string_view code(Breach breach) noexcept;

struct Violation {
    Breach breach{};
    trace::TrackId track = trace::no_track; ///< where
    trace::TrackId other = trace::no_track; ///< the other thread, where two are in it
    Time begin{};                           ///< from when
    Time end{};                             ///< to when

    bool operator==(const Violation&) const = default;
};

/// 1: on one core running slices never overlap, one thread is on at most one core, and the tracks of cores and of
/// threads agree. Only recordings of the kernel's own switches can be held to it (levels kernel and schedule).
[[nodiscard]] std::vector<Violation> check_cores(const trace::Trace& trace);
/// 2: each thread's states tile its life, from its first slice to its end.
[[nodiscard]] std::vector<Violation> check_tiling(const trace::Trace& trace);
/// 4: at most one holder of a GIL, in its own track and among the running slices, which must tell the same. Running
/// slices of processes with several GILs are left out: they do not say which of them they held.
[[nodiscard]] std::vector<Violation> check_gil(const trace::Trace& trace);

/// All that the trace's level can be held to.
[[nodiscard]] std::vector<Violation> check_invariants(const trace::Trace& trace);

/// The other half of 4: of the time that threads of processes with a GIL ran within the window, the share without it.
/// In pure Python code this is near 0. Slices below `shortest` are left out: taking and handing over, and a waiter
/// that wakes to ask. nullopt where no GIL was seen or nothing ran.
[[nodiscard]] std::optional<double> share_running_without_gil(const trace::Trace& trace, const Window& window,
                                                              Duration shortest = std::chrono::microseconds(100));

/// For 3, which compares it with the kernel's own figure: running time over the thread's whole life.
[[nodiscard]] Duration running_time(const trace::Trace& trace, const trace::Thread& thread);

} // namespace manybrains::analyze
