#include "core/python/engine.h"
#include "core/run/report.h"
#include "core/trace/state.h"
#include "tests/unit/python/interpreters.h"
#include "tests/unit/python/scratch_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <set>
#include <sstream>

namespace manybrains::python {
namespace {

namespace fs = std::filesystem;
using lesson::Strategy;
using testing::HasSubstr;
using testing::Not;

constexpr Strategy strategies[] = {Strategy::sequential, Strategy::threaded, Strategy::async, Strategy::multiprocess};

ProgramRun run_plan(const Interpreter& interpreter, const run::Plan& plan, std::vector<std::string> environment = {}) {
    auto command = make_engine(interpreter, MANYBRAINS_SOURCE_DIR "/core/python/harness")->command(plan);
    EXPECT_TRUE(command) << command.error().message();
    command->environment.insert(command->environment.end(), environment.begin(), environment.end());
    return run_program(*command);
}

run::Plan plan_of(const lesson::Lesson& lesson, Strategy strategy, lesson::Parameters parameters) {
    run::Plan plan;
    plan.lesson = &lesson;
    plan.strategy = strategy;
    plan.parameters = std::move(parameters);
    return plan;
}

/// A lesson whose file is written for one test, run by its sequential form.
class Written {
public:
    explicit Written(std::string_view program) {
        folder_.write("lesson.py", program);
        lesson_.id = "written";
        lesson_.folder = folder_.path();
        lesson_.strategies = {Strategy::sequential};
    }

