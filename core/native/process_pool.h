// A pool of worker processes: each has memory of its own, and in engine cpp-gil an interpreter lock of its own. Tasks
// and results travel over pipes; a worker gets its next task when it has answered the last.
#pragma once

#include "core/native/message.h"
#include "core/native/task.h"
#include "core/native/worker_process.h"

#include <cstddef>
#include <functional>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <vector>

namespace manybrains::native {

class ProcessPool {
public:
    /// Starts the processes; they wait for work.
    explicit ProcessPool(int workers);

    /// Runs task(0, arguments…), task(1, arguments…), … and returns the results in that order. When a task throws or a
    /// worker dies, no further one is begun, and a TaskFailed or WorkerLost comes out here.
    template <typename R, typename... A>
    std::vector<R> map(const Task<R(int, A...)>& task, int tasks, const std::type_identity_t<A>&... arguments) {
        std::vector<R> results(static_cast<std::size_t>(tasks));
        run_all(task.name(), tasks, {to_text(arguments)...}, [&](int index, const std::string& text) {
            results[static_cast<std::size_t>(index)] = from_text<R>(text).value();
        });
        return results;
    }

private:
    using Store = std::function<void(int task, const std::string& result)>;

    void run_all(const std::string& task, int tasks, const Message& arguments, const Store& store);
    std::vector<WorkerProcess*> wait_for_answers();

    std::vector<WorkerProcess> workers_;
};

/// A task threw in its worker process; the message is the exception's.
class TaskFailed : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// How a worker's answer begins.
inline constexpr const char* answer_result = "result";
inline constexpr const char* answer_failure = "failure";

} // namespace manybrains::native
