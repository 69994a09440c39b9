// Each shipped lesson.py on its own, as a student would start it, with every interpreter of this machine.
#include "tests/unit/python/interpreters.h"
#include "tests/unit/python/scratch_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

namespace manybrains::python {
namespace {

using testing::EndsWith;
using Words = std::vector<std::string>;

const Words forms = {"sequential", "threaded", "async", "multiprocess"};

std::string lesson_file(const std::string& id) {
    return MANYBRAINS_SOURCE_DIR "/scenarios/" + id + "/lesson.py";
}

ProgramRun run_alone(const Interpreter& interpreter, const std::string& id, const std::string& form, Words options) {
    Words argv = {interpreter.path.string(), lesson_file(id), form};
    argv.insert(argv.end(), options.begin(), options.end());
    return run_program({std::move(argv), {}});
}

/// As a program of its own, with the default interpreter.
void expect_results(const std::string& id, const Words& all_forms, const Words& options, const std::string& results) {
    for (const std::string& form : all_forms) {
        const ProgramRun run = run_alone(default_python(), id, form, options);
        EXPECT_EQ(run.exit_status, 0) << form << '\n' << run.errors;
        EXPECT_THAT(run.output, EndsWith(results + "\n")) << form;
    }
}

/// Runs the file as the main program once per form, and says which forms printed something else.
constexpr const char* all_forms_at_once = R"(
import contextlib, io, multiprocessing, runpy, sys
file, forms, results, *options = sys.argv[1:]
sys.path[0] = file.rpartition("/")[0]
multiprocessing.set_start_method("fork")
for form in forms.split(","):
    sys.argv[:] = [file, form, *options]
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        runpy.run_path(file, run_name="__main__")
    if not printed.getvalue().endswith(results + "\n"):
        print(form, printed.getvalue())
)";

void expect_results_everywhere(const std::string& id, const Words& all_forms, Words options,
                               const std::string& results) {
    const ScratchFolder folder;
    const std::string program = folder.write("all_forms.py", all_forms_at_once).string();
    std::string joined;
    for (const std::string& form : all_forms) {
        joined += (joined.empty() ? "" : ",") + form;
    }
    for (const Interpreter& interpreter : interpreters()) {
        Words argv = {interpreter.path.string(), "-B", program, lesson_file(id), joined, results};
        argv.insert(argv.end(), options.begin(), options.end());
        const ProgramRun run = run_program({std::move(argv), {}});
        EXPECT_EQ(run.output, "") << interpreter.path;
        EXPECT_EQ(run.exit_status, 0) << interpreter.path << '\n' << run.errors;
    }
}

std::size_t pids_in(const std::string& output) {
    std::vector<std::string> pids;
    const std::string word = "in process ";
    for (std::size_t at = 0; (at = output.find(word, at)) != std::string::npos; ++at) {
        pids.push_back(output.substr(at + word.size(), output.find('\n', at) - at - word.size()));
    }
    std::sort(pids.begin(), pids.end());
    return static_cast<std::size_t>(std::unique(pids.begin(), pids.end()) - pids.begin());
}

TEST(LessonFiles, CountingLoopCountsInEveryForm) {
    Words all = forms;
    all.push_back("threaded-switch-interval");
    const Words options = {"--tasks", "3", "--iterations", "1000"};
    expect_results("counting-loop", all, options, "[1000, 1000, 1000]");
    expect_results_everywhere("counting-loop", all, options, "[1000, 1000, 1000]");
}

TEST(LessonFiles, FiveSleepersSleepInEveryForm) {
    const Words options = {"--tasks", "3", "--workers", "2", "--seconds", "0.01"};
    expect_results("five-sleepers", forms, options, "[0, 1, 2]");
    expect_results_everywhere("five-sleepers", forms, options, "[0, 1, 2]");
}

TEST(LessonFiles, FiveDownloadsBringTheSameInEveryForm) {
    const DownloadServer server;
    Words all = forms;
    all.insert(all.end(), {"multiprocess-twice", "multiprocess-fixed"});
    const Words options = {"--tasks", "2", "--url", server.url()};
    expect_results("five-downloads", all, options, "['9122b9f0', '86cd83d0']");
    expect_results_everywhere("five-downloads", all, options, "['9122b9f0', '86cd83d0']");
}

TEST(LessonFiles, MoreWorkersThanTasksDoNoHarm) {
    const ProgramRun run = run_alone(default_python(), "counting-loop", "multiprocess",
                                     {"--workers", "4", "--tasks", "1", "--iterations", "10"});
    EXPECT_THAT(run.output, EndsWith("[10]\n")) << run.errors;
}

TEST(LessonFiles, SleepersAreInOneProcessOrInOneEach) {
    for (const std::string& form : forms) {
        const ProgramRun run = run_alone(default_python(), "five-sleepers", form, {"--seconds", "0.01"});
        EXPECT_EQ(pids_in(run.output), form == "multiprocess" ? 5U : 1U) << form;
    }
}

int requests_of(const std::string& form) {
    DownloadServer server;
    const ProgramRun run = run_alone(default_python(), "five-downloads", form, {"--url", server.url()});
    EXPECT_EQ(run.exit_status, 0) << run.errors;
    return server.requests();
}

TEST(LessonFiles, TheBugAsksTheServerTwiceForEachImage) {
    EXPECT_EQ(requests_of("multiprocess-twice"), 10);
    EXPECT_EQ(requests_of("multiprocess-fixed"), 5);
    EXPECT_EQ(requests_of("multiprocess"), 5);
}

TEST(LessonFiles, FiveDownloadsBringTheirOwnServer) {
    const ProgramRun run = run_alone(default_python(), "five-downloads", "async", {"--tasks", "2"});
    EXPECT_EQ(run.exit_status, 0) << run.errors;
    EXPECT_THAT(run.output, EndsWith("['bf0206c6', 'c4acb04f']\n"));
    EXPECT_THAT(run.errors, testing::HasSubstr("\"GET /1 HTTP/1.0\" 200"));
}

TEST(LessonFiles, ADownloadThatFailsIsAnErrorInEveryForm) {
    for (const std::string& form : forms) {
        const ProgramRun run = run_alone(default_python(), "five-downloads", form, {"--url", "http://127.0.0.1:1"});
        EXPECT_THAT(run.errors, testing::ContainsRegex("Connection ?[Rr]efused")) << form;
        EXPECT_EQ(run.exit_status != 0, form != "threaded") << "what a thread does not catch, Python only prints";
    }
}

/// The task function is replaced from outside by one that is killed.
TEST(LessonFiles, AKilledWorkerEndsInAnErrorAndNotInAHang) {
    const ScratchFolder folder;
    const auto file = folder.write("killed.py", R"(
import os, signal, sys
sys.path.insert(0, sys.argv[1])
import lesson
setattr(lesson, sys.argv[2], lambda *arguments: os.kill(os.getpid(), signal.SIGKILL))
import multiprocessing
multiprocessing.set_start_method("fork")
lesson.multiprocess(2, 2, "argument")
)");
    const std::vector<std::pair<std::string, std::string>> tasks = {
        {"counting-loop", "count"}, {"five-sleepers", "sleeper"}, {"five-downloads", "download"}};
    for (const auto& [id, function] : tasks) {
        const std::string lesson_folder = MANYBRAINS_SOURCE_DIR "/scenarios/" + id;
        const ProgramRun run =
            run_program({{default_python().path.string(), "-B", file.string(), lesson_folder, function}, {}});
        EXPECT_EQ(run.exit_status, 1) << id;
        EXPECT_THAT(run.errors, EndsWith("EOFError\n")) << id;
    }
}

} // namespace
} // namespace manybrains::python
