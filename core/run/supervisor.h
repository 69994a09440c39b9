// Starts a program under manybrains-guard, holds its caps, and reports how it ended. However it ends, when
// supervise() returns nothing of the program's process tree is alive and its scratch folder is gone.
//
//   supervise() ── control socket ──> manybrains-guard ── fork, gate ──> the program ── its tree
//
// The guard (guard/) is the tree's subreaper and outlives a killed app just long enough to end the tree.
#pragma once

#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/run/outcome.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace manybrains::run {

struct Caps {
    int processes = 64;                                  ///< alive at one time, the program itself included
    std::uint64_t memory_bytes = 0;                      ///< PSS of the whole tree; 0: a quarter of the machine's
    std::chrono::milliseconds time{60'000};              ///< from the opening of the gate
    std::uint64_t output_bytes = 1 << 20;                ///< standard output and error together
    std::uint64_t file_bytes = std::uint64_t{256} << 20; ///< of any one file it writes (RLIMIT_FSIZE)
};

/// What to execute. The tree starts with an empty standard input, in a scratch folder of its own that is also its
/// TMPDIR, in a session of its own, and cannot gain rights by set-uid programs.
struct Command {
    std::vector<std::string> argv;        ///< argv[0] is looked up in PATH when it has no slash
    std::vector<std::string> environment; ///< "KEY=VALUE", added to the app's own
};

enum class Stream : std::uint8_t { output, error };

/// The supervisor's words to its user. All calls come from the thread that is inside supervise().
class Observer {
public:
    virtual ~Observer() = default;
    /// The program's process exists and waits behind the gate: arm the recording now. An error ends the run.
    virtual Result<void> on_gate(Pid root) = 0;
    /// The gate was opened.
    virtual void on_start() = 0;
    /// What the program printed.
    virtual void on_output(Stream stream, std::string_view bytes) = 0;
    /// One line, without its end, that the program wrote to the report pipe (see report_fd_variable).
    virtual void on_report(std::string_view line) = 0;
    /// A process of the tree, reaped by the guard, was ended by a signal.
    virtual void on_death(Pid pid, int signal) = 0;
};

/// The environment variable with the number of the descriptor that carries reports (JSON, one a line; see report.h).
inline constexpr const char* report_fd_variable = "MANYBRAINS_REPORT_FD";

/// Blocks until the whole tree is gone. `stop` ends the tree at once (outcome cancelled). An Error is returned only
/// where the program could not be started; everything after that is an Ending.
[[nodiscard]] Result<Ending> supervise(const Command& command, const Caps& caps, const std::filesystem::path& guard,
                                       Observer& observer, std::stop_token stop);

} // namespace manybrains::run
