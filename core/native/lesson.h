// What a lesson.cpp includes: the pools and the event loop, the calls that wait, and the registration. At the end of a
// lesson.cpp stands
//
//   const auto registered = register_lesson("counting-loop", Parameter("tasks", 2), Parameter("iterations", 1'000))
//                               .form(Strategy::sequential, sequential)
//                               .form(Strategy::threaded, threaded)
//                               .task(count); // what worker processes may be asked to run
//
// A form takes the number of workers and the parameters in the order of their registration, and returns its results
// in the order of the tasks. Lessons throw; the runner reports what they throw.
#pragma once

#include "core/native/download.h"
#include "core/native/event_loop.h"
#include "core/native/interpreter_lock.h"
#include "core/native/pool.h"
#include "core/native/process_pool.h"
#include "core/native/registry.h"
#include "core/native/sleep.h"
#include "core/native/task.h"
#include "core/native/values.h"

#include <cassert>
#include <concepts>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace manybrains::native {

/// A parameter of the lesson as lesson.md names it, and its value where nothing else is said. Without a value it must
/// be given.
template <Value T>
struct Parameter {
    explicit Parameter(std::string_view parameter_name) : name(parameter_name) {}
    Parameter(std::string_view parameter_name, T value) : name(parameter_name), standard(std::move(value)) {}

    std::string_view name;
    std::optional<T> standard;
};

template <Value... P>
class LessonRegistration {
public:
    explicit LessonRegistration(CompiledLesson& lesson) : lesson_(lesson) {}

    template <std::invocable<int, P...> Function>
    LessonRegistration& form(Strategy strategy, Function function, std::string_view variant = {}) {
        assert(lesson_.form(strategy, variant) == nullptr);
        lesson_.forms.push_back({strategy, std::string(variant), [function](int workers, const Texts& values) {
                                     return call(function, workers, values, std::index_sequence_for<P...>());
                                 }});
        return *this;
    }

    template <typename R, typename... A>
    LessonRegistration& task(const Task<R(int, A...)>& task) {
        lesson_.tasks[task.name()] = [&task](int index, const Texts& arguments) {
            return call_task(task, index, arguments, std::index_sequence_for<A...>());
        };
        return *this;
    }

private:
    template <typename Function, std::size_t... I>
    static Texts call(const Function& function, int workers, const Texts& values, std::index_sequence<I...>) {
        Texts texts;
        for (const auto& result : function(workers, from_text<P>(values.at(I)).value()...)) {
            texts.push_back(to_text(result));
        }
        return texts;
    }

    template <typename R, typename... A, std::size_t... I>
    static std::string call_task(const Task<R(int, A...)>& task, int index, const Texts& arguments,
                                 std::index_sequence<I...>) {
        return to_text(task(index, from_text<A>(arguments.at(I)).value()...));
    }

    CompiledLesson& lesson_;
};

template <Value... P>
LessonRegistration<P...> register_lesson(std::string_view id, const Parameter<P>&... parameters) {
    CompiledLesson& lesson = compiled_lessons()[std::string(id)];
    assert(lesson.id.empty()); // two lessons of one id
    lesson.id = id;
    (lesson.parameters.push_back({std::string(parameters.name),
                                  parameters.standard ? std::optional(to_text(*parameters.standard)) : std::nullopt,
                                  [](std::string_view text) { return from_text<P>(text).has_value(); },
                                  kind_of_value<P>()}),
     ...);
    return LessonRegistration<P...>(lesson);
}

} // namespace manybrains::native
