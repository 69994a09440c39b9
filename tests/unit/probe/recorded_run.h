// Runs a real program under the probe and gives back what its rings said: what every test of the preloaded library
// starts from.
#pragma once

#include "core/probe/mapping.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace manybrains::probe::testing {

struct Recorded {
    Writer writer;
    Event event;
};

struct RecordedRun {
    int wait_status = -1;         ///< as waitpid() gave it
    std::string output;           ///< standard output and standard error
    std::vector<Recorded> events; ///< in the order of time
    std::uint64_t lost = 0;
    std::uint32_t threads_lost = 0;
    std::vector<std::string> names;
    Pid pid; ///< of the program

    [[nodiscard]] bool succeeded() const { return wait_status == 0; }
    [[nodiscard]] std::vector<Recorded> of(Kind kind) const;
    [[nodiscard]] std::vector<Recorded> of(Tid tid) const;
    /// Of the program's own main thread.
    [[nodiscard]] std::vector<Recorded> of_main() const { return of(Tid{pid.value}); }
};

enum class Preload {
    nothing,       ///< the program as it is
    without_rings, ///< the library, but its mapping is gone
    recording
};

enum class Draining { while_running, at_end };

[[nodiscard]] RecordedRun run(const std::vector<std::string>& command, Preload preload = Preload::recording,
                              Draining draining = Draining::while_running);

/// A blocking call, from its begin to its end, in the order of their ends.
struct BlockingCall {
    Call call{};
    Descriptor descriptor{};
    bool timed_out = false;
    std::uint64_t argument = 0;
    Time begin;
    Time end;
    Tid tid;
};

/// The calls of one thread's events. Calls that never ended are not among them.
[[nodiscard]] std::vector<BlockingCall> calls(const std::vector<Recorded>& events);
[[nodiscard]] std::vector<BlockingCall> calls(const std::vector<Recorded>& events, Call call);

/// Every CPython from 3.8 on that stands in the usual places.
[[nodiscard]] std::vector<std::string> interpreters();

/// One of the programs in programs/.
[[nodiscard]] std::string program(const std::string& name);

} // namespace manybrains::probe::testing
