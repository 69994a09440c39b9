#include "core/native/engine.h"

#include "core/lesson/loader.h"
#include "tests/unit/native/program.h"

#include <gmock/gmock.h>

#include <algorithm>

namespace manybrains::native {
namespace {

using lesson::Strategy;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

lesson::Lesson downloads() {
    lesson::Lesson lesson;
    lesson.id = "five-downloads";
    lesson.strategies = {Strategy::sequential, Strategy::multiprocess};
    lesson.variants = {{.id = "twice", .title = {}, .strategies = {Strategy::multiprocess}}};
    lesson.service = lesson::Service{"http", {"latency_ms"}};
    lesson.has_native = true;
    return lesson;
}

run::Plan plan_of(const lesson::Lesson& lesson) {
    run::Plan plan;
    plan.lesson = &lesson;
    plan.strategy = Strategy::multiprocess;
    plan.workers = 3;
    plan.parameters = {{"tasks", std::int64_t{5}}, {"latency_ms", std::int64_t{400}}};
    plan.service_url = "http://127.0.0.1:1";
    return plan;
}

TEST(NativeEngine, hands_the_plan_to_the_runner) {
    const lesson::Lesson lesson = downloads();
    run::Plan plan = plan_of(lesson);
    plan.variant = "twice";
    const auto command = make_engine(Flavour::with_gil, "/opt/runner")->command(plan);
    ASSERT_TRUE(command);
    EXPECT_THAT(command->argv,
                ElementsAre("/opt/runner", "run", "five-downloads", "--engine", "cpp-gil", "--strategy", "multiprocess",
                            "--workers", "3", "--variant", "twice", "--url", "http://127.0.0.1:1", "--set", "tasks=5"));
}

TEST(NativeEngine, runs_the_plain_form_where_the_variant_has_none) {
    const lesson::Lesson lesson = downloads();
    run::Plan plan = plan_of(lesson);
    plan.variant = "twice";
    plan.strategy = Strategy::sequential;
    const auto command = make_engine(Flavour::free, "/opt/runner")->command(plan);
    ASSERT_TRUE(command);
    EXPECT_THAT(command->argv, ::testing::Not(::testing::Contains("--variant")));
}

TEST(NativeEngine, says_what_it_is) {
    EXPECT_EQ(make_engine(Flavour::free, "")->info().id, "cpp");
    EXPECT_EQ(make_engine(Flavour::free, "")->info().gil, false);
    EXPECT_EQ(make_engine(Flavour::with_gil, "")->info().parameter_key, "cpp-gil");
    EXPECT_EQ(make_engine(Flavour::with_gil, "")->info().gil, true);
    EXPECT_THAT(make_engine(Flavour::free, "")->info().version, HasSubstr("g++ "));
}

TEST(NativeEngine, refuses_what_the_lesson_does_not_have) {
    const auto engine = make_engine(Flavour::free, "/opt/runner");
    lesson::Lesson lesson = downloads();
    run::Plan plan = plan_of(lesson);

    plan.variant = "twise";
    EXPECT_EQ(engine->command(plan).error().message(),
              "variant twise of five-downloads: there is none; nearest match: twice");
    plan.variant.clear();
    plan.strategy = Strategy::async;
    EXPECT_EQ(engine->command(plan).error().message(), "strategy async: lesson five-downloads does not have it");
    lesson.has_native = false;
    EXPECT_EQ(engine->command(plan).error().message(), "engine cpp: lesson five-downloads has no C++ version");
}

std::string parameters_of(const lesson::Lesson& lesson) {
    std::vector<std::string> names;
    for (const lesson::Parameter& parameter : lesson.parameters) {
        names.push_back(parameter.name);
    }
    if (lesson.service) {
        std::erase_if(names, [&](const std::string& name) {
            const auto& own = lesson.service->parameters;
            return std::find(own.begin(), own.end(), name) != own.end();
        });
        names.push_back("url");
    }
    std::string text;
    for (const std::string& name : names) {
        text += " " + name;
    }
    return text;
}

/// "counting-loop: sequential threaded; tasks=2 iterations=3" without the values.
std::string listed(const std::string& list, const std::string& id) {
    const std::size_t begin = list.find(id + ": ");
    if (begin == std::string::npos) {
        return {};
    }
    std::string line = list.substr(begin, list.find('\n', begin) - begin);
    std::string without_values;
    bool in_value = false;
    for (const char c : line) {
        in_value = c == '=' || (in_value && c != ' ');
        if (!in_value) {
            without_values += c;
        }
    }
    return without_values;
}

TEST(NativeEngine, finds_every_form_of_every_lesson_in_the_runner) {
    const auto course = lesson::load_course(std::string(MANYBRAINS_SOURCE_DIR) + "/scenarios");
    ASSERT_TRUE(course);
    const std::string list = run_alone({lesson_runner(), "--list"}).output;
    int checked = 0;
    for (const lesson::Lesson& lesson : course->lessons) {
        if (!lesson.has_native) {
            continue;
        }
        ++checked;
        const std::string line = listed(list, lesson.id);
        EXPECT_THAT(line, ::testing::EndsWith(";" + parameters_of(lesson)));
        for (const Strategy strategy : lesson.strategies) {
            EXPECT_THAT(line, HasSubstr(" " + std::string(lesson::code(strategy)))) << lesson.id;
        }
        for (const lesson::Variant& variant : lesson.variants) {
            for (const Strategy strategy : variant.strategies) {
                EXPECT_THAT(line, HasSubstr(std::string(lesson::code(strategy)) + ":" + variant.id)) << lesson.id;
            }
        }
    }
    EXPECT_GE(checked, 3);
}

} // namespace
} // namespace manybrains::native
