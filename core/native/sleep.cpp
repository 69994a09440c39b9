#include "core/native/sleep.h"

#include "core/native/interpreter_lock.h"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <chrono>
#include <thread>

namespace manybrains::native {

namespace asio = boost::asio;

namespace {

constexpr double longest = 1e9; ///< seconds, some thirty years: what fits into nanoseconds

std::chrono::nanoseconds length_of(double seconds) {
    seconds = std::clamp(seconds, 0.0, longest);
    return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::duration<double>(seconds));
}

} // namespace

void sleep_for(double seconds) {
    const LockReleased released;
    std::this_thread::sleep_for(length_of(seconds));
}

Awaitable<void> sleep_async(double seconds) {
    asio::steady_timer timer(co_await asio::this_coro::executor, length_of(seconds));
    co_await timer.async_wait(asio::use_awaitable);
}

} // namespace manybrains::native
