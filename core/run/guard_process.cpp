#include "core/run/guard_process.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <string>
#include <utility>
#include <vector>

namespace manybrains::run {
namespace {

/// The ends that the guard gets, at the numbers of protocol.h.
struct GuardEnds {
    UniqueFd control;
    UniqueFd output;
    UniqueFd error;
    UniqueFd report;
};

/// An app that was started without its standard descriptors would be given these numbers by pipe2, in the way of
/// the places that the guard's ends are put to.
bool move_above_places(UniqueFd& fd) {
    fd.reset(::fcntl(fd.get(), F_DUPFD_CLOEXEC, guard::report_fd + 1));
    return static_cast<bool>(fd);
}

bool make_pipe(UniqueFd& read, UniqueFd& write) {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
        return false;
    }
    read.reset(ends[0]);
    write.reset(ends[1]);
    return move_above_places(write) && ::fcntl(read.get(), F_SETFL, O_NONBLOCK) == 0;
}

bool make_control(UniqueFd& ours, UniqueFd& theirs) {
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0) {
        return false;
    }
    ours.reset(ends[0]);
    theirs.reset(ends[1]);
    return move_above_places(theirs);
}

/// posix_spawn's two sets of instructions, released together.
struct SpawnPlan {
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;

    SpawnPlan() {
        ::posix_spawn_file_actions_init(&files);
        ::posix_spawnattr_init(&attributes);
    }
    SpawnPlan(const SpawnPlan&) = delete;
    SpawnPlan& operator=(const SpawnPlan&) = delete;
    ~SpawnPlan() {
        ::posix_spawn_file_actions_destroy(&files);
        ::posix_spawnattr_destroy(&attributes);
    }
};

void place_descriptors(SpawnPlan& plan, const GuardEnds& ends) {
    ::posix_spawn_file_actions_adddup2(&plan.files, ends.control.get(), guard::control_fd);
    ::posix_spawn_file_actions_adddup2(&plan.files, ends.output.get(), guard::output_fd);
    ::posix_spawn_file_actions_adddup2(&plan.files, ends.error.get(), guard::error_fd);
    ::posix_spawn_file_actions_adddup2(&plan.files, ends.report.get(), guard::report_fd);
    ::posix_spawn_file_actions_addclosefrom_np(&plan.files, guard::report_fd + 1);
}

/// A session of its own, so that Ctrl-C on the app's terminal reaches the app alone; no handler, no mask of the app's.
void reset_process_state(SpawnPlan& plan) {
    sigset_t set;
    ::sigemptyset(&set);
    ::posix_spawnattr_setsigmask(&plan.attributes, &set);
    ::sigfillset(&set);
    ::posix_spawnattr_setsigdefault(&plan.attributes, &set);
    ::posix_spawnattr_setflags(&plan.attributes, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
}

/// 0 or the error's number.
int spawn(const std::filesystem::path& guard, const guard::Settings& settings, const GuardEnds& ends, pid_t& pid) {
    SpawnPlan plan;
    place_descriptors(plan, ends);
    reset_process_state(plan);
    std::vector<std::string> arguments = to_arguments(settings);
    arguments.insert(arguments.begin(), guard.string());
    std::vector<char*> argv;
    for (std::string& argument : arguments) {
        argv.push_back(argument.data());
    }
    argv.push_back(nullptr);
    return ::posix_spawn(&pid, guard.c_str(), &plan.files, &plan.attributes, argv.data(), environ);
}

} // namespace

Result<GuardProcess> GuardProcess::start(const std::filesystem::path& guard, const guard::Settings& settings) {
    GuardProcess process;
    GuardEnds ends;
    if (!make_control(process.control_, ends.control) || !make_pipe(process.output_, ends.output) ||
        !make_pipe(process.error_, ends.error) || !make_pipe(process.report_, ends.report)) {
        return system_error("pipes for a run", "close other programs, or raise `ulimit -n`");
    }
    pid_t pid = 0;
    if (const int error = spawn(guard, settings, ends, pid); error != 0) {
        const bool missing = error == ENOENT || error == EACCES;
        return system_error_of(error, "guard program " + guard.string(),
                               missing ? "it belongs beside the manybrains program: build or install Manybrains again"
                                       : "");
    }
    process.pid_ = Pid{pid};
    return process;
}

GuardProcess::GuardProcess(GuardProcess&& other) noexcept
    : pid_(std::exchange(other.pid_, Pid{})), control_(std::move(other.control_)), output_(std::move(other.output_)),
      error_(std::move(other.error_)), report_(std::move(other.report_)) {}

GuardProcess::~GuardProcess() {
    control_.reset(); // the guard takes this for the app's end
    wait();
}

void GuardProcess::send(guard::Kind kind) const {
    const guard::Message message{.kind = kind};
    while (::send(control_.get(), &message, sizeof message, MSG_NOSIGNAL) < 0 && errno == EINTR) {
    }
}

std::optional<guard::Message> GuardProcess::receive() const {
    guard::Message message;
    ssize_t count = 0;
    do {
        count = ::recv(control_.get(), &message, sizeof message, 0);
    } while (count < 0 && errno == EINTR);
    return count == sizeof message ? std::optional(message) : std::nullopt;
}

int GuardProcess::wait() {
    int status = 0;
    if (pid_.value > 0) {
        while (::waitpid(pid_.value, &status, 0) < 0 && errno == EINTR) {
        }
        pid_ = {};
    }
    return status;
}

} // namespace manybrains::run
