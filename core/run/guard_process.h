// The guard as the app's child: starts it with its pipes and owns this side of them. Destroying it ends the run.
#pragma once

#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/base/unique_fd.h"
#include "core/run/guard/protocol.h"
#include "core/run/guard/settings.h"

#include <filesystem>
#include <optional>

namespace manybrains::run {

class GuardProcess {
public:
    /// Safe in a program with threads: nothing of the app is copied, no descriptor of it is inherited.
    [[nodiscard]] static Result<GuardProcess> start(const std::filesystem::path& guard,
                                                    const guard::Settings& settings);

    GuardProcess(GuardProcess&& other) noexcept;
    GuardProcess& operator=(GuardProcess&&) = delete;
    ~GuardProcess();

    [[nodiscard]] Pid pid() const noexcept { return pid_; }
    /// Readable when the guard has something to say or is gone.
    [[nodiscard]] int control() const noexcept { return control_.get(); }
    [[nodiscard]] int output() const noexcept { return output_.get(); }
    [[nodiscard]] int error() const noexcept { return error_.get(); }
    [[nodiscard]] int report() const noexcept { return report_.get(); }

    void send(guard::Kind kind) const;
    /// nullopt: the guard is gone.
    [[nodiscard]] std::optional<guard::Message> receive() const;
    /// Waits for the guard's own end, which comes when its tree is gone. Its wait status, 0 when somebody else
    /// collected it.
    int wait();

private:
    GuardProcess() = default;

    Pid pid_;
    UniqueFd control_;
    UniqueFd output_;
    UniqueFd error_;
    UniqueFd report_;
};

} // namespace manybrains::run
