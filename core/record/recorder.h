// Records one run: arms the kernel's schedule events and the probe before the program starts, merges what they say
// into the trace while it runs, on one thread of its own.
//
//   auto recorder = Recorder::create({}, trace);          // before the program exists: the level is known from here
//   command.environment += recorder->environment();       // LD_PRELOAD and where the probe's rings are
//   recorder->arm(root);                                  // its process waits behind the gate
//   …                                                     // the run
//   recorder->finish();                                   // the tree is gone: drain, close slices
#pragma once

#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/trace/level.h"
#include "core/trace/trace.h"

#include <chrono>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace manybrains::record {

struct Options {
    trace::Level at_most = trace::Level::kernel; ///< --recording: force a lower level
    std::filesystem::path probe_library;         ///< libmanybrains-probe.so; not found: levels schedule or sampled
};

/// A process that was ended by a signal which no other process of its own tree had sent.
struct Crash {
    Pid pid;
    int signal = 0;
    Time time;
};

/// The recorder's own cost and losses, for the honesty panel.
struct Statistics {
    std::uint64_t events = 0;
    std::uint64_t events_lost = 0;
    Duration own_cpu{};
};

/// What this machine allows, without starting anything: for doctor. `why` names the refusal, `hint` the command that
/// lifts it; both empty at kernel.
struct Availability {
    trace::Level level = trace::Level::kernel;
    std::string why;
    std::string hint;
};
[[nodiscard]] Availability availability(const Options& options);

class Recorder {
public:
    /// Falls to the next level down where the machine refuses one, and says so in availability().
    [[nodiscard]] static Result<std::unique_ptr<Recorder>> create(const Options& options,
                                                                  std::shared_ptr<trace::Trace> trace);
    virtual ~Recorder() = default;

    [[nodiscard]] virtual const Availability& availability() const noexcept = 0;
    /// "KEY=VALUE" for the recorded program.
    [[nodiscard]] virtual std::vector<std::string> environment() const = 0;
    /// Call while the program waits behind its gate; starts the recorder's thread.
    virtual Result<void> arm(Pid root) = 0;
    /// The first crash seen so far. Any thread.
    [[nodiscard]] virtual std::optional<Crash> crash() const = 0;
    /// Call when the tree is gone. Ends the thread; afterwards the trace is finished. Idempotent.
    virtual void finish() = 0;
    /// After finish().
    [[nodiscard]] virtual Statistics statistics() const noexcept = 0;
};

} // namespace manybrains::record
