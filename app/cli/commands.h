// The subcommands of manybrains, each with what the command line may say to it. Filled by options.h, run by main.
#pragma once

#include "app/cli/messages.h"
#include "core/experiment/experiment.h"

#include <optional>
#include <string>
#include <vector>

namespace manybrains::cli {

struct LessonsOptions {
    bool json = false;
};

struct RunOptions {
    std::string lesson;
    std::vector<std::string> engines;
    std::string strategies = "all";
    std::optional<int> workers;
    std::vector<std::string> set; ///< KEY=VALUE
    std::string variant;
    int repeats = 1;
    bool quick = false;
    bool no_trace = false;
    std::string recording = "kernel";
    std::string output; ///< folder, or empty
    bool json = false;
};

struct DoctorOptions {
    bool json = false;
};

Exit lessons_command(const LessonsOptions& options, const experiment::Installation& installation);
Exit run_command(const RunOptions& options, const experiment::Installation& installation);
Exit doctor_command(const DoctorOptions& options, const experiment::Installation& installation);
/// Replaces this process by the window. Returns only when that failed.
Exit open_window(const experiment::Installation& installation);

} // namespace manybrains::cli
