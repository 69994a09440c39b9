// The seam between a plan and the program that carries it out: CPython on lesson.py, or manybrains-runner on the
// compiled lesson.cpp.
#pragma once

#include "core/base/result.h"
#include "core/lesson/lesson.h"
#include "core/run/supervisor.h"

#include <optional>
#include <string>

namespace manybrains::run {

/// One form of one lesson, fully decided.
struct Plan {
    const lesson::Lesson* lesson = nullptr;
    lesson::Strategy strategy = lesson::Strategy::sequential;
    std::string variant; ///< empty: the plain form
    int workers = 2;
    lesson::Parameters parameters; ///< all of the lesson's, in range
    std::string service_url;       ///< where the lesson's Service listens, when it has one
    int repeat = 1;                ///< 1, 2, … of the experiment's repeats
};

struct EngineInfo {
    std::string id;            ///< "python", "cpp", "cpp-gil": the word in results and on the command line
    std::string parameter_key; ///< which of a lesson's engine defaults apply; equals id, "python" for every interpreter
    std::string interpreter;   ///< path, or empty
    std::string version;       ///< "3.11.2", or of the compiler: "g++ 12.2.0"
    std::string implementation; ///< "CPython", "PyPy", or empty
    std::optional<bool> gil;    ///< does it have a GIL? unknown before a probe run
};

class Engine {
public:
    virtual ~Engine() = default;
    [[nodiscard]] virtual const EngineInfo& info() const noexcept = 0;
    /// The program and arguments for this plan. Error: the lesson has no form for this engine.
    [[nodiscard]] virtual Result<Command> command(const Plan& plan) const = 0;
};

} // namespace manybrains::run
