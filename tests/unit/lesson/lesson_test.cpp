#include "core/lesson/lesson.h"

#include <gtest/gtest.h>

namespace manybrains::lesson {
namespace {

Parameter count(const char* name, std::int64_t standard) {
    Parameter parameter;
    parameter.name = name;
    parameter.minimum = std::int64_t{1};
    parameter.maximum = std::int64_t{1'000'000};
    parameter.standard = standard;
    return parameter;
}

Lesson example() {
    Lesson lesson;
    lesson.parameters = {count("tasks", 5), count("size", 100)};
    lesson.parameters[1].quick = std::int64_t{10};
    lesson.parameters[1].engine_standard["cpp"] = std::int64_t{100'000};
    lesson.parameters[1].engine_quick["cpp"] = std::int64_t{1'000};
    lesson.parameters[1].engine_standard["cpp-gil"] = std::int64_t{50'000};
    lesson.tasks_parameter = "tasks";
    return lesson;
}

std::int64_t size_for(const char* engine, bool quick) {
    return std::get<std::int64_t>(example().defaults(engine, quick).at("size"));
}

TEST(Lesson, DefaultsAreTheEnginesOwnWhereItHasSome) {
    EXPECT_EQ(size_for("python", false), 100);
    EXPECT_EQ(size_for("python", true), 10);
    EXPECT_EQ(size_for("cpp", false), 100'000);
    EXPECT_EQ(size_for("cpp", true), 1'000);
    EXPECT_EQ(size_for("cpp-gil", false), 50'000);
    EXPECT_EQ(size_for("cpp-gil", true), 10);
}

TEST(Lesson, AParameterWithoutQuickKeepsItsDefault) {
    EXPECT_EQ(example().defaults("python", true).at("tasks"), Value(std::int64_t{5}));
}

TEST(Lesson, TasksComeFromTheirParameterOrAreFixed) {
    Lesson lesson = example();
    EXPECT_EQ(lesson.tasks({{"tasks", std::int64_t{7}}}), 7);
    lesson.tasks_parameter.clear();
    lesson.fixed_tasks = 3;
    EXPECT_EQ(lesson.tasks({{"tasks", std::int64_t{7}}}), 3);
}

TEST(Lesson, WorkersMayFollowTasks) {
    Lesson lesson = example();
    lesson.workers = 2;
    EXPECT_EQ(lesson.default_workers(lesson.defaults("python", false)), 2);
    lesson.workers_follow_tasks = true;
    EXPECT_EQ(lesson.default_workers(lesson.defaults("python", false)), 5);
}

TEST(Lesson, TheIdealOfCpuBoundWorkIsTheCoresThatTheWorkersCanUse) {
    Lesson lesson;
    lesson.bound = Bound::cpu;
    EXPECT_EQ(lesson.ideal_speedup(4, 8, 2), 2);
    EXPECT_EQ(lesson.ideal_speedup(2, 8, 16), 2);
    EXPECT_EQ(lesson.ideal_speedup(8, 3, 16), 3) << "no more than there are tasks";
}

TEST(Lesson, TheIdealOfWaitingIsTheNumberOfOverlappingWaits) {
    Lesson lesson;
    lesson.bound = Bound::wait;
    EXPECT_EQ(lesson.ideal_speedup(5, 5, 1), 5) << "cores do not matter";
    EXPECT_EQ(lesson.ideal_speedup(2, 5, 1), 2);
    EXPECT_EQ(lesson.ideal_speedup(2, 5, 1, Strategy::async), 5) << "async does not leave waits to workers";
}

TEST(Lesson, CodesAndStrategiesAgree) {
    for (const Strategy strategy :
         {Strategy::sequential, Strategy::threaded, Strategy::async, Strategy::multiprocess}) {
        EXPECT_EQ(strategy_from_code(code(strategy)), strategy);
    }
    EXPECT_EQ(strategy_from_code("asynchronous"), std::nullopt);
    EXPECT_EQ(code(Difficulty::general), "general");
}

TEST(Lesson, ValuesAreWrittenAsTheyAreRead) {
    EXPECT_EQ(to_string(Value(std::int64_t{-3})), "-3");
    EXPECT_EQ(to_string(Value(0.3)), "0.3");
    EXPECT_EQ(to_string(Value(std::string("fork"))), "fork");
}

} // namespace
} // namespace manybrains::lesson
