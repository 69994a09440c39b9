// What the probe sees of real CPythons: the pattern by which the interpreter lock shows on every version from 3.8 to
// 3.13, the waits of threads, and the children of os.fork, subprocess and multiprocessing.
#include "tests/unit/probe/recorded_run.h"

#include <gmock/gmock.h>

#include <pthread.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace manybrains::probe {
namespace {

using testing::BlockingCall;
using testing::Recorded;
using testing::RecordedRun;

/// Where CPython signals: `cond` when it drops the lock, `switch_cond`, one condition and one mutex further on, when it
/// has taken it.
constexpr std::uint64_t take_after_drop = sizeof(pthread_cond_t) + sizeof(pthread_mutex_t);

class PythonTest : public ::testing::Test {
protected:
    void SetUp() override {
        if (interpreters_.empty()) {
            GTEST_SKIP() << "no Python here";
        }
    }

    /// Runs the script with every interpreter, and checks what each recorded.
    template <typename Check>
    void for_each_python(const std::string& script, Check check) {
        for (const std::string& python : interpreters_) {
            SCOPED_TRACE(python);
            const RecordedRun run = testing::run({python, "-c", script});
            ASSERT_TRUE(run.succeeded()) << run.output;
            EXPECT_EQ(run.lost, 0U);
            check(run);
        }
    }

    std::vector<std::string> interpreters_ = testing::interpreters();
};

std::set<std::uint64_t> signalled_offsets(const std::vector<Recorded>& events) {
    std::set<std::uint64_t> offsets;
    for (const Recorded& recorded : events) {
        if (recorded.event.kind == Kind::cond_signal) {
            offsets.insert(recorded.event.argument);
        }
    }
    return offsets;
}

std::vector<Recorded> of_process(const RecordedRun& run, Pid pid) {
    std::vector<Recorded> result;
    std::ranges::copy_if(run.events, std::back_inserter(result),
                         [pid](const Recorded& recorded) { return recorded.writer.pid == pid; });
    return result;
}

/// Takes and drops of one process in the order of time, as a walk with at most one holder. Counts how often the lock
/// went to another thread than the last one.
int expect_one_holder_at_a_time(const std::vector<Recorded>& events, std::uint64_t drop) {
    int hand_offs = 0;
    std::optional<Tid> holder;
    std::optional<Tid> last;
    for (const Recorded& recorded : events) {
        if (recorded.event.kind != Kind::cond_signal) {
            continue;
        }
        const Tid thread = recorded.writer.tid;
        if (recorded.event.argument == drop) {
            EXPECT_EQ(holder, thread) << "dropped by a thread that did not hold it";
            holder.reset();
        } else {
            EXPECT_EQ(holder, std::nullopt) << "taken while held";
            hand_offs += last && *last != thread ? 1 : 0;
            holder = last = thread;
        }
    }
    return hand_offs;
}

constexpr const char* two_threads_count = R"(
import sys, threading
sys.setswitchinterval(0.001)
done = [0, 0]
def count(me):
    while min(done) < 100:
        done[me] += 1
        for _ in range(20000):
            pass
threads = [threading.Thread(target=count, args=(i,)) for i in (0, 1)]
for thread in threads: thread.start()
for thread in threads: thread.join()
)";

TEST_F(PythonTest, TakesAndDropsTheLockInTurns) {
    for_each_python(two_threads_count, [](const RecordedRun& run) {
        const std::set<std::uint64_t> offsets = signalled_offsets(run.events);
        ASSERT_EQ(offsets.size(), 2U) << "more conditions than the lock's";
        const std::uint64_t drop = *offsets.begin();
        EXPECT_EQ(*offsets.rbegin() - drop, take_after_drop);
        EXPECT_GE(expect_one_holder_at_a_time(run.events, drop), 2);
    });
}

TEST_F(PythonTest, WaitsForTheLockOnItsConditions) {
    for_each_python(two_threads_count, [](const RecordedRun& run) {
        const std::uint64_t drop = *signalled_offsets(run.events).begin();
        int timed_out = 0;
        for (const Recorded& thread_start : run.of(Kind::thread_start)) {
            for (const BlockingCall& wait : testing::calls(run.of(thread_start.writer.tid), Call::gil)) {
                EXPECT_GE(wait.argument, drop);
                EXPECT_LT(wait.argument, drop + 2 * take_after_drop);
                timed_out += wait.argument == drop && wait.timed_out ? 1 : 0;
            }
        }
        EXPECT_GE(timed_out, 1) << "the waiter asks for the lock when the switch interval is over";
    });
}

