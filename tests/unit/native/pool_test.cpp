#include "core/native/pool.h"

#include <gmock/gmock.h>

#include <atomic>
#include <set>
#include <stdexcept>
#include <string>

namespace manybrains::native {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::atomic<int> begun = 0;

const Task square("square", [](int task, int factor) { return task * task * factor; });

const Task throw_at_once("throw_at_once", [](int task) -> int {
    ++begun;
    throw std::runtime_error("task " + std::to_string(task));
});

/// Task 0 ends when all the others have: one worker of two does all of those.
const Task wait_for_the_others("wait_for_the_others", [](int task, int tasks) {
    if (task > 0) {
        ++begun;
        begun.notify_all();
        return task;
    }
    for (int seen = begun; seen + 1 < tasks; seen = begun) {
        begun.wait(seen);
    }
    return task;
});

class PoolTest : public ::testing::Test {
protected:
    PoolTest() { begun = 0; }
};

TEST_F(PoolTest, returns_results_in_the_order_of_the_tasks) {
    Pool pool(3);
    EXPECT_THAT(pool.map(square, 5, 2), ElementsAre(0, 2, 8, 18, 32));
}

TEST_F(PoolTest, can_be_used_again) {
    Pool pool(2);
    EXPECT_THAT(pool.map(square, 2, 1), ElementsAre(0, 1));
    EXPECT_THAT(pool.map(square, 0, 1), IsEmpty());
    EXPECT_THAT(pool.map(square, 3, 1), ElementsAre(0, 1, 4));
}

TEST_F(PoolTest, ends_without_having_had_work) {
    Pool pool(2);
}

TEST_F(PoolTest, gives_a_free_worker_the_next_task) {
    Pool pool(2);
    EXPECT_THAT(pool.map(wait_for_the_others, 6, 6), ElementsAre(0, 1, 2, 3, 4, 5));
}

TEST_F(PoolTest, hands_on_what_a_task_throws_and_begins_no_further_one) {
    Pool pool(1);
    try {
        pool.map(throw_at_once, 10);
        FAIL() << "nothing thrown";
    } catch (const std::runtime_error& failure) {
        EXPECT_STREQ(failure.what(), "task 0");
    }
    EXPECT_EQ(begun, 1);
    EXPECT_THAT(pool.map(square, 2, 1), ElementsAre(0, 1)); // and works on
}

} // namespace
} // namespace manybrains::native
