// An event loop on the thread that calls it: coroutines take turns, and one runs until it awaits something. Nothing
// ever runs at the same time as something else, but any number of waits pass at once.
#pragma once

#include "core/native/task.h"

#include <cstddef>
#include <memory>
#include <type_traits>
#include <utility>
#include <vector>

namespace manybrains::native {

class EventLoop {
public:
    EventLoop();
    ~EventLoop();
    EventLoop(const EventLoop&) = delete;
    EventLoop& operator=(const EventLoop&) = delete;

    /// Starts coroutine(0, arguments…), coroutine(1, arguments…), … and runs them until all have ended; their results
    /// in that order. When one throws, the others end where they are, and the exception comes out here.
    template <typename Coroutine, typename... A>
    auto gather(const Coroutine& coroutine, int tasks, const A&... arguments) {
        using Result = typename std::invoke_result_t<const Coroutine&, int, const A&...>::value_type;
        std::vector<Result> results(static_cast<std::size_t>(tasks));
        for (int index = 0; index < tasks; ++index) {
            start(store(coroutine(index, arguments...), results[static_cast<std::size_t>(index)]));
        }
        run();
        return results;
    }

private:
    template <typename Result>
    static Awaitable<void> store(Awaitable<Result> work, Result& place) {
        place = co_await std::move(work);
    }

    void start(Awaitable<void> work);
    void run();

    struct State;
    std::unique_ptr<State> state_;
};

} // namespace manybrains::native
