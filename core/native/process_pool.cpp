#include "core/native/process_pool.h"

#include "core/native/instruments.h"
#include "core/native/interpreter_lock.h"

#include <poll.h>

#include <cerrno>
#include <system_error>

namespace manybrains::native {
namespace {

std::string result_of(const Message& answer) {
    if (answer.size() != 2) {
        throw std::runtime_error("a worker process gave an answer that is none");
    }
    if (answer[0] == answer_failure) {
        throw TaskFailed(answer[1]);
    }
    return answer[1];
}

Message request(const std::string& task, int index, const Message& arguments) {
    Message message = {task, to_text(index)};
    message.insert(message.end(), arguments.begin(), arguments.end());
    return message;
}

} // namespace

ProcessPool::ProcessPool(int workers) {
    workers_.reserve(static_cast<std::size_t>(workers));
    for (int number = 1; number <= workers; ++number) {
        workers_.emplace_back(number);
    }
}

void ProcessPool::run_all(const std::string& task, int tasks, const Message& arguments, const Store& store) {
    int next = 0;
    int answered = 0;
    const auto hand_out = [&](WorkerProcess& worker) {
        if (next < tasks) {
            worker.begin(next, request(task, next, arguments));
            ++next;
        }
    };
    for (WorkerProcess& worker : workers_) {
        hand_out(worker);
    }
    while (answered < tasks) {
        for (WorkerProcess* worker : wait_for_answers()) {
            const int index = worker->task().value();
            store(index, result_of(worker->finish()));
            ++answered;
            hand_out(*worker);
        }
    }
}

std::vector<WorkerProcess*> ProcessPool::wait_for_answers() {
    std::vector<WorkerProcess*> busy;
    std::vector<pollfd> answers;
    for (WorkerProcess& worker : workers_) {
        if (worker.task()) {
            busy.push_back(&worker);
            answers.push_back({worker.results(), POLLIN, 0});
        }
    }
    {
        const LockReleased released;
        const WaitHint waiting(trace::State::pipe);
        while (::poll(answers.data(), answers.size(), -1) < 0) {
            if (errno != EINTR) {
                throw std::system_error(errno, std::generic_category(), "waiting for worker processes");
            }
        }
    }
    std::vector<WorkerProcess*> ready;
    for (std::size_t i = 0; i < busy.size(); ++i) {
        if (answers[i].revents != 0) {
            ready.push_back(busy[i]);
        }
    }
    return ready;
}

} // namespace manybrains::native
