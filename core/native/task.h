// A lesson's task function: the piece of work that every strategy carries out the same number of times. Calling it
// records a span; its name is what a worker process is told to run, as Python pickles a function by its name.
#pragma once

#include "core/native/instruments.h"
#include "core/native/values.h"

#include <boost/asio/awaitable.hpp>

#include <utility>

namespace manybrains::native {

/// What an asynchronous function returns: co_await it for a T.
template <typename T>
using Awaitable = boost::asio::awaitable<T>;

namespace detail {

template <typename Call>
struct Signature;
template <typename Lambda, typename R, typename... A>
struct Signature<R (Lambda::*)(int, A...) const> {
    using Function = R(int, A...);
};
template <typename Lambda>
using FunctionOf = typename Signature<decltype(&Lambda::operator())>::Function;

} // namespace detail

template <typename Function>
class Task;

/// Made from a name and a lambda without captures, whose first argument is the task's number, from 0:
///   const Task count("count", [](int task, std::int64_t iterations) { … return total; });
template <Value R, Value... A>
class Task<R(int, A...)> {
public:
    Task(const char* name, R (*function)(int, A...)) noexcept : name_(name), function_(function) {}

    R operator()(int task, A... arguments) const {
        const TaskSpan span(name_, task);
        return function_(task, std::move(arguments)...);
    }

    [[nodiscard]] const char* name() const noexcept { return name_; }

private:
    const char* name_;
    R (*function_)(int, A...);
};

template <typename Lambda>
Task(const char*, Lambda) -> Task<detail::FunctionOf<Lambda>>;

template <typename Function>
class AsyncTask;

/// The same for a coroutine: its span lasts from its first step to its last, whoever runs in between.
template <Value R, Value... A>
class AsyncTask<Awaitable<R>(int, A...)> {
public:
    AsyncTask(const char* name, Awaitable<R> (*function)(int, A...)) noexcept : name_(name), function_(function) {}

    Awaitable<R> operator()(int task, A... arguments) const {
        return within_span(name_, task, function_(task, std::move(arguments)...));
    }

private:
    static Awaitable<R> within_span(const char* name, int task, Awaitable<R> work) {
        const TaskSpan span(name, task);
        co_return co_await std::move(work);
    }

    const char* name_;
    Awaitable<R> (*function_)(int, A...);
};

template <typename Lambda>
AsyncTask(const char*, Lambda) -> AsyncTask<detail::FunctionOf<Lambda>>;

} // namespace manybrains::native
