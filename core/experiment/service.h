// The helper server of a lesson (lesson::Service): started before the run under a guard of its own, so that it is not
// part of the recorded tree and cannot outlive the app, and ended after it.
#pragma once

#include "core/base/result.h"
#include "core/experiment/experiment.h"
#include "core/run/engine.h"

#include <memory>
#include <string>
#include <thread>

namespace manybrains::experiment {

/// Listens from the constructor's end to the destructor.
class ServiceProcess {
public:
    /// Blocks until the server says where it listens, or has ended, or `stop` is asked for.
    [[nodiscard]] static Result<std::unique_ptr<ServiceProcess>>
    start(const run::Plan& plan, const Installation& installation, std::stop_token stop);
    ~ServiceProcess();
    ServiceProcess(const ServiceProcess&) = delete;
    ServiceProcess& operator=(const ServiceProcess&) = delete;

    [[nodiscard]] const std::string& url() const noexcept { return url_; }

private:
    ServiceProcess() = default;

    std::string url_;
    std::jthread thread_; ///< inside run::supervise()
};

} // namespace manybrains::experiment
