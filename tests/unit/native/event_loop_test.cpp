#include "core/native/event_loop.h"

#include "core/native/sleep.h"

#include <gmock/gmock.h>

#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace manybrains::native {
namespace {

using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> journal;
std::vector<std::thread::id> threads;

Awaitable<int> write_twice(int task) {
    journal.push_back("begin " + std::to_string(task));
    threads.push_back(std::this_thread::get_id());
    co_await sleep_async(0.001 * (3 - task)); // the last to begin is the first to end
    journal.push_back("end " + std::to_string(task));
    threads.push_back(std::this_thread::get_id());
    co_return task * 10;
}

Awaitable<int> never_await(int task) {
    journal.push_back("begin " + std::to_string(task));
    journal.push_back("end " + std::to_string(task));
    co_return task;
}

struct Witness {
    ~Witness() { journal.push_back("destroyed"); }
};

Awaitable<int> first_throws(int task) {
    const Witness witness;
    if (task == 0) {
        throw std::runtime_error("gave up");
    }
    co_await sleep_async(600);
    co_return task;
}

class EventLoopTest : public ::testing::Test {
protected:
    EventLoopTest() {
        journal.clear();
        threads.clear();
    }
};

TEST_F(EventLoopTest, returns_results_in_the_order_of_the_tasks) {
    EventLoop loop;
    EXPECT_THAT(loop.gather(write_twice, 3), ElementsAre(0, 10, 20));
}

TEST_F(EventLoopTest, runs_one_coroutine_while_another_waits) {
    EventLoop loop;
    loop.gather(write_twice, 2);
    EXPECT_THAT(journal, ElementsAre("begin 0", "begin 1", "end 1", "end 0"));
}

TEST_F(EventLoopTest, runs_everything_on_the_thread_that_calls_it) {
    EventLoop loop;
    loop.gather(write_twice, 3);
    EXPECT_THAT(threads, Each(std::this_thread::get_id()));
}

TEST_F(EventLoopTest, cannot_interrupt_a_coroutine_that_never_awaits) {
    EventLoop loop;
    loop.gather(never_await, 2);
    EXPECT_THAT(journal, ElementsAre("begin 0", "end 0", "begin 1", "end 1"));
}

TEST_F(EventLoopTest, overlaps_sleeps) {
    const AsyncTask nap("nap", [](int task, double seconds) -> Awaitable<int> {
        co_await sleep_async(seconds);
        co_return task;
    });
    EventLoop loop;
    const auto start = std::chrono::steady_clock::now();
    loop.gather(nap, 1, 0.1);
    const auto one = std::chrono::steady_clock::now() - start;
    loop.gather(nap, 20, 0.1);
    const auto twenty = std::chrono::steady_clock::now() - start - one;
    EXPECT_LT(twenty, 10 * one);
}

TEST_F(EventLoopTest, hands_on_what_a_coroutine_throws_and_ends_the_others) {
    EventLoop loop;
    EXPECT_THROW(loop.gather(first_throws, 3), std::runtime_error);
    EXPECT_THAT(journal, ElementsAre("destroyed", "destroyed", "destroyed"));
    EXPECT_THAT(loop.gather(never_await, 2), ElementsAre(0, 1)); // and works on
}

TEST_F(EventLoopTest, has_nothing_to_do_without_tasks) {
    EventLoop loop;
    EXPECT_THAT(loop.gather(write_twice, 0), IsEmpty());
}

} // namespace
} // namespace manybrains::native
