// Runs a real program behind a gate, as the supervisor does, and records it.
#pragma once

#include "core/record/recording.h"
#include "core/trace/trace.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace manybrains::record::testing {

/// What a recorded run left behind.
struct RecordedRun {
    std::shared_ptr<trace::Trace> trace;
    Availability availability;
    Statistics statistics;
    std::optional<Crash> crash;
    Pid root;
    int wait_status = 0;
    Duration cpu{};     ///< of the whole tree, as the kernel tells who waits for it
    std::string output; ///< standard output
};

/// What a thread said about itself on standard output: "TID NANOSECONDS", its number and its CPU time.
struct OwnAccount {
    Tid tid;
    Duration cpu;
};
[[nodiscard]] std::vector<OwnAccount> own_accounts(const std::string& output);

/// The build's own probe.
[[nodiscard]] Options options_at_most(trace::Level level);

/// Runs to the end of the first process. GoogleTest failures are added where the recorder cannot be made.
[[nodiscard]] RecordedRun run_recorded(const std::vector<std::string>& argv,
                                       const Options& options = options_at_most(trace::Level::kernel),
                                       KernelSchedule kernel = kernel_schedule(),
                                       std::shared_ptr<trace::Trace> trace = std::make_shared<trace::Trace>());

/// python3 -c SCRIPT, with the interpreter itself in the place of whatever PATH has (pyenv puts a script there).
[[nodiscard]] std::vector<std::string> python(const std::string& script);

} // namespace manybrains::record::testing
