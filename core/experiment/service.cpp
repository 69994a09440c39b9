#include "core/experiment/service.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <string_view>

namespace manybrains::experiment {
namespace {

constexpr std::string_view url_prefix = "url ";

/// A lesson's run is bounded by its own cap, so this only has to be longer.
constexpr std::chrono::hours service_time{6};

/// What the supervising thread has learnt, for the thread that waits for it. Shared, because the one that waits may
/// give up first.
class Announcement : public run::Observer {
public:
    Result<void> on_gate(Pid) override { return {}; }
    void on_start() override {}
    void on_report(std::string_view) override {}
    void on_death(Pid, int) override {}

    void on_output(run::Stream stream, std::string_view bytes) override {
        const std::lock_guard lock(mutex_);
        (stream == run::Stream::output ? output_ : errors_) += bytes;
        const std::size_t end = output_.find('\n');
        if (!url_ && end != std::string::npos && output_.starts_with(url_prefix)) {
            url_ = output_.substr(url_prefix.size(), end - url_prefix.size());
            changed_.notify_all();
        }
    }

    void ended(std::string why) {
        const std::lock_guard lock(mutex_);
        ended_ = std::move(why);
        changed_.notify_all();
    }

    Result<std::string> wait(std::stop_token stop) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, stop, [this] { return url_ || ended_; });
        if (url_) {
            return *url_;
        }
        const std::string why = !ended_ ? "cancelled" : !errors_.empty() ? errors_ : *ended_;
        return internal_error("the lesson's server", why.substr(0, why.find('\n')));
    }

private:
    std::mutex mutex_;
    std::condition_variable_any changed_;
    std::string output_;
    std::string errors_;
    std::optional<std::string> url_;
    std::optional<std::string> ended_;
};

std::string option_for(std::string name) {
    std::replace(name.begin(), name.end(), '_', '-');
    return "--" + name;
}

run::Command server_command(const run::Plan& plan, const Installation& installation) {
    run::Command command;
    command.argv = {installation.runner.string(), "serve", "--files",
                    std::to_string(plan.lesson->tasks(plan.parameters))};
    for (const std::string& name : plan.lesson->service->parameters) {
        command.argv.push_back(option_for(name));
        command.argv.push_back(lesson::to_string(plan.parameters.at(name)));
    }
    return command;
}

} // namespace

Result<std::unique_ptr<ServiceProcess>> ServiceProcess::start(const run::Plan& plan, const Installation& installation,
                                                              std::stop_token stop) {
    auto announcement = std::make_shared<Announcement>();
    std::unique_ptr<ServiceProcess> service(new ServiceProcess);
    service->thread_ = std::jthread(
        [announcement, command = server_command(plan, installation), guard = installation.guard](std::stop_token end) {
            run::Caps caps;
            caps.time = service_time;
            const auto ending = run::supervise(command, caps, guard, *announcement, end);
            announcement->ended(ending ? ending->error : ending.error().message());
        });
    auto url = announcement->wait(stop);
    if (!url) {
        return url.error();
    }
    service->url_ = std::move(*url);
    return service;
}

ServiceProcess::~ServiceProcess() = default; // the jthread asks for the stop and waits for the guard

} // namespace manybrains::experiment
