#include "core/run/guard/program.h"

#include "core/run/guard/process.h"
#include "core/run/guard/protocol.h"

#include <fcntl.h>
#include <linux/close_range.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <vector>

namespace manybrains::run::guard {
namespace {

struct Pipe {
    UniqueFd read;
    UniqueFd write;
};

Pipe make_pipe() {
    std::array<int, 2> ends{-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
        return {};
    }
    return {UniqueFd(ends[0]), UniqueFd(ends[1])};
}

void lower_limit(__rlimit_resource resource, rlim_t value) {
    rlimit limit{};
    ::getrlimit(resource, &limit);
    limit.rlim_max = std::min(limit.rlim_max, value);
    limit.rlim_cur = std::min(limit.rlim_cur, value);
    ::setrlimit(resource, &limit);
}

/// RLIMIT_NPROC counts all of a user's threads. It is the second wall, for what is born between two looks of the
/// guard, and does not bind root.
void limit_resources(const Settings& settings) {
    constexpr int others = 512; // what else the user may start while this runs
    lower_limit(RLIMIT_CORE, 0);
    lower_limit(RLIMIT_FSIZE, settings.file_bytes);
    if (const auto threads = MachineThreads().count()) {
        lower_limit(RLIMIT_NPROC, static_cast<rlim_t>(*threads + task_limit(settings) + others));
    }
}

/// If memory runs out all the same, the kernel shall take this tree before the user's own programs.
void volunteer_for_oom_killer() {
    const UniqueFd file(::open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC));
    if (file) {
        static_cast<void>(!::write(file.get(), "1000", 4));
    }
}

bool set_environment(const Settings& settings, const std::string& scratch) {
    for (const std::string& assignment : settings.environment) {
        const std::size_t equals = assignment.find('=');
        if (equals == std::string::npos ||
            ::setenv(assignment.substr(0, equals).c_str(), assignment.c_str() + equals + 1, 1) != 0) {
            return false;
        }
    }
    return ::setenv("TMPDIR", scratch.c_str(), 1) == 0;
}

/// The guard's own mask and what it ignores must not reach the program.
void reset_signals() {
    ::signal(SIGPIPE, SIG_DFL);
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
}

/// Leaves the program with null, output, error and report, and nothing of the guard's.
bool set_descriptors() {
    const int null = ::open("/dev/null", O_RDONLY);
    return null >= 0 && ::dup2(null, control_fd) == control_fd &&
           ::close_range(report_fd + 1, ~0U, CLOSE_RANGE_CLOEXEC) == 0;
}

/// No process of the tree may gain rights by a set-uid program: the guard could not end it any more.
bool bind_to_guard(pid_t guard) {
    return ::setsid() >= 0 && ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
           ::prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && ::getppid() == guard;
}

void tell(int pipe, int error) {
    static_cast<void>(!::write(pipe, &error, sizeof error));
}

/// 0 also at the end of file, which the exec makes.
int read_error(const UniqueFd& pipe) {
    int error = 0;
    return ::read(pipe.get(), &error, sizeof error) == sizeof error ? error : 0;
}

bool prepare(const Settings& settings, const std::string& scratch, pid_t guard) {
    if (!bind_to_guard(guard) || !set_descriptors() || ::chdir(scratch.c_str()) != 0 ||
        !set_environment(settings, scratch)) {
        return false;
    }
    limit_resources(settings);
    volunteer_for_oom_killer();
    reset_signals();
    return true;
}

/// Tells `progress` an errno, or 0 when the gate is reached; after the gate an errno again, if the exec fails.
[[noreturn]] void become_program(const Settings& settings, const std::string& scratch, pid_t guard, int gate,
                                 int progress) {
    std::vector<char*> argv;
    for (const std::string& argument : settings.program) {
        argv.push_back(const_cast<char*>(argument.c_str()));
    }
    argv.push_back(nullptr);
    const bool prepared = prepare(settings, scratch, guard);
    const int error = errno != 0 ? errno : EINVAL;
    tell(progress, prepared ? 0 : error);
    char opened = 0;
    if (prepared && ::read(gate, &opened, 1) == 1) {
        ::execvp(argv[0], argv.data());
        tell(progress, errno);
    }
    ::_exit(127);
}

} // namespace

int task_limit(const Settings& settings) {
    return 32 * settings.processes;
}

std::optional<Program> start_program(const Settings& settings, const std::string& scratch) {
    Pipe gate = make_pipe();
    Pipe progress = make_pipe();
    if (!gate.read || !progress.read) {
        return std::nullopt;
    }
    const pid_t guard = ::getpid();
    const pid_t pid = ::fork();
    if (pid == 0) {
        gate.write.reset();
        become_program(settings, scratch, guard, gate.read.get(), progress.write.get());
    }
    if (pid < 0) {
        return std::nullopt;
    }
    progress.write.reset();
    if (const int error = read_error(progress.read); error != 0) {
        errno = error;
        return std::nullopt;
    }
    return Program{Pid{pid}, std::move(gate.write), std::move(progress.read)};
}

void open_gate(Program& program) {
    static_cast<void>(!::write(program.gate.get(), "1", 1));
    program.gate.reset();
}

int read_exec_error(const Program& program) {
    return read_error(program.exec_error);
}

} // namespace manybrains::run::guard
