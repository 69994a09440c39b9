#include "app/cli/engines.h"

#include "core/base/suggest.h"
#include "core/native/engine.h"
#include "core/python/engine.h"
#include "core/python/finder.h"

#include <array>

namespace manybrains::cli {
namespace {

using EnginePtr = std::shared_ptr<const run::Engine>;

Error unknown_engine(const std::string& name) {
    const std::array<std::string, 3> known = {"python", "cpp", "cpp-gil"};
    const auto near = nearest(name, known);
    return input_error("engine " + name, near ? "no such engine; nearest match: " + *near : "no such engine",
                       "use python, cpp, cpp-gil, or the path of a Python interpreter");
}

Result<EnginePtr> python_at(const Result<python::Interpreter>& interpreter,
                            const experiment::Installation& installation) {
    if (!interpreter) {
        return interpreter.error();
    }
    return python::make_engine(*interpreter, installation.harness);
}

Result<EnginePtr> choose_engine(const std::string& name, const experiment::Installation& installation) {
    if (name == "python") {
        return python_at(python::default_interpreter(), installation);
    }
    if (name == "cpp") {
        return native::make_engine(native::Flavour::free, installation.runner);
    }
    if (name == "cpp-gil") {
        return native::make_engine(native::Flavour::with_gil, installation.runner);
    }
    if (name.find('/') == std::string::npos) {
        return unknown_engine(name);
    }
    auto engine = python_at(python::inspect(name), installation);
    if (!engine) {
        Error error = engine.error();
        error.kind = ErrorKind::input; // whatever the system says of it: the path was the user's word
        return error;
    }
    return engine;
}

} // namespace

Result<std::vector<EnginePtr>> choose_engines(const std::vector<std::string>& names,
                                              const experiment::Installation& installation) {
    if (names.empty()) {
        return choose_engines(python::default_interpreter() ? std::vector<std::string>{"python"}
                                                            : std::vector<std::string>{"cpp", "cpp-gil"},
                              installation);
    }
    std::vector<EnginePtr> engines;
    for (const std::string& name : names) {
        auto engine = choose_engine(name, installation);
        if (!engine) {
            return engine.error();
        }
        engines.push_back(std::move(*engine));
    }
    return engines;
}

} // namespace manybrains::cli
