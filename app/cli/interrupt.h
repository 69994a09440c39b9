// Turns Ctrl-C, SIGTERM and SIGHUP into a stop request, so that an interrupted command ends its runs properly.
#pragma once

#include "core/base/result.h"
#include "core/base/unique_fd.h"

#include <memory>
#include <stop_token>
#include <thread>

namespace manybrains::cli {

/// While it lives, the signals are blocked in every thread started after it and read by a thread of its own.
class Interrupt {
public:
    [[nodiscard]] static Result<std::unique_ptr<Interrupt>> watch();
    ~Interrupt();
    Interrupt(const Interrupt&) = delete;
    Interrupt& operator=(const Interrupt&) = delete;

    [[nodiscard]] std::stop_token token() const { return stop_.get_token(); }
    [[nodiscard]] bool happened() const { return stop_.stop_requested(); }

private:
    Interrupt(UniqueFd signals, UniqueFd wake);

    UniqueFd signals_;
    UniqueFd wake_;
    std::stop_source stop_;
    std::jthread thread_;
};

} // namespace manybrains::cli
