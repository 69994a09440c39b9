// Several runs compared: expands a choice of engines, strategies and repeats into plans, carries them out one after
// another (never two at once: they would disturb each other), and puts the figures together. Both front ends run
// lessons through this and through nothing else.
#pragma once

#include "core/analyze/figures.h"
#include "core/base/result.h"
#include "core/lesson/lesson.h"
#include "core/record/recorder.h"
#include "core/run/engine.h"
#include "core/run/outcome.h"
#include "core/run/supervisor.h"
#include "core/trace/trace.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace manybrains::experiment {

/// Where the programs and files of this installation are. A build tree and an installation look alike: programs in
/// one folder (or in ../libexec/manybrains), data in ../share/manybrains.
struct Installation {
    std::filesystem::path guard;
    std::filesystem::path runner;
    std::filesystem::path probe;  ///< may be missing: recording is coarser then
    std::filesystem::path window; ///< may be missing: there is no window then
    std::filesystem::path scenarios;
    std::filesystem::path harness; ///< folder of the Python harness

    /// Of the running program. Error names the first file that is missing.
    [[nodiscard]] static Result<Installation> locate();
    /// Of the programs in this folder.
    [[nodiscard]] static Result<Installation> beside(const std::filesystem::path& programs);
};

/// What is to be run: the choices of `manybrains run` and of the window's run bar.
struct Request {
    const lesson::Lesson* lesson = nullptr;
    std::vector<std::shared_ptr<const run::Engine>> engines;
    std::vector<lesson::Strategy> strategies;
    std::string variant;
    std::optional<int> workers; ///< nullopt: the lesson's default
    lesson::Parameters set;     ///< overrides of the engine's defaults
    int repeats = 1;
    bool quick = false;
    bool record = true; ///< false: --no-trace
    trace::Level level_at_most = trace::Level::kernel;
    run::Caps caps;
};

/// One run and everything known about it.
struct RunRecord {
    run::EngineInfo engine;
    run::Plan plan;
    std::vector<std::string> command_line;
    run::Ending ending;
    bool expected = false; ///< it ended as the lesson (or the variant) says it should
    trace::Level level = trace::Level::none;
    std::string level_reason;                  ///< why not kernel; empty at kernel
    std::shared_ptr<const trace::Trace> trace; ///< null when not recorded
    std::optional<analyze::Window> window;     ///< call to return; nullopt where it never came to that
    Time started;                              ///< the gate opened
    std::optional<double> startup_s;
    std::optional<double> wall_s;
    std::optional<double> speedup;    ///< filled by compare()
    std::optional<double> efficiency; ///< filled by compare()
    double ideal = 1;
    analyze::Figures figures;
    record::Statistics recorder;
    std::vector<std::string> results;
    std::string output; ///< what it printed (both streams), as far as the cap went
};

/// Told of progress from the thread that is inside carry_out(). `live` is the trace that is being written: keep the
/// pointer and read it from any thread.
class Listener {
public:
    virtual ~Listener() = default;
    virtual void on_begin(const run::Plan& plan, const run::EngineInfo& engine, std::size_t index, std::size_t count,
                          std::shared_ptr<const trace::Trace> live) = 0;
    virtual void on_end(const RunRecord& record, std::size_t index, std::size_t count) = 0;
};

/// All plans of a request, in the order in which they run: engine by engine, repeat by repeat, strategy by strategy.
struct PlannedRun {
    std::shared_ptr<const run::Engine> engine;
    run::Plan plan;
};
[[nodiscard]] Result<std::vector<PlannedRun>> expand(const Request& request);

/// Runs everything. A run that ends badly is a record, not an error; after a cancel the runs not begun are left out.
[[nodiscard]] Result<std::vector<RunRecord>> carry_out(const Request& request, const Installation& installation,
                                                       Listener& listener, std::stop_token stop);

/// Fills speedup and efficiency: sequential's median wall_s of the same engine and parameters over each run's.
void compare(std::vector<RunRecord>& runs);

} // namespace manybrains::experiment
