#include "app/cli/interrupt.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>

#include <array>
#include <csignal>
#include <cstdint>
#include <utility>

namespace manybrains::cli {
namespace {

sigset_t watched_signals() {
    sigset_t set;
    sigemptyset(&set);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
        sigaddset(&set, signal);
    }
    return set;
}

} // namespace

Result<std::unique_ptr<Interrupt>> Interrupt::watch() {
    const sigset_t set = watched_signals();
    if (const int code = ::pthread_sigmask(SIG_BLOCK, &set, nullptr); code != 0) {
        return system_error_of(code, "pthread_sigmask");
    }
    UniqueFd signals(::signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK));
    UniqueFd wake(::eventfd(0, EFD_CLOEXEC));
    if (!signals || !wake) {
        return system_error("signalfd");
    }
    return std::unique_ptr<Interrupt>(new Interrupt(std::move(signals), std::move(wake)));
}

Interrupt::Interrupt(UniqueFd signals, UniqueFd wake) : signals_(std::move(signals)), wake_(std::move(wake)) {
    thread_ = std::jthread([this] {
        std::array<pollfd, 2> waits = {pollfd{signals_.get(), POLLIN, 0}, pollfd{wake_.get(), POLLIN, 0}};
        while (::poll(waits.data(), waits.size(), -1) < 0) {
        }
        if ((waits[0].revents & POLLIN) != 0) {
            stop_.request_stop();
        }
    });
}

Interrupt::~Interrupt() {
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = ::write(wake_.get(), &one, sizeof one);
}

} // namespace manybrains::cli
