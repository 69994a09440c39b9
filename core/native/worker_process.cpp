#include "core/native/worker_process.h"

#include "core/native/interpreter_lock.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <system_error>
#include <utility>
#include <vector>

namespace manybrains::native {
namespace {

WorkerCommand worker_command;

struct Pipe {
    UniqueFd read_end;
    UniqueFd write_end;
};

/// Close-on-exec: a worker that held another one's pipe open would keep it from seeing the end.
Pipe make_pipe() {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) {
        throw std::system_error(errno, std::generic_category(), "making a pipe to a worker process");
    }
    return {UniqueFd(ends[0]), UniqueFd(ends[1])};
}

class SpawnActions {
public:
    SpawnActions() { ::posix_spawn_file_actions_init(&actions_); }
    ~SpawnActions() { ::posix_spawn_file_actions_destroy(&actions_); }
    SpawnActions(const SpawnActions&) = delete;
    SpawnActions& operator=(const SpawnActions&) = delete;

    /// Duplicating a descriptor onto itself takes its close-on-exec flag away, in the child only.
    void inherit(const UniqueFd& fd) { ::posix_spawn_file_actions_adddup2(&actions_, fd.get(), fd.get()); }
    [[nodiscard]] const posix_spawn_file_actions_t* get() const noexcept { return &actions_; }

private:
    posix_spawn_file_actions_t actions_;
};

Pid spawn(std::vector<std::string> arguments, const SpawnActions& actions) {
    std::vector<char*> argv;
    for (std::string& argument : arguments) {
        argv.push_back(argument.data());
    }
    argv.push_back(nullptr);
    Pid pid;
    const int failure = ::posix_spawn(&pid.value, argv[0], actions.get(), nullptr, argv.data(), environ);
    if (failure != 0) {
        throw std::system_error(failure, std::generic_category(), "starting a worker process");
    }
    return pid;
}

std::string ending(int status) {
    if (WIFSIGNALED(status)) {
        return fmt::format("was ended by signal {} ({})", WTERMSIG(status), ::strsignal(WTERMSIG(status)));
    }
    return fmt::format("ended with status {} before its work was done", WEXITSTATUS(status));
}

} // namespace

void set_worker_command(WorkerCommand command) {
    worker_command = std::move(command);
}

WorkerProcess::WorkerProcess(int number) {
    Pipe tasks = make_pipe();
    Pipe results = make_pipe();
    SpawnActions actions;
    actions.inherit(tasks.read_end);
    actions.inherit(results.write_end);
    pid_ = spawn({worker_command.program, "worker", worker_command.lesson, "--engine", worker_command.engine,
                  "--number", std::to_string(number), "--tasks-fd", std::to_string(tasks.read_end.get()),
                  "--results-fd", std::to_string(results.write_end.get())},
                 actions);
    tasks_ = std::move(tasks.write_end);
    results_ = std::move(results.read_end);
}

WorkerProcess::WorkerProcess(WorkerProcess&& other) noexcept
    : pid_(std::exchange(other.pid_, Pid{})), tasks_(std::move(other.tasks_)), results_(std::move(other.results_)),
      task_(other.task_) {}

WorkerProcess::~WorkerProcess() {
    if (pid_.value == 0) {
        return;
    }
    if (task_) {
        ::kill(pid_.value, SIGKILL);
    }
    tasks_.reset();
    reap();
}

void WorkerProcess::begin(int task, const Message& message) {
    task_ = task;
    try {
        send_message(tasks_.get(), message);
    } catch (const std::system_error& failure) {
        if (failure.code() == std::errc::broken_pipe) {
            lost();
        }
        throw;
    }
}

Message WorkerProcess::finish() {
    std::optional<Message> answer = receive_message(results_.get());
    if (!answer) {
        lost();
    }
    task_.reset();
    return std::move(*answer);
}

int WorkerProcess::reap() noexcept {
    const LockReleased released;
    int status = 0;
    while (::waitpid(pid_.value, &status, 0) < 0 && errno == EINTR) {
    }
    pid_ = {};
    return status;
}

void WorkerProcess::lost() {
    const Pid pid = pid_; // not killed: how it ended by itself is what is wanted
    throw WorkerLost(fmt::format("worker process {} {}", pid.value, ending(reap())));
}

} // namespace manybrains::native
