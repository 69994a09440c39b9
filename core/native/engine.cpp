#include "core/native/engine.h"

#include "core/base/suggest.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace manybrains::native {
namespace {

using lesson::Lesson;

bool contains(const std::vector<lesson::Strategy>& strategies, lesson::Strategy strategy) {
    return std::find(strategies.begin(), strategies.end(), strategy) != strategies.end();
}

bool is_of_service(const Lesson& lesson, const std::string& parameter) {
    if (!lesson.service) {
        return false;
    }
    const std::vector<std::string>& own = lesson.service->parameters;
    return std::find(own.begin(), own.end(), parameter) != own.end();
}

Error unknown_variant(const Lesson& lesson, const std::string& id) {
    std::vector<std::string> ids;
    for (const lesson::Variant& variant : lesson.variants) {
        ids.push_back(variant.id);
    }
    const auto near = nearest(id, ids);
    return input_error(fmt::format("variant {} of {}", id, lesson.id),
                       near ? fmt::format("there is none; nearest match: {}", *near) : "there is none");
}

class NativeEngine : public run::Engine {
public:
    NativeEngine(Flavour flavour, const std::filesystem::path& runner) : runner_(runner) {
        const bool gil = flavour == Flavour::with_gil;
        info_.id = gil ? "cpp-gil" : "cpp";
        info_.parameter_key = info_.id;
        info_.version = "g++ " __VERSION__;
        info_.gil = gil;
    }

    [[nodiscard]] const run::EngineInfo& info() const noexcept override { return info_; }

    [[nodiscard]] Result<run::Command> command(const run::Plan& plan) const override {
        const Lesson& lesson = *plan.lesson;
        if (!lesson.has_native) {
            return input_error(fmt::format("engine {}", info_.id),
                               fmt::format("lesson {} has no C++ version", lesson.id), "use --engine python");
        }
        if (!contains(lesson.strategies, plan.strategy)) {
            return input_error(fmt::format("strategy {}", lesson::code(plan.strategy)),
                               fmt::format("lesson {} does not have it", lesson.id));
        }
        const lesson::Variant* variant = lesson.variant(plan.variant);
        if (!plan.variant.empty() && variant == nullptr) {
            return unknown_variant(lesson, plan.variant);
        }
        run::Command command;
        command.argv = {runner_.string(),
                        "run",
                        lesson.id,
                        "--engine",
                        info_.id,
                        "--strategy",
                        std::string(lesson::code(plan.strategy)),
                        "--workers",
                        std::to_string(plan.workers)};
        const auto add = [&](std::string option, std::string value) {
            command.argv.push_back(std::move(option));
            command.argv.push_back(std::move(value));
        };
        if (variant != nullptr && contains(variant->strategies, plan.strategy)) {
            add("--variant", variant->id);
        }
        if (!plan.service_url.empty()) {
            add("--url", plan.service_url);
        }
        for (const auto& [name, value] : plan.parameters) {
            if (!is_of_service(lesson, name)) {
                add("--set", fmt::format("{}={}", name, lesson::to_string(value)));
            }
        }
        return command;
    }

private:
    std::filesystem::path runner_;
    run::EngineInfo info_;
};

} // namespace

std::shared_ptr<const run::Engine> make_engine(Flavour flavour, const std::filesystem::path& runner) {
    return std::make_shared<NativeEngine>(flavour, runner);
}

} // namespace manybrains::native
