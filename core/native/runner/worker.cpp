#include "core/native/runner/worker.h"

#include "core/native/interpreter_lock.h"
#include "core/native/message.h"
#include "core/native/process_pool.h"
#include "core/native/values.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <pthread.h>

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <stdexcept>

namespace manybrains::native {
namespace {

/// A request is the task's name, its number, its arguments.
std::string run_task(const CompiledLesson& lesson, const Message& request) {
    if (request.size() < 2) {
        throw std::runtime_error("a request without a task");
    }
    const auto task = lesson.tasks.find(request[0]);
    if (task == lesson.tasks.end()) {
        throw std::runtime_error(fmt::format("{} has not registered the task {}", lesson.id, request[0]));
    }
    return task->second(from_text<int>(request[1]).value(), {request.begin() + 2, request.end()});
}

Message answer(const CompiledLesson& lesson, const Message& request) {
    try {
        return {answer_result, run_task(lesson, request)};
    } catch (const std::exception& failure) {
        return {answer_failure, failure.what()};
    }
}

} // namespace

int serve_tasks(const CompiledLesson& lesson, const WorkerPipes& pipes, int number) {
    ::pthread_setname_np(::pthread_self(), fmt::format("worker-{}", number).c_str());
    for (const UniqueFd* pipe : {&pipes.tasks, &pipes.results}) {
        if (::fcntl(pipe->get(), F_SETFD, FD_CLOEXEC) != 0) {
            fmt::print(stderr, "manybrains-runner: worker: its pipes are not open\n");
            return EXIT_FAILURE;
        }
    }
    const LockHeld held;
    try {
        while (const auto request = receive_message(pipes.tasks.get())) {
            const Message result = answer(lesson, *request);
            std::fflush(stdout); // what a task printed is there before its result is
            send_message(pipes.results.get(), result);
        }
    } catch (const std::exception& failure) {
        fmt::print(stderr, "manybrains-runner: worker: {}\n", failure.what());
        return EXIT_FAILURE;
    }
    return EXIT_SUCCESS;
}

} // namespace manybrains::native
