// One thing that happened to a thread, from whichever source: what the merge puts into one order and the sweep turns
// into states.
#pragma once

#include "core/base/ids.h"
#include "core/probe/ring.h"

#include <array>
#include <cstdint>
#include <variant>

namespace manybrains::record {

/// The thread came onto a core.
struct SwitchIn {};

/// The thread left its core: against its will, or because it had to wait.
struct SwitchOut {
    bool preempted = false;
};

/// The event's thread was created by another one; a new process when its pid is not its parent's.
struct Forked {
    Pid parent;
    Tid parent_thread;
};

struct Exited {};

/// The thread has a new name: given by itself, or by the program that its process now executes.
struct Renamed {
    std::array<char, 16> name{}; ///< ends with a 0, as the kernel keeps it
    bool exec = false;
};

/// The thread said so itself, through the probe.
struct Probed {
    probe::Kind kind{};
    probe::Call call{};
    probe::Descriptor descriptor{};
    bool timed_out = false;
    std::uint64_t argument = 0;
};

/// What /proc told of the thread, where the kernel's switches are refused.
struct Sampled {
    bool runnable = false;
    Duration executed{}; ///< CPU time so far
};

/// The last of one round of samples.
struct SamplesComplete {};

using EventBody = std::variant<SwitchIn, SwitchOut, Probed, Forked, Exited, Renamed, Sampled, SamplesComplete>;

struct Event {
    Time time;
    Pid pid;
    Tid tid;
    Core core;
    EventBody body;
};

} // namespace manybrains::record
