#include "core/lesson/lesson.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>

namespace manybrains::lesson {
namespace {

constexpr std::array<std::string_view, strategy_count> strategy_codes = {"sequential", "threaded", "async",
                                                                         "multiprocess"};
constexpr std::array<std::string_view, 4> difficulty_codes = {"beginner", "intermediate", "advanced", "general"};

template <typename Items, typename Member>
auto find_by(const Items& items, Member member, std::string_view wanted) noexcept -> decltype(items.data()) {
    const auto found =
        std::find_if(items.begin(), items.end(), [&](const auto& item) { return item.*member == wanted; });
    return found == items.end() ? nullptr : &*found;
}

const Value& default_for(const Parameter& parameter, std::string_view engine, bool quick) {
    if (quick) {
        if (const auto own = parameter.engine_quick.find(engine); own != parameter.engine_quick.end()) {
            return own->second;
        }
        if (parameter.quick) {
            return *parameter.quick;
        }
    }
    const auto own = parameter.engine_standard.find(engine);
    return own != parameter.engine_standard.end() ? own->second : parameter.standard;
}

} // namespace

std::string_view code(Strategy strategy) noexcept {
    return strategy_codes[static_cast<std::size_t>(strategy)];
}

std::optional<Strategy> strategy_from_code(std::string_view text) noexcept {
    const auto found = std::find(strategy_codes.begin(), strategy_codes.end(), text);
    if (found == strategy_codes.end()) {
        return std::nullopt;
    }
    return static_cast<Strategy>(found - strategy_codes.begin());
}

std::string_view code(Difficulty level) noexcept {
    return difficulty_codes[static_cast<std::size_t>(level)];
}

std::string to_string(const Value& value) {
    if (const auto* text = std::get_if<std::string>(&value)) {
        return *text;
    }
    if (const auto* real = std::get_if<double>(&value)) {
        return fmt::format("{}", *real);
    }
    return std::to_string(std::get<std::int64_t>(value));
}

const Parameter* Lesson::parameter(std::string_view name) const noexcept {
    return find_by(parameters, &Parameter::name, name);
}

const Variant* Lesson::variant(std::string_view wanted) const noexcept {
    return find_by(variants, &Variant::id, wanted);
}

Parameters Lesson::defaults(std::string_view engine, bool quick) const {
    Parameters values;
    for (const Parameter& each : parameters) {
        values.emplace(each.name, default_for(each, engine, quick));
    }
    return values;
}

std::int64_t Lesson::tasks(const Parameters& values) const {
    const auto found = values.find(tasks_parameter);
    if (found == values.end()) {
        return fixed_tasks;
    }
    return std::get<std::int64_t>(found->second);
}

int Lesson::default_workers(const Parameters& values) const {
    if (!workers_follow_tasks) {
        return workers;
    }
    constexpr std::int64_t most = std::numeric_limits<int>::max();
    return static_cast<int>(std::clamp<std::int64_t>(tasks(values), 1, most));
}

double Lesson::ideal_speedup(int worker_count, std::int64_t task_count, int usable_cores,
                             Strategy strategy) const noexcept {
    const auto overlapping_tasks = static_cast<double>(std::max<std::int64_t>(task_count, 1));
    if (bound == Bound::cpu) {
        return std::min<double>(overlapping_tasks, std::min(worker_count, usable_cores));
    }
    return strategy == Strategy::async ? overlapping_tasks : std::min<double>(overlapping_tasks, worker_count);
}

} // namespace manybrains::lesson
