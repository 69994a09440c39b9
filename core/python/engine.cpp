#include "core/python/engine.h"

#include <boost/json.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdlib>
#include <utility>
#include <variant>

namespace manybrains::python {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;
using lesson::Lesson;

bool contains(const auto& values, const auto& wanted) {
    return std::find(values.begin(), values.end(), wanted) != values.end();
}

/// The arguments of the strategy's function, but for the number of workers.
std::string parameters_for(const run::Plan& plan) {
    json::object object;
    for (const auto& [name, value] : plan.parameters) {
        const bool is_of_service = plan.lesson->service && contains(plan.lesson->service->parameters, name);
        if (!is_of_service) {
            std::visit([&object, key = name](const auto& held) { object[key] = held; }, value);
        }
    }
    if (plan.lesson->service) {
        object["url"] = plan.service_url;
    }
    return json::serialize(object);
}

/// A server on this machine is not to be asked for through a proxy.
std::string no_proxy_on_loopback() {
    const char* const known = std::getenv("no_proxy");
    const std::string before = known == nullptr || *known == '\0' ? "" : std::string(known) + ",";
    return "no_proxy=" + before + "127.0.0.1,localhost";
}

/// Error: the lesson does not have what the plan asks for.
Result<std::string> variant_of(const run::Plan& plan) {
    const Lesson& lesson = *plan.lesson;
    if (!contains(lesson.strategies, plan.strategy)) {
        return input_error(fmt::format("strategy {}", lesson::code(plan.strategy)),
                           fmt::format("lesson {} does not have it", lesson.id));
    }
    if (plan.variant.empty()) {
        return std::string();
    }
    const lesson::Variant* const variant = lesson.variant(plan.variant);
    if (variant == nullptr) {
        return input_error(fmt::format("variant {}", plan.variant),
                           fmt::format("lesson {} does not have it", lesson.id));
    }
    return contains(variant->strategies, plan.strategy) ? variant->id : std::string();
}

class PythonEngine : public run::Engine {
public:
    PythonEngine(const Interpreter& interpreter, const fs::path& harness) : harness_(harness / "harness.py") {
        info_.id = "python";
        info_.parameter_key = "python";
        info_.interpreter = interpreter.path.string();
        info_.version = interpreter.version;
        info_.implementation = interpreter.implementation;
        info_.gil = interpreter.gil;
    }

    [[nodiscard]] const run::EngineInfo& info() const noexcept override { return info_; }

    [[nodiscard]] Result<run::Command> command(const run::Plan& plan) const override {
        const auto variant = variant_of(plan);
        if (!variant) {
            return variant.error();
        }
        const Lesson& lesson = *plan.lesson;
        run::Command command;
        // The run has a folder of its own to work in, so paths have to be whole.
        command.argv = {fs::absolute(info_.interpreter).string(), fs::absolute(harness_).string()};
        const auto add = [&command](const char* option, std::string value) {
            command.argv.emplace_back(option);
            command.argv.push_back(std::move(value));
        };
        add("--lesson", fs::absolute(lesson.folder / "lesson.py").string());
        add("--strategy", std::string(lesson::code(plan.strategy)));
        add("--variant", *variant);
        add("--workers", std::to_string(plan.workers));
        add("--parameters", parameters_for(plan));
        add("--task-functions", fmt::format("{}", fmt::join(lesson.task_functions, ",")));
        add("--task-index", lesson.task_index_argument);
        if (lesson.service) {
            command.environment.push_back(no_proxy_on_loopback());
        }
        return command;
    }

private:
    run::EngineInfo info_;
    fs::path harness_;
};

} // namespace

std::shared_ptr<const run::Engine> make_engine(const Interpreter& interpreter, const fs::path& harness) {
    return std::make_shared<PythonEngine>(interpreter, harness);
}

} // namespace manybrains::python
