#include "core/run/guard/guard.h"

#include "core/run/guard/channel.h"
#include "core/run/guard/freeze.h"
#include "core/run/guard/pidfd.h"
#include "core/run/guard/process.h"
#include "core/run/guard/scratch.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <string>
#include <utility>

namespace manybrains::run::guard {
namespace {

using Scope = TreeReader::Scope;

/// What a program leaves behind gets this long to end by itself: Python's resource tracker, which removes leaked
/// shared memory, outlives its program by some milliseconds.
constexpr auto leftover_patience = std::chrono::milliseconds(300);
constexpr auto leftover_tick = std::chrono::milliseconds(10);
/// While killed processes end, how often those that slipped through are looked for.
constexpr int straggler_tick_ms = 20;

UniqueFd take_signals() {
    ::signal(SIGPIPE, SIG_IGN); // a program that was killed at the gate reads it no more
    sigset_t set;
    ::sigemptyset(&set);
    for (const int signal : {SIGCHLD, SIGTERM, SIGINT, SIGHUP}) {
        ::sigaddset(&set, signal);
    }
    ::sigprocmask(SIG_BLOCK, &set, nullptr);
    return UniqueFd(::signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK));
}

/// The guard must not hold the tree's pipes open: their end of file belongs to the tree.
void let_go_of_pipes() {
    const int null = ::open("/dev/null", O_RDWR | O_CLOEXEC);
    for (const int fd : {output_fd, error_fd, report_fd}) {
        ::dup3(null, fd, O_CLOEXEC);
    }
}

int milliseconds_until(Watch::Clock::time_point time) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(time - Watch::Clock::now());
    return static_cast<int>(std::clamp<std::chrono::milliseconds::rep>(left.count(), 0, 1000));
}

/// Where the user may (root, mostly), the guard goes before everything that its tree can start: a fork bomb leaves
/// others hardly any time. Call when the program's process exists, which must not inherit it.
void raise_own_priority() {
    constexpr int highest = -20;
    ::setpriority(PRIO_PROCESS, 0, highest);
    // Under autogroup scheduling a priority counts within its session only; between sessions this one does.
    if (const UniqueFd file(::open("/proc/self/autogroup", O_WRONLY | O_CLOEXEC)); file) {
        const std::string value = std::to_string(highest);
        static_cast<void>(!::write(file.get(), value.data(), value.size()));
    }
}

void kill_process(const Process&, const UniqueFd& handle) {
    send_signal(handle, SIGKILL);
}

void report_death(pid_t pid, int status) {
    if (WIFSIGNALED(status)) {
        try_send(make_message(Kind::death, pid, WTERMSIG(status)));
    }
}

} // namespace

Guard::Guard(Settings settings)
    : settings_(std::move(settings)), tree_(Pid{::getpid()}), watch_(settings_, tree_, shared_memory_) {}

int Guard::run() {
    if (!start()) {
        send(make_message(Kind::refused, 0, errno, scratch_.empty() ? "scratch folder" : "the program's process"));
        remove_scratch(scratch_);
        return 1;
    }
    send(make_message(Kind::waiting, program_.pid.value, 0, scratch_));
    const Cause cause = watch_tree();
    const int status = end_tree();
    shared_memory_.remove_leftovers();
    remove_scratch(scratch_);
    if (exec_error_ != 0) {
        send(make_message(Kind::refused, 0, exec_error_, settings_.program.front()));
        return 1;
    }
    Message ended = make_message(Kind::ended, program_.pid.value, status);
    ended.cause = cause;
    send(ended);
    return 0;
}

bool Guard::start() {
    ::prctl(PR_SET_CHILD_SUBREAPER, 1);
    signals_ = take_signals();
    const auto scratch = make_scratch();
    if (!signals_ || !scratch) {
        return false;
    }
    scratch_ = *scratch;
    auto program = start_program(settings_, scratch_);
    if (!program) {
        return false;
    }
    program_ = std::move(*program);
    watch_.watch_over(program_.pid);
    let_go_of_pipes();
    raise_own_priority();
    return true;
}

Cause Guard::watch_tree() {
    for (;;) {
        wait_for_events();
        if (const auto cause = verdict()) {
            return *cause;
        }
    }
}

