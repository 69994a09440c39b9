// What the counting loop, the sleepers and the downloads must show, through the command line as a script would use it.
#include "tests/integration/program.h"

#include <boost/json.hpp>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace manybrains::test {
namespace {

namespace json = boost::json;
namespace fs = std::filesystem;

const std::string manybrains = MANYBRAINS_APP_DIR "/manybrains";

struct Outcome {
    int status = -1;
    json::value result;
    std::string errors;
};

Outcome run_json(std::vector<std::string> arguments, const ProgramOptions& options = {}) {
    std::vector<std::string> argv = {manybrains, "run", "--json"};
    argv.insert(argv.end(), arguments.begin(), arguments.end());
    Program program(argv, options);
    Outcome outcome;
    outcome.status = program.wait();
    outcome.errors = program.errors();
    boost::system::error_code bad;
    outcome.result = json::parse(program.output(), bad);
    EXPECT_FALSE(bad) << "standard output is not one JSON value:\n" << program.output() << program.errors();
    return outcome;
}

/// The runs of a result by "engine/strategy".
class Runs {
public:
    explicit Runs(const json::value& result) {
        for (const json::value& run : result.at("runs").as_array()) {
            const std::string name =
                std::string(run.at("engine").as_string()) + "/" + run.at("strategy").as_string().c_str();
            runs_[name].push_back(run.as_object());
        }
    }

    [[nodiscard]] std::size_t forms() const { return runs_.size(); }

    /// The median over the repeats of a form.
    [[nodiscard]] double figure(const std::string& form, const char* key) const {
        std::vector<double> values;
        for (const json::object& run : runs_.at(form)) {
            values.push_back(run.at(key).to_number<double>());
        }
        std::nth_element(values.begin(), values.begin() + static_cast<long>(values.size() / 2), values.end());
        return values[values.size() / 2];
    }

    [[nodiscard]] const std::vector<json::object>& of(const std::string& form) const { return runs_.at(form); }