TEST_F(PythonTest, ThreadsThatSleepSaySo) {
    for_each_python(R"(
import threading, time
threads = [threading.Thread(target=time.sleep, args=(0.01,)) for _ in range(2)]
for thread in threads: thread.start()
for thread in threads: thread.join()
)",
                    [](const RecordedRun& run) {
                        const std::vector<Recorded> starts = run.of(Kind::thread_start);
                        ASSERT_EQ(starts.size(), 3U);
                        for (const Recorded& start : std::span(starts).subspan(1)) {
                            const auto sleeps = testing::calls(run.of(start.writer.tid), Call::sleep);
                            ASSERT_EQ(sleeps.size(), 1U);
                            EXPECT_GE(sleeps[0].end - sleeps[0].begin, std::chrono::milliseconds(10));
                        }
                    });
}

TEST_F(PythonTest, AnEventLoopWaitsForTheNetworkOrSleeps) {
    for_each_python(
        R"(
import asyncio
async def serve(reader, writer):
    await reader.read(1)
    await asyncio.sleep(0.01)
    writer.close()
async def main():
    server = await asyncio.start_server(serve, '127.0.0.1', 0)
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    await asyncio.sleep(0.01)
    writer.write(b'x')
    await reader.read()
    writer.close()
asyncio.run(main())
)",
        [](const RecordedRun& run) {
            const auto waits = testing::calls(run.of_main(), Call::poll);
            EXPECT_GE(std::ranges::count(waits, true, &BlockingCall::timed_out), 1);
            for (const BlockingCall& wait : waits) {
                EXPECT_TRUE(wait.descriptor == Descriptor::unknown || wait.descriptor == Descriptor::network_socket)
                    << static_cast<int>(wait.descriptor);
            }
        });
}

TEST_F(PythonTest, AForkedChildTakesALockOfItsOwn) {
    for_each_python(R"(
import os, threading
pid = os.fork()
if pid == 0:
    thread = threading.Thread(target=lambda: None)
    thread.start()
    thread.join()
    os._exit(5)
os.waitpid(pid, 0)
)",
                    [](const RecordedRun& run) {
                        const std::vector<Recorded> ended = run.of(Kind::child_ended);
                        ASSERT_EQ(ended.size(), 1U);
                        const Pid child{static_cast<pid_t>(ended[0].event.argument & 0xffff'ffff)};
                        EXPECT_EQ(ended[0].event.argument >> 32, 5U << 8);

                        const std::vector<Recorded> own = of_process(run, child);
                        EXPECT_EQ(own.front().event.kind, Kind::process_start);
                        EXPECT_EQ(own.front().event.argument, static_cast<std::uint64_t>(run.pid.value));
                        EXPECT_NE(own.front().writer.ring, run.of_main().front().writer.ring);
                        const std::uint64_t drop = *signalled_offsets(run.events).begin();
                        EXPECT_GE(expect_one_holder_at_a_time(own, drop), 1);
                    });
}

/// Pid and parent of every process that started.
std::map<std::int32_t, std::int32_t> parents(const RecordedRun& run) {
    std::map<std::int32_t, std::int32_t> result;
    for (const Recorded& start : run.of(Kind::process_start)) {
        result[start.writer.pid.value] = static_cast<std::int32_t>(start.event.argument);
    }
    return result;
}

TEST_F(PythonTest, ASubprocessRecordsThoughItsDescriptorsAreClosed) {
    for_each_python(R"(
import subprocess, sys
subprocess.run([sys.executable, '-c', 'import time; time.sleep(0.001)'], close_fds=True, check=True)
)",
                    [](const RecordedRun& run) {
                        std::map<std::int32_t, std::int32_t> started = parents(run);
                        ASSERT_EQ(started.size(), 2U);
                        started.erase(run.pid.value);
                        EXPECT_EQ(started.begin()->second, run.pid.value);
                        const Tid child{started.begin()->first};
                        EXPECT_EQ(testing::calls(run.of(child), Call::sleep).size(), 1U);
                    });
}

TEST_F(PythonTest, WorkersRecordHoweverTheyAreStarted) {
    for (const std::string method : {"fork", "spawn", "forkserver"}) {
        SCOPED_TRACE(method);
        for_each_python("import multiprocessing, time\n"
                        "context = multiprocessing.get_context('" +
                            method +
                            "')\n"
                            "workers = [context.Process(target=time.sleep, args=(0.02,)) for _ in range(2)]\n"
                            "for worker in workers: worker.start()\n"
                            "for worker in workers: worker.join()\n",
                        [](const RecordedRun& run) {
                            int workers = 0;
                            for (const auto& [pid, parent] : parents(run)) {
                                const auto sleeps = testing::calls(run.of(Tid{pid}), Call::sleep);
                                workers += std::ranges::any_of(sleeps, [](const BlockingCall& sleep) {
                                    return sleep.end - sleep.begin >= std::chrono::milliseconds(20);
                                });
                            }
                            EXPECT_EQ(workers, 2);
                        });
    }
}

} // namespace
} // namespace manybrains::probe
