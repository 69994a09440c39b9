#include "app/cli/commands.h"
#include "core/lesson/loader.h"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <cstdio>
#include <iostream>

namespace manybrains::cli {
namespace {

namespace json = boost::json;

json::value to_json(const lesson::Value& value) {
    return std::visit([](const auto& held) { return json::value(held); }, value);
}

json::object to_json(const lesson::Parameter& parameter) {
    json::object engines;
    for (const auto& [engine, value] : parameter.engine_standard) {
        engines[engine] = to_json(value);
    }
    json::object quick;
    for (const auto& [engine, value] : parameter.engine_quick) {
        quick[engine] = to_json(value);
    }
    json::object object{{"name", parameter.name},
                        {"title", parameter.title},
                        {"unit", parameter.unit},
                        {"min", to_json(parameter.minimum)},
                        {"max", to_json(parameter.maximum)},
                        {"default", to_json(parameter.standard)},
                        {"engine_defaults", std::move(engines)},
                        {"quick", parameter.quick ? to_json(*parameter.quick) : json::value(nullptr)},
                        {"engine_quick", std::move(quick)}};
    return object;
}

json::array to_json(const std::vector<lesson::Strategy>& strategies) {
    json::array codes;
    for (const lesson::Strategy strategy : strategies) {
        codes.emplace_back(lesson::code(strategy));
    }
    return codes;
}

json::array engines_of(const lesson::Lesson& lesson) {
    return lesson.has_native ? json::array{"python", "cpp", "cpp-gil"} : json::array{"python"};
}

json::object to_json(const lesson::Lesson& lesson) {
    json::array variants;
    for (const lesson::Variant& variant : lesson.variants) {
        variants.push_back(json::object{{"id", variant.id},
                                        {"title", variant.title},
                                        {"outcome", variant.outcome},
                                        {"strategies", to_json(variant.strategies)}});
    }
    json::array parameters;
    for (const lesson::Parameter& parameter : lesson.parameters) {
        parameters.push_back(to_json(parameter));
    }
    return {{"id", lesson.id},
            {"title", lesson.title},
            {"summary", lesson.summary},
            {"chapter", lesson.chapter},
            {"chapter_number", lesson.chapter_number},
            {"level", lesson::code(lesson.level)},
            {"minutes", lesson.minutes},
            {"engines", engines_of(lesson)},
            {"strategies", to_json(lesson.strategies)},
            {"variants", std::move(variants)},
            {"parameters", std::move(parameters)}};
}

void print_json(const lesson::Course& course) {
    json::array lessons;
    for (const lesson::Lesson& lesson : course.lessons) {
        lessons.push_back(to_json(lesson));
    }
    json::array broken;
    for (const lesson::BrokenLesson& lesson : course.broken) {
        broken.push_back(json::object{{"id", lesson.id}, {"error", lesson.error.message()}});
    }
    std::cout << json::object{{"lessons", std::move(lessons)}, {"broken", std::move(broken)}} << '\n';
}

void print_list(const lesson::Course& course) {
    std::string chapter;
    for (const lesson::Lesson& lesson : course.lessons) {
        if (lesson.chapter != chapter) {
            fmt::print("{}{}\n", chapter.empty() ? "" : "\n", lesson.chapter);
            chapter = lesson.chapter;
        }
        fmt::print("  {:<22}  {:<24}  {:<12}  {}\n", lesson.id, lesson.title, lesson::code(lesson.level),
                   lesson.summary);
    }
    for (const lesson::BrokenLesson& lesson : course.broken) {
        fmt::print("\n  {:<22}  broken: {}\n", lesson.id, lesson.error.message());
    }
    fmt::print("\nRun one:  manybrains run {}\n",
               course.lessons.empty() ? std::string("LESSON") : course.lessons.front().id);
}

} // namespace

Exit lessons_command(const LessonsOptions& options, const experiment::Installation& installation) {
    const auto course = lesson::load_course(installation.scenarios);
    if (!course) {
        return complain(course.error());
    }
    options.json ? print_json(*course) : print_list(*course);
    return Exit::success;
}

} // namespace manybrains::cli
