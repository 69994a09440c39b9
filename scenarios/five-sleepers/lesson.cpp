// Five sleeps of two seconds: one after the other, in threads, as coroutines, in processes.
#include "core/native/lesson.h"

#include <fmt/format.h>
#include <unistd.h>

#include <vector>

namespace {

using namespace manybrains::native;

void lie_down(int task) {
    fmt::print("sleeper {} lies down in process {}\n", task, ::getpid());
}

// Stands for anything that waits: a disk, a network, a person.
const Task sleeper("sleeper", [](int task, double seconds) {
    lie_down(task);
    sleep_for(seconds);
    return task;
});

const AsyncTask sleeper_async("sleeper_async", [](int task, double seconds) -> Awaitable<int> {
    lie_down(task);
    co_await sleep_async(seconds); // the event loop runs the others meanwhile
    co_return task;
});

// One worker: each sleep begins when the one before is over.

std::vector<int> sequential(int /*workers*/, int tasks, double seconds) {
    std::vector<int> results;
    for (int task = 0; task < tasks; ++task) {
        results.push_back(sleeper(task, seconds));
    }
    return results;
}

// Threads: a sleeping thread needs no core and no lock, so all can sleep at once.

std::vector<int> threaded(int workers, int tasks, double seconds) {
    Pool pool(workers);
    return pool.map(sleeper, tasks, seconds);
}

// Async: one thread that keeps a list of who wants to be woken when.

std::vector<int> asynchronous(int /*workers*/, int tasks, double seconds) {
    EventLoop loop;
    return loop.gather(sleeper_async, tasks, seconds);
}

// Processes: they overlap their sleeps just as well, and cost the most to start.

std::vector<int> multiprocess(int workers, int tasks, double seconds) {
    ProcessPool pool(workers);
    return pool.map(sleeper, tasks, seconds);
}

const auto registered = register_lesson("five-sleepers", Parameter("tasks", 5), Parameter("seconds", 2.0))
                            .form(Strategy::sequential, sequential)
                            .form(Strategy::threaded, threaded)
                            .form(Strategy::async, asynchronous)
                            .form(Strategy::multiprocess, multiprocess)
                            .task(sleeper);

} // namespace
