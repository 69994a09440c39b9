// A pool of threads: all of them see the same memory, and in engine cpp each may run on a core of its own. Workers
// take the next task as soon as they are free, so that uneven tasks share well.
#pragma once

#include "core/native/task.h"

#include <condition_variable>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <type_traits>
#include <vector>

namespace manybrains::native {

class Pool {
public:
    /// Starts the threads; they wait for work.
    explicit Pool(int workers);
    /// Ends and joins them.
    ~Pool();
    Pool(const Pool&) = delete;
    Pool& operator=(const Pool&) = delete;

    /// Runs task(0, arguments…), task(1, arguments…), … and returns the results in that order. When a task throws, no
    /// further one is begun, and the exception comes out here.
    template <typename R, typename... A>
    std::vector<R> map(const Task<R(int, A...)>& task, int tasks, const std::type_identity_t<A>&... arguments) {
        std::vector<R> results(static_cast<std::size_t>(tasks));
        run_all(tasks, [&](int index) { results[static_cast<std::size_t>(index)] = task(index, arguments...); });
        return results;
    }

private:
    using Body = std::function<void(int)>;

    void close();
    void run_all(int tasks, const Body& body);
    void work(int number);
    [[nodiscard]] std::optional<int> next_task();
    void run(int index);

    std::mutex mutex_; ///< guards all below except threads_; never held while asking for the interpreter lock
    std::condition_variable work_there_;
    std::condition_variable work_done_;
    const Body* body_ = nullptr;
    int tasks_ = 0;
    int next_ = 0;
    int running_ = 0;
    std::exception_ptr failure_;
    bool closing_ = false;

    std::vector<std::jthread> threads_;
};

} // namespace manybrains::native