    [[nodiscard]] std::vector<std::string> outcomes() const {
        std::vector<std::string> all;
        for (const auto& [form, repeats] : runs_) {
            for (const json::object& run : repeats) {
                all.push_back(form + ": " + run.at("outcome").as_string().c_str());
            }
        }
        return all;
    }

private:
    std::map<std::string, std::vector<json::object>> runs_;
};

void expect_all_completed(const Runs& runs) {
    for (const std::string& outcome : runs.outcomes()) {
        EXPECT_TRUE(outcome.ends_with(": completed")) << outcome;
    }
}

bool has_two_cores() {
    return ::sysconf(_SC_NPROCESSORS_ONLN) >= 2;
}

TEST(CountingLoop, ShowsThatItIsTheLockAndNotTheLanguage) {
    if (!has_two_cores()) {
        GTEST_SKIP() << "needs two cores";
    }
    const Outcome outcome = run_json({"counting-loop", "--engine", "python", "--engine", "cpp", "--engine", "cpp-gil",
                                      "--strategy", "all", "--workers", "2", "--repeat", "3"});
    ASSERT_EQ(outcome.status, 0) << outcome.errors;
    const Runs runs(outcome.result);
    EXPECT_EQ(runs.forms(), 12U);
    expect_all_completed(runs);
    for (const char* locked : {"python/threaded", "cpp-gil/threaded"}) {
        EXPECT_GE(runs.figure(locked, "parallelism"), 0.85) << locked;
        EXPECT_LE(runs.figure(locked, "parallelism"), 1.15) << locked;
    }
    for (const char* parallel : {"python/multiprocess", "cpp/threaded", "cpp/multiprocess"}) {
        EXPECT_GE(runs.figure(parallel, "parallelism"), 1.6) << parallel;
        EXPECT_GE(runs.figure(parallel, "speedup"), 1.6) << parallel;
    }
    EXPECT_GE(runs.figure("python/threaded", "gil_handoffs"), 20);
    EXPECT_GE(runs.figure("cpp-gil/threaded", "gil_handoffs"), 20);
    EXPECT_GE(runs.figure("python/multiprocess", "processes"), 3);
}

TEST(FiveSleepers, WaitingOverlapsInThreadsAsyncAndProcesses) {
    const Outcome outcome = run_json({"five-sleepers"});
    ASSERT_EQ(outcome.status, 0) << outcome.errors;
    const Runs runs(outcome.result);
    const double one_sleep = runs.of("python/sequential").front().at("parameters").at("seconds").to_number<double>();
    EXPECT_NEAR(runs.figure("python/sequential", "wall_s"), 5 * one_sleep, 0.25 * one_sleep);
    for (const char* form : {"python/threaded", "python/async", "python/multiprocess"}) {
        EXPECT_GE(runs.figure(form, "wall_s"), one_sleep) << form;
        EXPECT_LE(runs.figure(form, "wall_s"), 1.25 * one_sleep) << form;
    }
}

TEST(FiveDownloads, TheBugDownloadsEverythingTwiceAndItsFixOnce) {
    const Outcome plain = run_json({"five-downloads", "--quick"});
    const Outcome twice = run_json({"five-downloads", "--quick", "--variant", "twice", "--strategy", "multiprocess"});
    const Outcome fixed = run_json({"five-downloads", "--quick", "--variant", "fixed", "--strategy", "multiprocess"});
    for (const Outcome* outcome : {&plain, &twice, &fixed}) {
        ASSERT_EQ(outcome->status, 0) << outcome->errors;
    }
    const Runs forms(plain.result);
    expect_all_completed(forms);
    const double slow = Runs(twice.result).figure("python/multiprocess", "wall_s");
    const double quick = Runs(fixed.result).figure("python/multiprocess", "wall_s");
    // Five waits one after another before the processes' own: the bug costs the sequential time on top.
    EXPECT_GT(slow, quick + 0.5 * forms.figure("python/sequential", "wall_s"));
}

TEST(Results, AreTheSameInEveryStrategyAndEngine) {
    for (const char* lesson : {"counting-loop", "five-sleepers", "five-downloads"}) {
        std::vector<std::string> arguments = {lesson,     "--quick", "--engine", "python",
                                              "--engine", "cpp",     "--engine", "cpp-gil"};
        if (std::string(lesson) == "counting-loop") {
            arguments.insert(arguments.end(), {"--set", "iterations=200000"});
        }
        const Outcome outcome = run_json(arguments);
        ASSERT_EQ(outcome.status, 0) << outcome.errors;
        const json::array& runs = outcome.result.at("runs").as_array();
        ASSERT_EQ(runs.size(), 12U);
        for (const json::value& run : runs) {
            EXPECT_EQ(run.at("results"), runs.front().at("results"))
                << lesson << " " << run.at("engine") << " " << run.at("strategy");
            EXPECT_FALSE(run.at("results").as_array().empty());
        }
    }
}

TEST(Recording, IsExactAndLosesNothingOnTheReferenceLessons) {
    const Outcome outcome = run_json({"five-downloads", "--quick"});
    for (const json::value& run : outcome.result.at("runs").as_array()) {
        EXPECT_EQ(run.at("events_lost").to_number<int>(), 0);
        EXPECT_GT(run.at("events").to_number<int>(), 0);
    }
}

TEST(Recording, FallsToTheNextLevelWhereTheKernelRefuses) {
    const Outcome outcome = run_json({"counting-loop", "--quick", "--strategy", "threaded"},
                                     {.environment = {}, .refuse_perf_event_open = true, .user = {}});
    ASSERT_EQ(outcome.status, 0) << outcome.errors;
    const json::value& run = outcome.result.at("runs").as_array().front();
    EXPECT_EQ(run.at("recording").as_string(), "probe");
    EXPECT_GT(run.at("gil_handoffs").to_number<int>(), 0); // the probe needs no permission
}

TEST(Recording, CanBeForcedToEveryLevelAndOff) {
    for (const char* level : {"kernel", "schedule", "probe", "sampled"}) {
        const Outcome outcome =
            run_json({"counting-loop", "--quick", "--strategy", "multiprocess", "--recording", level});
        ASSERT_EQ(outcome.status, 0) << level << outcome.errors;
        EXPECT_EQ(outcome.result.at("runs").as_array().front().at("recording").as_string(), level);
    }
    const Outcome bare = run_json({"counting-loop", "--quick", "--strategy", "multiprocess", "--no-trace"});
    const json::value& run = bare.result.at("runs").as_array().front();
    EXPECT_EQ(run.at("recording").as_string(), "none");
    EXPECT_TRUE(run.at("cpu_s").is_null()); // not known is null, never 0
    EXPECT_GT(run.at("wall_s").to_number<double>(), 0);
}

TEST(OrdinaryUser, GetsTheSameRecordingAsRoot) {
    if (::geteuid() != 0) {
        GTEST_SKIP() << "all the other tests run as an ordinary user already";
    }
    constexpr uid_t nobody = 65534;
    ProgramOptions options;
    options.user = nobody;
    options.environment = {"PATH=/usr/bin:/bin", "HOME=/nonexistent"};
    const Outcome outcome =
        run_json({"counting-loop", "--quick", "--engine", "python", "--engine", "cpp-gil"}, options);
    ASSERT_EQ(outcome.status, 0) << outcome.errors;
    for (const json::value& run : outcome.result.at("runs").as_array()) {
        EXPECT_EQ(run.at("outcome").as_string(), "completed") << run;
        EXPECT_NE(run.at("recording").as_string(), "none");
    }
}

TEST(OutputFolder, HoldsTheResultATraceARunAndTheCharts) {
    const fs::path folder = fs::temp_directory_path() / ("manybrains-output-" + std::to_string(::getpid()));
    Program program({manybrains, "run", "counting-loop", "--quick", "--engine", "cpp", "--output", folder});
    ASSERT_EQ(program.wait(), 0) << program.errors();
    EXPECT_TRUE(fs::exists(folder / "result.json"));
    for (const char* strategy : {"sequential", "threaded", "async", "multiprocess"}) {
        EXPECT_TRUE(fs::exists(folder / (std::string("counting-loop-cpp-") + strategy + "-1.json"))) << strategy;
    }
    if (fs::exists(MANYBRAINS_APP_DIR "/manybrains-window")) {
        EXPECT_TRUE(fs::exists(folder / "speedup.svg"));
        EXPECT_TRUE(fs::exists(folder / "speedup.png"));
    }
    fs::remove_all(folder);
}

} // namespace
} // namespace manybrains::test
