#include "core/python/engine.h"

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

namespace manybrains::python {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;
using lesson::Strategy;

Interpreter interpreter() {
    Interpreter interpreter;
    interpreter.path = "/opt/python3";
    interpreter.version = "3.13.1";
    interpreter.implementation = "CPython";
    interpreter.gil = false;
    return interpreter;
}

lesson::Lesson example() {
    lesson::Lesson lesson;
    lesson.id = "example";
    lesson.folder = "/lessons/example";
    lesson.strategies = {Strategy::threaded, Strategy::async};
    lesson.task_functions = {"work", "work_async"};
    lesson.task_index_argument = "task";
    lesson.variants = {{"no-lock", "Without the lock", "failed", false, {Strategy::threaded}}};
    return lesson;
}

run::Plan plan_of(const lesson::Lesson& lesson, Strategy strategy = Strategy::threaded) {
    run::Plan plan;
    plan.lesson = &lesson;
    plan.strategy = strategy;
    plan.workers = 3;
    plan.parameters = {{"tasks", std::int64_t{2}}, {"seconds", 0.5}, {"start", std::string("fork")}};
    return plan;
}

std::string option(const run::Command& command, const std::string& name) {
    const auto found = std::find(command.argv.begin(), command.argv.end(), name);
    return found == command.argv.end() ? "(none)" : *(found + 1);
}

TEST(PythonEngine, SaysWhatItIs) {
    const auto engine = make_engine(interpreter(), "/share/harness");
    EXPECT_EQ(engine->info().id, "python");
    EXPECT_EQ(engine->info().parameter_key, "python");
    EXPECT_EQ(engine->info().interpreter, "/opt/python3");
    EXPECT_EQ(engine->info().version, "3.13.1");
    EXPECT_EQ(engine->info().implementation, "CPython");
    EXPECT_EQ(engine->info().gil, false);
}

TEST(PythonEngine, StartsTheHarnessOnTheLessonsFile) {
    const lesson::Lesson lesson = example();
    const auto command = make_engine(interpreter(), "/share/harness")->command(plan_of(lesson));
    ASSERT_TRUE(command) << command.error().message();
    EXPECT_EQ(command->argv[0], "/opt/python3");
    EXPECT_EQ(command->argv[1], "/share/harness/harness.py");
    EXPECT_EQ(option(*command, "--lesson"), "/lessons/example/lesson.py");
    EXPECT_EQ(option(*command, "--strategy"), "threaded");
    EXPECT_EQ(option(*command, "--variant"), "");
    EXPECT_EQ(option(*command, "--workers"), "3");
    EXPECT_EQ(option(*command, "--task-functions"), "work,work_async");
    EXPECT_EQ(option(*command, "--task-index"), "task");
    EXPECT_EQ(json::parse(option(*command, "--parameters")),
              (json::value{{"seconds", 0.5}, {"start", "fork"}, {"tasks", 2}}));
    EXPECT_TRUE(command->environment.empty());
}

TEST(PythonEngine, PathsAreWholeBecauseARunHasAFolderOfItsOwn) {
    lesson::Lesson lesson = example();
    lesson.folder = "scenarios/example";
    Interpreter local = interpreter();
    local.path = ".venv/bin/python3";
    const auto command = make_engine(local, "harness")->command(plan_of(lesson));
    ASSERT_TRUE(command);
    EXPECT_EQ(command->argv[0], fs::current_path() / ".venv/bin/python3");
    EXPECT_EQ(command->argv[1], fs::current_path() / "harness/harness.py");
    EXPECT_EQ(option(*command, "--lesson"), fs::current_path() / "scenarios/example/lesson.py");
}

TEST(PythonEngine, TheServicesOwnParametersStayWithItAndItsUrlIsPassed) {
    lesson::Lesson lesson = example();
    lesson.service = {"http", {"seconds", "start"}};
    run::Plan plan = plan_of(lesson);
    plan.service_url = "http://127.0.0.1:8000";
    const auto command = make_engine(interpreter(), "/share/harness")->command(plan);
    ASSERT_TRUE(command);
    EXPECT_EQ(json::parse(option(*command, "--parameters")),
              (json::value{{"tasks", 2}, {"url", "http://127.0.0.1:8000"}}));
    EXPECT_THAT(command->environment, testing::ElementsAre(testing::MatchesRegex("no_proxy=.*127\\.0\\.0\\.1.*")));
}

TEST(PythonEngine, AVariantIsRunByTheStrategiesThatHaveIt) {
    const lesson::Lesson lesson = example();
    const auto engine = make_engine(interpreter(), "/share/harness");
    run::Plan plan = plan_of(lesson);
    plan.variant = "no-lock";
    EXPECT_EQ(option(*engine->command(plan), "--variant"), "no-lock");
    plan.strategy = Strategy::async;
    EXPECT_EQ(option(*engine->command(plan), "--variant"), "") << "the others run the plain form";
}

TEST(PythonEngine, WhatTheLessonDoesNotHaveIsAnError) {
    const lesson::Lesson lesson = example();
    const auto engine = make_engine(interpreter(), "/share/harness");
    EXPECT_EQ(engine->command(plan_of(lesson, Strategy::multiprocess)).error().message(),
              "strategy multiprocess: lesson example does not have it");
    run::Plan plan = plan_of(lesson);
    plan.variant = "nolock";
    EXPECT_EQ(engine->command(plan).error().message(), "variant nolock: lesson example does not have it");
}

} // namespace
} // namespace manybrains::python
