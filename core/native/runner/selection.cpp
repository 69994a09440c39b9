#include "core/native/runner/selection.h"

#include "core/base/suggest.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>

namespace manybrains::native {
namespace {

constexpr int most_workers = 1024;

/// `what` with its nearest match and the list of what there is.
Error unknown(std::string what, std::string_view typed, const std::vector<std::string>& known) {
    const auto near = nearest(typed, known);
    std::string why = near ? fmt::format("there is none; nearest match: {}", *near) : "there is none";
    return input_error(std::move(what), std::move(why),
                       known.empty() ? std::string() : fmt::format("there are: {}", fmt::join(known, ", ")));
}

std::vector<std::string> names(const CompiledLesson& lesson) {
    std::vector<std::string> names;
    for (const CompiledParameter& parameter : lesson.parameters) {
        names.push_back(parameter.name);
    }
    return names;
}

Result<const CompiledForm*> find_form(const CompiledLesson& lesson, const RunWords& words) {
    const auto strategy = lesson::strategy_from_code(words.strategy);
    std::vector<std::string> strategies;
    std::vector<std::string> variants;
    for (const CompiledForm& form : lesson.forms) {
        if (form.variant.empty()) {
            strategies.emplace_back(lesson::code(form.strategy));
        } else if (form.strategy == strategy) {
            variants.push_back(form.variant);
        }
    }
    if (!strategy || lesson.form(*strategy, "") == nullptr) {
        return unknown(fmt::format("strategy {} of {}", words.strategy, lesson.id), words.strategy, strategies);
    }
    const CompiledForm* form = lesson.form(*strategy, words.variant);
    if (form == nullptr) {
        return unknown(fmt::format("variant {} of {}, {}", words.variant, lesson.id, words.strategy), words.variant,
                       variants);
    }
    return form;
}

using Given = std::map<std::string, std::string, std::less<>>;

Result<Given> given_values(const CompiledLesson& lesson, const RunWords& words) {
    Given given;
    if (!words.url.empty()) {
        given["url"] = words.url;
    }
    for (const std::string& assignment : words.set) {
        const std::size_t equals = assignment.find('=');
        if (equals == std::string::npos) {
            return input_error("--set " + assignment, "it is not KEY=VALUE");
        }
        given[assignment.substr(0, equals)] = assignment.substr(equals + 1);
    }
    const std::vector<std::string> known = names(lesson);
    for (const auto& [name, value] : given) {
        if (std::find(known.begin(), known.end(), name) == known.end()) {
            return unknown(fmt::format("parameter {} of {}", name, lesson.id), name, known);
        }
    }
    return given;
}

Result<std::string> value_of(const CompiledParameter& parameter, const Given& given) {
    const auto found = given.find(parameter.name);
    if (found == given.end()) {
        if (!parameter.standard) {
            return input_error("parameter " + parameter.name, "it must be given",
                               fmt::format("--set {}=VALUE", parameter.name));
        }
        return *parameter.standard;
    }
    const std::string& text = found->second;
    if (!parameter.accepts(text)) {
        return input_error(fmt::format("parameter {}={}", parameter.name, text),
                           fmt::format("it is not {}", parameter.kind));
    }
    return text;
}

} // namespace

Result<const CompiledLesson*> find_lesson(const std::string& id) {
    const auto& lessons = compiled_lessons();
    const auto found = lessons.find(id);
    if (found != lessons.end()) {
        return &found->second;
    }
    std::vector<std::string> ids;
    for (const auto& [known, lesson] : lessons) {
        ids.push_back(known);
    }
    return unknown("lesson " + id, id, ids);
}

Result<bool> find_engine(const std::string& id) {
    if (id == "cpp" || id == "cpp-gil") {
        return id == "cpp-gil";
    }
    return unknown("engine " + id, id, {"cpp", "cpp-gil"});
}

Result<Selection> select(const RunWords& words) {
    Selection selection;
    const auto lesson = find_lesson(words.lesson);
    if (!lesson) {
        return lesson.error();
    }
    selection.lesson = *lesson;
    const auto with_gil = find_engine(words.engine);
    if (!with_gil) {
        return with_gil.error();
    }
    selection.with_gil = *with_gil;
    const auto form = find_form(**lesson, words);
    if (!form) {
        return form.error();
    }
    selection.form = *form;
    if (words.workers < 1 || words.workers > most_workers) {
        return input_error(fmt::format("--workers {}", words.workers), fmt::format("it must be 1 to {}", most_workers));
    }
    selection.workers = words.workers;
    const auto given = given_values(**lesson, words);
    if (!given) {
        return given.error();
    }
    for (const CompiledParameter& parameter : selection.lesson->parameters) {
        auto value = value_of(parameter, *given);
        if (!value) {
            return value.error();
        }
        selection.values.push_back(std::move(*value));
    }
    return selection;
}

} // namespace manybrains::native
