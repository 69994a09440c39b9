#include "core/native/pool.h"

#include "core/native/interpreter_lock.h"

#include <pthread.h>

#include <string>

namespace manybrains::native {

Pool::Pool(int workers) {
    try {
        for (int number = 1; number <= workers; ++number) {
            threads_.emplace_back([this, number] { work(number); });
        }
    } catch (...) { // the system refused a thread: those begun must not wait for ever
        close();
        throw;
    }
}

Pool::~Pool() {
    close();
}

void Pool::close() {
    const LockReleased released;
    {
        const std::lock_guard lock(mutex_);
        closing_ = true;
    }
    work_there_.notify_all();
    threads_.clear(); // a jthread joins as it goes
}

void Pool::run_all(int tasks, const Body& body) {
    std::exception_ptr failure;
    {
        const LockReleased released;
        std::unique_lock lock(mutex_);
        body_ = &body;
        tasks_ = tasks;
        next_ = 0;
        work_there_.notify_all();
        work_done_.wait(lock, [this] { return next_ >= tasks_ && running_ == 0; });
        failure = std::exchange(failure_, nullptr);
    }
    if (failure) {
        std::rethrow_exception(failure);
    }
}

void Pool::work(int number) {
    ::pthread_setname_np(::pthread_self(), ("worker-" + std::to_string(number)).c_str());
    const LockHeld held;
    while (const std::optional<int> index = next_task()) {
        run(*index);
    }
}

std::optional<int> Pool::next_task() {
    const LockReleased released;
    std::unique_lock lock(mutex_);
    work_there_.wait(lock, [this] { return closing_ || next_ < tasks_; });
    if (closing_) {
        return std::nullopt;
    }
    ++running_;
    return next_++;
}

void Pool::run(int index) {
    std::exception_ptr failure;
    try {
        (*body_)(index);
    } catch (...) {
        failure = std::current_exception();
    }
    const std::lock_guard lock(mutex_);
    if (failure && !failure_) {
        failure_ = failure;
        next_ = tasks_;
    }
    if (--running_ == 0 && next_ >= tasks_) {
        work_done_.notify_one();
    }
}

} // namespace manybrains::native