    lesson::Lesson& lesson() { return lesson_; }
    [[nodiscard]] const fs::path& folder() const { return folder_.path(); }
    [[nodiscard]] ProgramRun run(const Interpreter& interpreter, lesson::Parameters parameters = {}) const {
        return run_plan(interpreter, plan_of(lesson_, Strategy::sequential, std::move(parameters)));
    }
    [[nodiscard]] ProgramRun run() const { return run(default_python()); }

private:
    ScratchFolder folder_;
    lesson::Lesson lesson_;
};

TEST(Harness, RunsEveryFormOfTheLessons) {
    DownloadServer server;
    run::Plan download = plan_of(shipped_lesson("five-downloads"), Strategy::sequential, {{"tasks", std::int64_t{2}}});
    download.service_url = server.url();
    for (const Strategy strategy : strategies) {
        SCOPED_TRACE(code(strategy));
        const ProgramRun slept = run_plan(default_python(), plan_of(shipped_lesson("five-sleepers"), strategy,
                                                                    {{"tasks", std::int64_t{3}}, {"seconds", 0.01}}));
        EXPECT_EQ(slept.results(), "0 1 2") << slept.errors;
        EXPECT_EQ(slept.exit_status, 0);
        EXPECT_EQ(slept.errors, "");
        const ProgramRun counted =
            run_plan(default_python(), plan_of(shipped_lesson("counting-loop"), strategy,
                                               {{"tasks", std::int64_t{3}}, {"iterations", std::int64_t{1000}}}));
        EXPECT_EQ(counted.results(), "1000 1000 1000") << counted.errors;
        download.strategy = strategy;
        EXPECT_EQ(run_plan(default_python(), download).results(), "9122b9f0 86cd83d0");
    }
}

TEST(Harness, RunsVariantsByTheirFunctions) {
    run::Plan plan = plan_of(shipped_lesson("counting-loop"), Strategy::threaded,
                             {{"tasks", std::int64_t{1}}, {"iterations", std::int64_t{7}}});
    plan.variant = "switch-interval";
    EXPECT_EQ(run_plan(default_python(), plan).results(), "7");
}

TEST(Harness, ReportsTheInterpreterTheCallAndTheReturnInThatOrder) {
    const Interpreter& interpreter = default_python();
    const Written lesson("def sequential(workers):\n    return [workers, 2.5, None, 'é\\n']\n");
    const Time before = Time::clock::now();
    const ProgramRun run = lesson.run();
    const Time after = Time::clock::now();

    ASSERT_EQ(run.reports.size(), 3U) << run.errors;
    const auto first = std::get<run::InterpreterReport>(*run::parse_report(run.reports[0]));
    EXPECT_EQ(first.version, interpreter.version);
    EXPECT_EQ(first.implementation, interpreter.implementation);
    EXPECT_EQ(first.gil, interpreter.gil);
    const auto call = std::get<run::CallReport>(*run::parse_report(run.reports[1]));
    const auto returned = std::get<run::ReturnReport>(*run::parse_report(run.reports[2]));
    EXPECT_LT(before, call.time);
    EXPECT_LE(call.time, returned.time);
    EXPECT_LT(returned.time, after);
    EXPECT_THAT(returned.results, testing::ElementsAre("2", "2.5", "None", "é\n"));
}

TEST(Harness, TheLessonSeesWhatItWouldSeeAlone) {
    const Written lesson(R"(
import os, sys
def sequential(workers):
    own = [name for name in sys.modules if name.startswith("lesson")]
    return [sys.argv, sys.path[0], __name__, __file__, os.environ.get("PYTHONPATH"), own,
            [entry for entry in sys.path if "harness" in entry], "MANYBRAINS_REPORT_FD" in os.environ]
)");
    const std::string folder = lesson.folder().string();
    const std::string file = folder + "/lesson.py";
    EXPECT_EQ(lesson.run().results(), "['" + file + "'] " + folder + " lesson " + file + " None ['lesson'] [] False");
    EXPECT_FALSE(fs::exists(lesson.folder() / "__pycache__"));
}

TEST(Harness, WhatTheLessonPrintsPassesThrough) {
    const Written lesson("import sys\ndef sequential(workers):\n    print('out')\n    print('err', file=sys.stderr)\n"
                         "    return []\n");
    const ProgramRun run = lesson.run();
    EXPECT_EQ(run.output, "out\n");
    EXPECT_EQ(run.errors, "err\n");
}

TEST(Harness, AnExceptionIsReportedAndEndsTheProgram) {
    const Written lesson("def sequential(workers):\n    raise ValueError('no such luck')\n");
    const ProgramRun run = lesson.run();
    EXPECT_EQ(run.exit_status, 1);
    EXPECT_EQ(run.error(), "ValueError: no such luck");
    EXPECT_THAT(run.errors, HasSubstr("lesson.py\", line 2, in sequential"));
    EXPECT_THAT(run.errors, testing::EndsWith("ValueError: no such luck\n"));
    EXPECT_THAT(run.errors, Not(HasSubstr("harness"))) << "a traceback is about the lesson";
}

TEST(Harness, AnExceptionInAThreadIsReportedAlthoughPythonGoesOn) {
    const Written lesson(R"(
import threading
def sequential(workers):
    thread = threading.Thread(target=lambda: 1 / 0)
    thread.start()
    thread.join()
    return [None]
)");
    const ProgramRun run = lesson.run();
    EXPECT_EQ(run.exit_status, 1);
    EXPECT_EQ(run.error(), "ZeroDivisionError: division by zero");
    EXPECT_THAT(run.errors, HasSubstr("Exception in thread"));
}

TEST(Harness, AFileThatIsNotPythonIsReportedWithItsLine) {
    for (const Interpreter& interpreter : representative_interpreters()) {
        const Written lesson("def sequential(workers):\n    return [1\n");
        const ProgramRun run = lesson.run(interpreter);
        EXPECT_EQ(run.exit_status, 1);
        EXPECT_THAT(run.error(), testing::StartsWith("SyntaxError: ")) << interpreter.path;
        EXPECT_THAT(run.errors, HasSubstr("lesson.py\", line 2"));
        EXPECT_EQ(run.results(), run.error()) << "it was never called";
    }
}

TEST(Harness, WhatTheFrontMatterPromisesAndTheFileLacksIsReported) {
    EXPECT_EQ(Written("").run().error(), "LessonError: lesson.py has no function sequential");
    EXPECT_EQ(Written("def sequential(workers):\n    pass\n").run().error(),
              "LessonError: sequential returned NoneType, not the list of its results");
    Written lesson("def sequential(workers):\n    return []\n");
    lesson.lesson().task_functions = {"work"};
    EXPECT_EQ(lesson.run().error(), "LessonError: lesson.py has no function work");
    EXPECT_THAT(Written("def sequential(workers):\n    return []\n")
                    .run(default_python(), {{"tasks", std::int64_t{1}}})
                    .error(),
                testing::StartsWith("TypeError: "));
}

TEST(Harness, ALessonThatExitsKeepsItsStatus) {
    const ProgramRun run = Written("import sys\ndef sequential(workers):\n    sys.exit(3)\n").run();
    EXPECT_EQ(run.exit_status, 3);
    EXPECT_EQ(run.error(), "SystemExit: 3");
}

TEST(Harness, AChildThatLivesOnDoesNotKeepTheReportsOpen) {
    const Written lesson("import os, time\ndef sequential(workers):\n    child = os.fork()\n    if child == 0:\n"
                         "        time.sleep(1000)\n    return [child]\n");
    const ProgramRun run = lesson.run(); // would wait for the child otherwise
    const int child = std::stoi(run.results());
    EXPECT_EQ(::kill(child, SIGKILL), 0);
}

/// What the probe was told: "task_begin work 0", and by whom.
struct ProbeLog {
    std::vector<std::string> calls;
    std::set<std::string> pids;
};

ProbeLog read_log(const fs::path& path) {
    ProbeLog log;
    std::istringstream lines(read_text(path));
    for (std::string line; std::getline(lines, line);) {
        const std::size_t blank = line.rfind(' ');
        log.calls.push_back(line.substr(0, blank));
        log.pids.insert(line.substr(blank + 1));
    }
    return log;
}

std::vector<std::string> recorded(const fs::path& log) {
    return {std::string("LD_PRELOAD=") + RECORDING_PROBE, "MANYBRAINS_PROBE=1", "RECORDING_PROBE_LOG=" + log.string()};
}

const std::vector<std::string> spans_of_two_tasks(const std::string& function) {
    return {"task_begin " + function + " 0", "task_begin " + function + " 1", "task_end " + function + " 0",
            "task_end " + function + " 1"};
}

std::vector<std::string> only_tasks(const std::vector<std::string>& calls) {
    std::vector<std::string> tasks;
    std::copy_if(calls.begin(), calls.end(), std::back_inserter(tasks),
                 [](const std::string& call) { return call.starts_with("task_"); });
    return tasks;
}

TEST(TaskSpans, EncloseEveryTaskWithItsNumberInEveryForm) {
    for (const Interpreter& interpreter : representative_interpreters()) {
        for (const Strategy strategy : strategies) {
            SCOPED_TRACE(interpreter.path.string() + " " + std::string(code(strategy)));
            const ScratchFolder folder;
            const ProgramRun run = run_plan(
                interpreter,
                plan_of(shipped_lesson("five-sleepers"), strategy, {{"tasks", std::int64_t{2}}, {"seconds", 0.01}}),
                recorded(folder.path() / "log"));
            EXPECT_EQ(run.results(), "0 1") << run.errors;
            const ProbeLog log = read_log(folder.path() / "log");
            EXPECT_THAT(only_tasks(log.calls), testing::UnorderedElementsAreArray(spans_of_two_tasks(
                                                   strategy == Strategy::async ? "sleeper_async" : "sleeper")));
        }
    }
}

/// Tasks in processes of every kind; those that start from nothing have to wrap the lesson's functions again.
constexpr const char* started_in_every_way = R"(
import multiprocessing

def forked(number): return number
def spawned(number): return number
def served(number): return number

def in_pool(start, function, workers):
    with multiprocessing.get_context(start).Pool(workers) as pool:
        return pool.map(function, range(workers), chunksize=1)

def sequential(workers):
    return (in_pool("fork", forked, workers) + in_pool("spawn", spawned, workers)
            + in_pool("forkserver", served, workers))
)";

TEST(TaskSpans, AreThereHoweverChildrenStart) {
    for (const Interpreter& interpreter : interpreters()) {
        SCOPED_TRACE(interpreter.path);
        Written lesson(started_in_every_way);
        lesson.lesson().task_functions = {"forked", "spawned", "served"};
        lesson.lesson().task_index_argument = "number";
        const ScratchFolder folder;
        const ProgramRun run =
            run_plan(interpreter, plan_of(lesson.lesson(), Strategy::sequential, {}), recorded(folder.path() / "log"));
        EXPECT_EQ(run.results(), "0 1 0 1 0 1") << run.errors;
        EXPECT_EQ(run.exit_status, 0);
        std::vector<std::string> expected;
        for (const char* function : {"forked", "spawned", "served"}) {
            const auto spans = spans_of_two_tasks(function);
            expected.insert(expected.end(), spans.begin(), spans.end());
        }
        EXPECT_THAT(only_tasks(read_log(folder.path() / "log").calls), testing::UnorderedElementsAreArray(expected));
        EXPECT_FALSE(fs::exists(lesson.folder() / "__pycache__"));
    }
}

TEST(TaskSpans, CountTheCallsWhereNoArgumentSaysWhichTaskItIs) {
    Written lesson("def work(): pass\ndef sequential(workers):\n    return [work(), work()]\n");
    lesson.lesson().task_functions = {"work"};
    lesson.lesson().task_index_argument = "number";
    const ScratchFolder folder;
    const ProgramRun run =
        run_plan(default_python(), plan_of(lesson.lesson(), Strategy::sequential, {}), recorded(folder.path() / "log"));
    EXPECT_EQ(run.results(), "None None") << run.errors;
    EXPECT_THAT(read_log(folder.path() / "log").calls,
                testing::ElementsAre("task_begin work 0", "task_end work 0", "task_begin work 1", "task_end work 1"));
}

TEST(TaskSpans, EndWithTheTaskAlsoWhenItFails) {
    Written lesson("def work(number): raise ValueError(number)\ndef sequential(workers):\n    work(number=4)\n");
    lesson.lesson().task_functions = {"work"};
    lesson.lesson().task_index_argument = "number";
    const ScratchFolder folder;
    const ProgramRun run =
        run_plan(default_python(), plan_of(lesson.lesson(), Strategy::sequential, {}), recorded(folder.path() / "log"));
    EXPECT_EQ(run.error(), "ValueError: 4");
    EXPECT_THAT(run.errors, Not(HasSubstr("manybrains_probe")));
    EXPECT_THAT(read_log(folder.path() / "log").calls, testing::ElementsAre("task_begin work 4", "task_end work 4"));
}

/// Its only waits are those three, one after the other; the timer's thread does not wait in between.
constexpr const char* waits = R"(
import multiprocessing, queue, threading

def sequential(workers):
    thread = threading.Thread(target=print)
    thread.start()
    thread.join()
    items = queue.Queue()
    threading.Timer(0.05, items.put, [1]).start()
    items.get()
    messages = multiprocessing.SimpleQueue()
    messages.put(1)
    messages.get()
    return []
)";

