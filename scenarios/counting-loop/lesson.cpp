// Count to many millions, twice: one after the other, in threads, as coroutines, in processes.
#include "core/native/lesson.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdint>
#include <vector>

namespace {

using namespace manybrains::native;
using Totals = std::vector<std::int64_t>;

// Nothing to wait for: all that can help is a core. At a safe point a thread can be asked to let the interpreter lock
// go, where there is one (engine cpp-gil); it also keeps the compiler from working the total out beforehand.
const Task count("count", [](int task, std::int64_t iterations) {
    std::int64_t total = 0;
    for (std::int64_t i = 0; i < iterations; ++i) {
        total += 1;
        safe_point();
    }
    fmt::print("task {} counted to {} in process {}\n", task, total, ::getpid());
    return total;
});

// One worker, one task after another.

Totals sequential(int /*workers*/, int tasks, std::int64_t iterations) {
    Totals results;
    for (int task = 0; task < tasks; ++task) {
        results.push_back(count(task, iterations));
    }
    return results;
}

// Threads share the memory of their process. Without an interpreter lock, each can also have a core of its own.

Totals threaded(int workers, int tasks, std::int64_t iterations) {
    Pool pool(workers);
    return pool.map(count, tasks, iterations);
}

Totals threaded_switch_interval(int workers, int tasks, std::int64_t iterations) {
    set_switch_interval(0.0005); // in seconds; 0.005 unless somebody sets it
    return threaded(workers, tasks, iterations);
}

// One brain, clever scheduling: but a coroutine that never awaits leaves nothing to schedule.

Awaitable<std::int64_t> count_async(int task, std::int64_t iterations) {
    co_return count(task, iterations);
}

Totals asynchronous(int /*workers*/, int tasks, std::int64_t iterations) {
    EventLoop loop;
    return loop.gather(count_async, tasks, iterations);
}

// Many brains: each process has a memory of its own, so tasks and results travel as messages.

Totals multiprocess(int workers, int tasks, std::int64_t iterations) {
    ProcessPool pool(workers);
    return pool.map(count, tasks, iterations);
}

const auto registered =
    register_lesson("counting-loop", Parameter("tasks", 2), Parameter("iterations", std::int64_t{3'000'000'000}))
        .form(Strategy::sequential, sequential)
        .form(Strategy::threaded, threaded)
        .form(Strategy::threaded, threaded_switch_interval, "switch-interval")
        .form(Strategy::async, asynchronous)
        .form(Strategy::multiprocess, multiprocess)
        .task(count);

} // namespace
