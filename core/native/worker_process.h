// One worker process of a ProcessPool: this program again, started by posix_spawn in worker mode, with a pipe for
// tasks and a pipe for results. Nothing is shared with it: what it needs is sent.
#pragma once

#include "core/base/ids.h"
#include "core/base/unique_fd.h"
#include "core/native/message.h"

#include <optional>
#include <stdexcept>
#include <string>

namespace manybrains::native {

/// The command line of every worker process, without its pipes: `PROGRAM worker LESSON --engine ENGINE`.
struct WorkerCommand {
    std::string program;
    std::string lesson;
    std::string engine;
};

/// Call before the first pool is made.
void set_worker_command(WorkerCommand command);

/// A worker process ended while it had work to do. The message says which, and how.
class WorkerLost : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

class WorkerProcess {
public:
    /// `number` (1, 2, …) becomes part of its name. Throws std::system_error.
    explicit WorkerProcess(int number);
    /// Ends it and reaps it: an idle worker ends by itself when its pipe closes, one that is at work is killed.
    ~WorkerProcess();
    WorkerProcess(WorkerProcess&& other) noexcept;
    WorkerProcess& operator=(WorkerProcess&&) = delete;

    [[nodiscard]] Pid pid() const noexcept { return pid_; }
    /// Becomes readable when the worker has answered, or has died.
    [[nodiscard]] int results() const noexcept { return results_.get(); }
    /// The task that it works on.
    [[nodiscard]] std::optional<int> task() const noexcept { return task_; }

    /// Hands it a task. Throws WorkerLost.
    void begin(int task, const Message& message);
    /// Its answer to the task, once results() is readable. Throws WorkerLost.
    [[nodiscard]] Message finish();

private:
    int reap() noexcept;
    [[noreturn]] void lost();

    Pid pid_; ///< 0: reaped, or moved from
    UniqueFd tasks_;
    UniqueFd results_;
    std::optional<int> task_;
};

} // namespace manybrains::native
