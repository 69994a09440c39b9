#include "core/native/interpreter_lock.h"

#include "core/native/pool.h"
#include "tests/unit/native/lock_journal.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <future>
#include <map>
#include <vector>

namespace manybrains::native {
namespace {

using namespace std::chrono_literals;

/// Long enough never to pass in a test: what happens, happens without a request.
constexpr std::chrono::hours never{1};

/// A test that would hang gives up after this.
constexpr std::chrono::seconds patience{20};

TEST(InterpreterLock, is_held_by_one_thread_at_a_time) {
    InterpreterLock lock;
    std::atomic<int> inside = 0;
    std::atomic<int> most_inside = 0;
    int unguarded = 0; // the lock is all that protects it
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 4; ++i) {
            threads.emplace_back([&] {
                for (int round = 0; round < 5'000; ++round) {
                    lock.take();
                    most_inside = std::max(most_inside.load(), ++inside);
                    ++unguarded;
                    --inside;
                    lock.drop();
                }
            });
        }
    }
    EXPECT_EQ(most_inside, 1);
    EXPECT_EQ(unguarded, 20'000);
}

TEST(InterpreterLock, goes_back_and_forth_between_two_that_compute) {
    InterpreterLock lock;
    lock.set_switch_interval(200us);
    constexpr std::uint64_t wanted = 20;
    const auto deadline = std::chrono::steady_clock::now() + patience;
    std::atomic<bool> enough = false;
    const auto compute = [&] {
        lock.take();
        while (!enough && std::chrono::steady_clock::now() < deadline) {
            if (lock.drop_requested()) {
                lock.drop();
                lock.take();
            }
            enough = enough || lock.handoffs() >= wanted;
        }
        lock.drop();
    };
    {
        std::jthread first(compute);
        std::jthread second(compute);
    }
    EXPECT_GE(lock.handoffs(), wanted);
}

TEST(InterpreterLock, is_with_another_thread_when_a_requested_drop_returns) {
    InterpreterLock lock;
    lock.set_switch_interval(200us);
    for (int round = 0; round < 50; ++round) {
        lock.take();
        const std::uint64_t before = lock.handoffs();
        std::jthread other([&] {
            lock.take();
            lock.drop();
        });
        const auto deadline = std::chrono::steady_clock::now() + patience;
        while (!lock.drop_requested() && std::chrono::steady_clock::now() < deadline) {
        }
        const bool asked = lock.drop_requested();
        lock.drop();
        ASSERT_TRUE(asked);
        EXPECT_EQ(lock.handoffs(), before + 1);
    }
}

TEST(InterpreterLock, is_not_asked_for_before_the_interval_has_passed) {
    InterpreterLock lock;
    lock.set_switch_interval(never);
    lock.take();
    std::jthread other([&] {
        lock.take();
        lock.drop();
    });
    bool asked = false;
    for (int i = 0; i < 10'000'000; ++i) {
        asked = asked || lock.drop_requested();
    }
    EXPECT_FALSE(asked);
    lock.drop();
}

TEST(InterpreterLock, is_not_asked_for_by_nobody) {
    InterpreterLock lock;
    lock.set_switch_interval(1us);
    for (int i = 0; i < 1'000; ++i) {
        lock.take();
        EXPECT_FALSE(lock.drop_requested());
        lock.drop();
    }
    EXPECT_EQ(lock.handoffs(), 1u);
}

/// The process's own lock, switched on.
class ProcessLock : public ::testing::Test {
protected:
    ProcessLock() {
        switch_interpreter_lock_on();
        set_switch_interval(3600);
    }
    ~ProcessLock() override { set_switch_interval(0.005); }
};

TEST_F(ProcessLock, lets_others_in_during_a_blocking_call) {
    std::promise<void> other_ran;
    const LockHeld held;
    std::jthread other([&] {
        const LockHeld held_too;
        other_ran.set_value();
    });
    const LockReleased released;
    EXPECT_EQ(other_ran.get_future().wait_for(patience), std::future_status::ready);
}

TEST_F(ProcessLock, is_let_go_at_a_safe_point_only_when_asked_for) {
    set_switch_interval(0.001);
    const LockHeld held;
    const std::uint64_t before = interpreter_lock.handoffs();
    safe_point();
    EXPECT_EQ(interpreter_lock.handoffs(), before);

    std::atomic<bool> other_ran = false;
    std::jthread other([&] {
        const LockHeld held_too;
        other_ran = true;
    });
    const auto deadline = std::chrono::steady_clock::now() + patience;
    while (!other_ran && std::chrono::steady_clock::now() < deadline) {
        safe_point();
    }
    EXPECT_TRUE(other_ran);
}

TEST_F(ProcessLock, may_be_asked_for_by_a_thread_that_holds_it) {
    const LockHeld held;
    {
        const LockHeld again;
        const LockReleased released;
        const LockReleased nothing_left_to_let_go;
    }
    std::jthread other([] { const LockReleased nothing_held; });
}

TEST_F(ProcessLock, serves_every_thread_of_a_pool) {
    set_switch_interval(0.0005);
    const Task spin("spin", [](int task, int rounds) {
        for (int i = 0; i < rounds; ++i) {
            safe_point();
        }
        return task;
    });
    clear_lock_journal();
    {
        const LockHeld held;
        Pool pool(3);
        EXPECT_EQ(pool.map(spin, 4, 20'000'000), (std::vector{0, 1, 2, 3}));
    }
    const auto takers = [] {
        std::map<std::thread::id, int> takes;
        for (const LockRecord& record : lock_journal()) {
            takes[record.thread] += record.event == LockEvent::take ? 1 : 0;
        }
        return takes.size();
    }();
    EXPECT_EQ(takers, 4u); // the pool's three and this one
}

TEST_F(ProcessLock, tells_the_recorder_of_one_holder_at_a_time) {
    set_switch_interval(0.0005);
    clear_lock_journal();
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 3; ++i) {
            threads.emplace_back([] {
                const LockHeld held;
                for (int round = 0; round < 5'000'000; ++round) {
                    safe_point();
                }
            });
        }
    }
    std::thread::id holder;
    std::map<std::thread::id, bool> waiting;
    int takes = 0;
    int waits = 0;
    for (const LockRecord& record : lock_journal()) {
        switch (record.event) {
        case LockEvent::wait_begin:
            ++waits;
            EXPECT_FALSE(std::exchange(waiting[record.thread], true));
            break;
        case LockEvent::wait_end:
            EXPECT_TRUE(std::exchange(waiting[record.thread], false));
            break;
        case LockEvent::take:
            ++takes;
            EXPECT_FALSE(waiting[record.thread]);
            EXPECT_EQ(holder, std::thread::id());
            holder = record.thread;
            break;
        case LockEvent::drop:
            EXPECT_EQ(holder, record.thread);
            holder = {};
            break;
        }
    }
    EXPECT_GE(takes, 3);
    EXPECT_EQ(gil_wait_hints(), waits);
    EXPECT_EQ(holder, std::thread::id());
}

} // namespace
} // namespace manybrains::native
