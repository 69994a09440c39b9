#include "app/cli/request.h"

#include "app/cli/engines.h"
#include "core/base/suggest.h"

#include <array>
#include <sstream>

namespace manybrains::cli {
namespace {

using lesson::Strategy;

Error unknown_strategy(const std::string& word) {
    const std::array<std::string, 5> known = {"sequential", "threaded", "async", "multiprocess", "all"};
    const auto near = nearest(word, known);
    return input_error("strategy " + word, near ? "no such strategy; nearest match: " + *near : "no such strategy",
                       "use sequential, threaded, async, multiprocess, or all");
}

Result<std::vector<Strategy>> parse_strategies(const std::string& list, const lesson::Lesson& lesson) {
    if (list == "all") {
        return lesson.strategies;
    }
    std::vector<Strategy> strategies;
    std::istringstream words(list);
    for (std::string word; std::getline(words, word, ',');) {
        const auto strategy = lesson::strategy_from_code(word);
        if (!strategy) {
            return unknown_strategy(word);
        }
        strategies.push_back(*strategy);
    }
    if (strategies.empty()) {
        return unknown_strategy(list);
    }
    return strategies;
}

Result<lesson::Parameters> parse_settings(const std::vector<std::string>& settings, const lesson::Lesson& lesson) {
    lesson::Parameters parameters;
    for (const std::string& setting : settings) {
        const std::size_t equals = setting.find('=');
        if (equals == std::string::npos) {
            return input_error("--set " + setting, "not of the form KEY=VALUE");
        }
        const std::string name = setting.substr(0, equals);
        const lesson::Parameter* parameter = lesson.parameter(name);
        if (parameter == nullptr) {
            return lesson::unknown_parameter(lesson, name);
        }
        auto value = lesson::parse_value(*parameter, setting.substr(equals + 1));
        if (!value) {
            return value.error();
        }
        parameters[name] = std::move(*value);
    }
    return parameters;
}

Error unknown_level(const std::string& word) {
    const std::array<std::string, 4> known = {"kernel", "schedule", "probe", "sampled"};
    const auto near = nearest(word, known);
    return input_error("recording level " + word, near ? "no such level; nearest match: " + *near : "no such level",
                       "use kernel, schedule, probe or sampled");
}

Error unknown_variant(const lesson::Lesson& lesson, const std::string& word) {
    std::vector<std::string> known;
    std::string list;
    for (const lesson::Variant& variant : lesson.variants) {
        known.push_back(variant.id);
        list += (list.empty() ? "" : ", ") + variant.id;
    }
    const auto near = nearest(word, known);
    return input_error("variant " + word,
                       near ? "no such variant; nearest match: " + *near
                            : "lesson " + lesson.id + " has no such variant",
                       list.empty() ? "this lesson has none" : "it has " + list);
}

} // namespace

Result<experiment::Request> make_request(const RunOptions& options, const lesson::Course& course,
                                         const experiment::Installation& installation) {
    const lesson::Lesson* lesson = course.find(options.lesson);
    if (lesson == nullptr) {
        return lesson::unknown_lesson(course, options.lesson);
    }
    if (!options.variant.empty() && lesson->variant(options.variant) == nullptr) {
        return unknown_variant(*lesson, options.variant);
    }
    const auto level = trace::level_from_code(options.recording);
    if (!level || *level == trace::Level::none) {
        return unknown_level(options.recording);
    }
    auto strategies = parse_strategies(options.strategies, *lesson);
    if (!strategies) {
        return strategies.error();
    }
    auto set = parse_settings(options.set, *lesson);
    if (!set) {
        return set.error();
    }
    auto engines = choose_engines(options.engines, installation);
    if (!engines) {
        return engines.error();
    }
    experiment::Request request;
    request.lesson = lesson;
    request.engines = std::move(*engines);
    request.strategies = std::move(*strategies);
    request.variant = options.variant;
    request.workers = options.workers;
    request.set = std::move(*set);
    request.repeats = options.repeats;
    request.quick = options.quick;
    request.record = !options.no_trace;
    request.level_at_most = *level;
    return request;
}

} // namespace manybrains::cli
