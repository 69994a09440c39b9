// From the words of the command line to what is to be run: finds the lesson, its form and its values, or says what is
// wrong with the words.
#pragma once

#include "core/base/result.h"
#include "core/native/registry.h"

#include <string>
#include <vector>

namespace manybrains::native {

struct RunWords {
    std::string lesson;
    std::string engine = "cpp";
    std::string strategy = "sequential";
    std::string variant;
    std::string url;
    int workers = 2;
    std::vector<std::string> set; ///< "KEY=VALUE"
};

struct Selection {
    const CompiledLesson* lesson = nullptr;
    const CompiledForm* form = nullptr;
    bool with_gil = false;
    int workers = 2;
    Texts values;
};

[[nodiscard]] Result<const CompiledLesson*> find_lesson(const std::string& id);
/// Is it the engine with the interpreter lock?
[[nodiscard]] Result<bool> find_engine(const std::string& id);
[[nodiscard]] Result<Selection> select(const RunWords& words);

} // namespace manybrains::native
