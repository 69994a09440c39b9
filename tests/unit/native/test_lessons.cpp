// Lessons that misbehave, or tell what the engine does; compiled into a runner of their own.
#include "core/native/lesson.h"

#include <fmt/format.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

using namespace manybrains::native;

const Task process_id("process_id", [](int /*task*/) { return ::getpid(); });

std::vector<int> ids_sequential(int /*workers*/, int tasks) {
    std::vector<int> results;
    for (int task = 0; task < tasks; ++task) {
        results.push_back(process_id(task));
    }
    return results;
}

std::vector<int> ids_multiprocess(int workers, int tasks) {
    ProcessPool pool(workers);
    pool.map(process_id, tasks);
    return pool.map(process_id, tasks);
}

const auto ids = register_lesson("process-ids", Parameter("tasks", 4))
                     .form(Strategy::sequential, ids_sequential)
                     .form(Strategy::multiprocess, ids_multiprocess)
                     .task(process_id);

// The last task ends badly while the others are still at it.

const Task faulty("faulty", [](int task, int tasks, int signal) {
    fmt::print("{}\n", ::getpid());
    std::fflush(stdout);
    if (task + 1 < tasks) {
        sleep_for(600);
    }
    if (signal == 0) {
        throw std::runtime_error("task " + std::to_string(task) + " gave up");
    }
    ::raise(signal);
    return task;
});

std::vector<int> faulty_multiprocess(int workers, int tasks, int signal) {
    ProcessPool pool(workers);
    return pool.map(faulty, tasks, tasks, signal);
}

const auto faults = register_lesson("faults", Parameter("tasks", 3), Parameter("signal", 0))
                        .form(Strategy::multiprocess, faulty_multiprocess)
                        .task(faulty);

// The first task prints, the second ends their worker before it could flush anything.

const Task last_words("last_words", [](int task) {
    if (task > 0) {
        ::raise(SIGKILL);
    }
    fmt::print("printed by a task that ended well\n");
    return task;
});

std::vector<int> last_words_multiprocess(int workers) {
    ProcessPool pool(workers);
    return pool.map(last_words, 2);
}

const auto words = register_lesson("last-words").form(Strategy::multiprocess, last_words_multiprocess).task(last_words);

// A task that throws in the lesson's own process.

const Task thrower("thrower", [](int task) -> int { throw std::runtime_error("task " + std::to_string(task)); });

Awaitable<int> thrower_async(int task) {
    co_return thrower(task);
}

std::vector<int> throws_sequential(int /*workers*/) {
    return {thrower(0)};
}

std::vector<int> throws_threaded(int workers) {
    Pool pool(workers);
    return pool.map(thrower, 1);
}

std::vector<int> throws_async(int /*workers*/) {
    EventLoop loop;
    return loop.gather(thrower_async, 1);
}

const auto throws = register_lesson("throws")
                        .form(Strategy::sequential, throws_sequential)
                        .form(Strategy::threaded, throws_threaded)
                        .form(Strategy::async, throws_async);

// Arguments of every kind come out of a worker process as they went in.

const Task echo("echo", [](int task, double number, std::string text) { //
    return fmt::format("{} {} {}", task, number, text);
});

std::vector<std::string> echo_multiprocess(int workers, double number, std::string text) {
    ProcessPool pool(workers);
    return pool.map(echo, 2, number, text);
}

const auto echoes = register_lesson("echo", Parameter<double>("number"), Parameter<std::string>("text"))
                        .form(Strategy::multiprocess, echo_multiprocess)
                        .task(echo);

} // namespace
