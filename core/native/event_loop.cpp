#include "core/native/event_loop.h"

#include "core/native/turns.h"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <exception>

namespace manybrains::native {

namespace asio = boost::asio;

struct EventLoop::State {
    Turns turns;
    asio::io_context context{1};
    asio::any_io_executor executor = TurnExecutor(context.get_executor(), turns);
    std::exception_ptr failure;
};

EventLoop::EventLoop() : state_(std::make_unique<State>()) {}

EventLoop::~EventLoop() = default;

void EventLoop::start(Awaitable<void> work) {
    asio::co_spawn(state_->executor, std::move(work), [state = state_.get()](std::exception_ptr failure) {
        if (failure && !state->failure) {
            state->failure = failure;
            state->context.stop();
        }
    });
}

void EventLoop::run() {
    state_->turns.begin_wait();
    state_->context.run();
    state_->turns.end_wait();
    state_->context.restart();
    if (state_->failure) {
        const std::exception_ptr failure = state_->failure;
        state_ = std::make_unique<State>(); // ends the coroutines that still wait
        std::rethrow_exception(failure);
    }
}

} // namespace manybrains::native