void Guard::wait_for_events() {
    std::array<pollfd, 3> fds{
        {{control_fd, POLLIN, 0}, {signals_.get(), POLLIN, 0}, {program_.exec_error.get(), POLLIN, 0}}};
    auto wake = Clock::now() + std::chrono::seconds(1);
    if (opened_) {
        wake = std::min({watch_.next(), time_is_up_});
    }
    if (root_ended_) {
        wake = Clock::now() + leftover_tick;
    }
    ::poll(fds.data(), fds.size(), milliseconds_until(wake));
    if (fds[0].revents != 0) {
        on_control();
    }
    if (fds[1].revents != 0) {
        on_signals();
    }
    if (fds[2].revents != 0) {
        on_exec_result();
    }
}

void Guard::on_control() {
    const auto message = receive();
    if (message && message->kind == Kind::open && !opened_) {
        opened_ = true;
        time_is_up_ = Clock::now() + settings_.time;
        open_gate(program_);
    } else {
        stop_ = true;
    }
}

void Guard::on_signals() {
    signalfd_siginfo signal{};
    while (::read(signals_.get(), &signal, sizeof signal) == sizeof signal) {
        stop_ = stop_ || signal.ssi_signo != SIGCHLD;
    }
    reap();
}

void Guard::on_exec_result() {
    exec_error_ = read_exec_error(program_);
    program_.exec_error.reset();
}

/// Reaps what was orphaned. The program's own zombie stays until the end, and then hides others behind it.
void Guard::reap() {
    while (!root_ended_) {
        siginfo_t info{};
        if (::waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) != 0 || info.si_pid == 0) {
            return;
        }
        if (info.si_pid == program_.pid.value) {
            root_ended_ = true;
            patience_ends_ = Clock::now() + leftover_patience;
        } else {
            int status = 0;
            ::waitpid(info.si_pid, &status, WNOHANG);
            report_death(info.si_pid, status);
        }
    }
}

/// Why the tree has to end now; nullopt while it may go on.
std::optional<Cause> Guard::verdict() {
    if (root_ended_ && (stop_ || Clock::now() >= patience_ends_ || all_dead())) {
        return Cause::itself;
    }
    if (stop_ || exec_error_ != 0) {
        return Cause::stopped;
    }
    if (!opened_) {
        return std::nullopt;
    }
    if (!root_ended_ && Clock::now() >= time_is_up_) {
        return Cause::time;
    }
    return Clock::now() >= watch_.next() ? watch_.check() : std::nullopt;
}

bool Guard::all_dead() {
    return std::ranges::all_of(tree_.read(Scope::everyone), &Process::dead);
}

int Guard::end_tree() {
    // The program's own process group stops in one step, however fast it forks. Its zombie, if it ended, still keeps
    // the number taken.
    ::kill(-program_.pid.value, SIGSTOP);
    if (!all_dead()) {
        shared_memory_.attribute(freeze(tree_));
        ::kill(-program_.pid.value, SIGKILL);
        tree_.read(Scope::afresh, kill_process);
    }
    return reap_all();
}

/// Waits for every process, and kills those that were born while the others were killed. A subreaper without children
/// has no descendants. The program's wait status.
int Guard::reap_all() {
    int program_status = 0;
    for (;;) {
        int status = 0;
        const pid_t pid = ::waitpid(-1, &status, WNOHANG);
        if (pid < 0) {
            return program_status;
        }
        if (pid == 0) {
            wait_for_deaths();
        } else if (pid == program_.pid.value) {
            program_status = status;
        } else if (!WIFSIGNALED(status) || WTERMSIG(status) != SIGKILL) { // that would have been us
            report_death(pid, status);
        }
    }
}

void Guard::wait_for_deaths() {
    pollfd signals{signals_.get(), POLLIN, 0};
    signalfd_siginfo signal{};
    if (::poll(&signals, 1, straggler_tick_ms) == 0) {
        tree_.read(Scope::afresh, kill_process);
    }
    while (::read(signals_.get(), &signal, sizeof signal) == sizeof signal) {
    }
}

} // namespace manybrains::run::guard
