// The compiled lessons by their ids. Each lesson.cpp enters itself here when the program starts (lesson.h); the
// runner looks up what it is asked to run.
#pragma once

#include "core/lesson/lesson.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace manybrains::native {

using lesson::Strategy;

/// Values or results as text.
using Texts = std::vector<std::string>;

struct CompiledParameter {
    std::string name;
    std::optional<std::string> standard; ///< nullopt: must be given
    bool (*accepts)(std::string_view text) = nullptr;
    std::string_view kind; ///< "a whole number"
};

/// One strategy, plain or in a variant.
struct CompiledForm {
    Strategy strategy = Strategy::sequential;
    std::string variant; ///< empty: the plain form
    /// `values` are the parameters', accepted, in the lesson's order. Throws what the lesson throws.
    std::function<Texts(int workers, const Texts& values)> run;
};

struct CompiledLesson {
    std::string id;
    std::vector<CompiledParameter> parameters;
    std::vector<CompiledForm> forms;
    /// What worker processes can be told to do: tasks by name, called with the task's number and its arguments.
    std::map<std::string, std::function<std::string(int index, const Texts& arguments)>, std::less<>> tasks;

    [[nodiscard]] const CompiledForm* form(Strategy strategy, std::string_view variant) const noexcept;
};

/// All of them. Filled before main(), only read afterwards.
[[nodiscard]] std::map<std::string, CompiledLesson, std::less<>>& compiled_lessons();

} // namespace manybrains::native