TEST(Hints, SayWhatAThreadWaitsFor) {
    for (const Interpreter& interpreter : interpreters()) {
        SCOPED_TRACE(interpreter.path);
        Written lesson(waits);
        const ScratchFolder folder;
        const ProgramRun run =
            run_plan(interpreter, plan_of(lesson.lesson(), Strategy::sequential, {}), recorded(folder.path() / "log"));
        EXPECT_EQ(run.results(), "") << run.errors;
        const std::vector<std::string> calls = read_log(folder.path() / "log").calls;
        const auto count = [&](const std::string& call, trace::State state) {
            return std::count(calls.begin(), calls.end(), call + " - " + std::to_string(static_cast<int>(state)));
        };
        EXPECT_EQ(count("hint_begin", trace::State::join), 1) << "the join";
        EXPECT_GE(count("hint_begin", trace::State::wait), 2) << "both queues, and perhaps the start of a thread";
        EXPECT_EQ(count("hint_begin", trace::State::wait), count("hint_end", trace::State::wait));
        EXPECT_EQ(count("hint_begin", trace::State::join), count("hint_end", trace::State::join));
    }
}

TEST(Harness, WithoutTheProbeTheLessonsFunctionsAreItsOwn) {
    Written lesson(
        "def work(number): return number\ndef sequential(workers):\n    return [hasattr(work, '__wrapped__')]\n");
    lesson.lesson().task_functions = {"work"};
    EXPECT_EQ(lesson.run().results(), "False");
}

} // namespace
} // namespace manybrains::python
