// From a request to its plans, and from finished runs to their comparison.
#include "core/analyze/speedup.h"
#include "core/experiment/experiment.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace manybrains::experiment {
namespace {

using lesson::Strategy;

bool has_variant(const lesson::Variant& variant, Strategy strategy) {
    return std::find(variant.strategies.begin(), variant.strategies.end(), strategy) != variant.strategies.end();
}

Error unknown_variant(const lesson::Lesson& lesson, const std::string& id) {
    std::string known;
    for (const lesson::Variant& variant : lesson.variants) {
        known += (known.empty() ? "" : ", ") + variant.id;
    }
    return input_error("variant " + id, "lesson " + lesson.id + " has no such variant",
                       known.empty() ? "it has none" : "it has " + known);
}

run::Plan plan_for(const Request& request, const run::Engine& engine, Strategy strategy, int repeat) {
    const lesson::Lesson& lesson = *request.lesson;
    run::Plan plan;
    plan.lesson = &lesson;
    plan.strategy = strategy;
    const lesson::Variant* variant = lesson.variant(request.variant);
    if (variant != nullptr && has_variant(*variant, strategy)) {
        plan.variant = variant->id;
    }
    plan.parameters = lesson.defaults(engine.info().parameter_key, request.quick);
    for (const auto& [name, value] : request.set) {
        plan.parameters[name] = value;
    }
    plan.workers = request.workers.value_or(lesson.default_workers(plan.parameters));
    plan.repeat = repeat;
    return plan;
}

/// Runs of one group do the same work with the same engine: only they may be compared.
using Group = std::tuple<std::string, std::string, std::map<std::string, std::string>>;

Group group_of(const RunRecord& record) {
    std::map<std::string, std::string> parameters;
    for (const auto& [name, value] : record.plan.parameters) {
        parameters[name] = lesson::to_string(value);
    }
    return {record.engine.id, record.engine.interpreter, std::move(parameters)};
}

bool counts(const RunRecord& record) {
    return record.wall_s.has_value() && record.ending.outcome == run::Outcome::completed;
}

std::map<Group, double> sequential_medians(const std::vector<RunRecord>& runs) {
    std::map<Group, std::vector<double>> walls;
    for (const RunRecord& record : runs) {
        if (counts(record) && record.plan.strategy == Strategy::sequential) {
            walls[group_of(record)].push_back(*record.wall_s);
        }
    }
    std::map<Group, double> medians;
    for (const auto& [group, values] : walls) {
        medians[group] = analyze::spread(values)->median;
    }
    return medians;
}

} // namespace

Result<std::vector<PlannedRun>> expand(const Request& request) {
    const lesson::Lesson& lesson = *request.lesson;
    if (!request.variant.empty() && lesson.variant(request.variant) == nullptr) {
        return unknown_variant(lesson, request.variant);
    }
    std::vector<PlannedRun> runs;
    for (const auto& engine : request.engines) {
        for (int repeat = 1; repeat <= request.repeats; ++repeat) {
            for (const Strategy strategy : request.strategies) {
                runs.push_back({engine, plan_for(request, *engine, strategy, repeat)});
                const auto command = engine->command(runs.back().plan);
                if (!command) {
                    return command.error();
                }
            }
        }
    }
    return runs;
}

void compare(std::vector<RunRecord>& runs) {
    const std::map<Group, double> medians = sequential_medians(runs);
    for (RunRecord& record : runs) {
        const auto median = medians.find(group_of(record));
        if (median == medians.end() || !counts(record) || *record.wall_s <= 0) {
            continue;
        }
        record.speedup = median->second / *record.wall_s;
        const bool shares_work =
            record.plan.strategy == Strategy::threaded || record.plan.strategy == Strategy::multiprocess;
        if (shares_work) {
            record.efficiency = *record.speedup / record.plan.workers;
        }
    }
}

} // namespace manybrains::experiment
