// Real programs under the kernel's own schedule: the invariants of recording.md, the process tree, states, crashes and
// losses.
#include "core/record/perf_session.h"
#include "tests/unit/record/recorded_program.h"
#include "tests/unit/record/trace_queries.h"

#include <gtest/gtest.h>

#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <poll.h>
#include <signal.h>

#include <algorithm>
#include <chrono>
#include <set>
#include <thread>

namespace manybrains::record::testing {
namespace {

using namespace std::chrono_literals;
using trace::InstantKind;
using trace::Level;
using trace::State;
using trace::TrackKind;

class RecordedRunTest : public ::testing::Test {
protected:
    void SetUp() override {
        if (const Result<void> possible = PerfSession::try_open(); !possible) {
            GTEST_SKIP() << "no kernel recording here: " << possible.error().message();
        }
    }
};

/// Invariant 3: running time is the kernel's own figure, within 2 per cent or 2 ms. The kernel charges a switch itself
/// to the thread that comes, the recording to nobody: that counts on a machine where others switch in between.
void expect_agreement(Duration recorded, Duration kernel, std::uint64_t switches, const std::string& whose) {
    constexpr Duration costliest_switch = 20us;
    EXPECT_LE(std::chrono::abs(recorded - kernel), std::max<Duration>(2ms, kernel / 50) + switches * costliest_switch)
        << whose << ": recorded " << recorded.count() << " ns, by the kernel's account " << kernel.count() << " ns, "
        << switches << " switches";
}

/// Of every thread that told its own as the last thing it did, and of the whole tree.
void expect_agreement(const RecordedRun& run, std::size_t threads) {
    const std::vector<OwnAccount> accounts = own_accounts(run.output);
    EXPECT_EQ(accounts.size(), threads) << run.output;
    for (const OwnAccount& account : accounts) {
        const trace::Thread* thread = thread_with(*run.trace, account.tid);
        ASSERT_NE(thread, nullptr) << account.tid.value;
        expect_agreement(time_in(*run.trace, *thread, State::running), account.cpu, thread->switches, "a thread");
    }
    std::uint64_t switches = 0;
    for (std::size_t i = 0; i < run.trace->threads().size(); ++i) {
        switches += run.trace->threads()[i]->switches;
    }
    expect_agreement(time_in(*run.trace, State::running), run.cpu, switches, "the tree");
}

void expect_sound(const RecordedRun& run, Level level = Level::kernel) {
    EXPECT_EQ(run.wait_status, 0);
    EXPECT_EQ(violations(*run.trace), "");
    EXPECT_EQ(run.trace->level(), level);
    EXPECT_EQ(run.trace->events_lost(), 0U);
    EXPECT_TRUE(run.trace->finished());
    EXPECT_GT(run.trace->events(), 0U);
    EXPECT_FALSE(run.crash.has_value());
}

const std::string count_in_threads = R"(
import os, threading, time
def count():
    total = 0
    for _ in range(3_000_000):
        total += 1
    os.write(1, b"%d %d\n" % (threading.get_native_id(), time.thread_time_ns()))
threads = [threading.Thread(target=count) for _ in range(2)]
for thread in threads: thread.start()
for thread in threads: thread.join()
)";

TEST_F(RecordedRunTest, threadsOfPythonHandTheirLockToAndFro) {
    const RecordedRun run = run_recorded(python(count_in_threads));
    expect_sound(run);
    expect_agreement(run, 2);
    EXPECT_TRUE(run.trace->gil_seen());
    EXPECT_GT(count_instants(*run.trace, InstantKind::gil_handoff), 20U);
    EXPECT_GE(count_instants(*run.trace, InstantKind::gil_request), 20U);
    ASSERT_EQ(tracks_of(*run.trace, TrackKind::gil).size(), 1U);
    for (const OwnAccount& account : own_accounts(run.output)) {
        EXPECT_GT(time_in(*run.trace, *thread_with(*run.trace, account.tid), State::gil_wait), 0ns);
    }
}

TEST_F(RecordedRunTest, countingPythonThreadsRunWithTheLockOrHardlyAtAll) {
    const RecordedRun run = run_recorded(python(count_in_threads));
    for (const OwnAccount& account : own_accounts(run.output)) {
        const trace::Thread* thread = thread_with(*run.trace, account.tid);
        ASSERT_NE(thread, nullptr);
        const trace::Track& track = run.trace->track(thread->track);
        Duration without_lock{};
        for (std::size_t i = 0; i < track.size(); ++i) {
            const trace::Slice slice = track.slice(i);
            if (slice.state() == State::running && !slice.thread_detail().held_gil) {
                without_lock += slice.length();
            }
        }
        EXPECT_LT(without_lock, account.cpu / 5);
    }
}

TEST_F(RecordedRunTest, processesOfPythonHaveALockEach) {
    const RecordedRun run = run_recorded(python(R"(
import multiprocessing, os, time
def count():
    total = 0
    for _ in range(2_000_000):
        total += 1
    os.write(1, b"%d %d\n" % (os.getpid(), time.thread_time_ns()))
context = multiprocessing.get_context("fork")
processes = [context.Process(target=count) for _ in range(3)]
for process in processes: process.start()
for process in processes: process.join()
)"));
    expect_sound(run);
    expect_agreement(run, 3);
    EXPECT_EQ(run.trace->processes().size(), 4U);
    EXPECT_EQ(tracks_of(*run.trace, TrackKind::gil).size(), 4U);
    for (std::size_t i = 1; i < run.trace->processes().size(); ++i) {
        const trace::Process& child = *run.trace->processes()[i];
        EXPECT_EQ(child.parent, run.root);
        EXPECT_NE(child.end_ns, 0);
        const trace::ProcessEnd end = trace::unpack_process_end(child.end_status);
        EXPECT_TRUE(end.known);
        EXPECT_EQ(end.status, 0);
    }
    EXPECT_GT(time_in(*run.trace, State::child), 0ns);
}

TEST_F(RecordedRunTest, threadsOfCppRunAsTheirOwnClocksSay) {
    const RecordedRun run = run_recorded({MANYBRAINS_SUBJECT, "burn", "3", "60"});
    expect_sound(run);
    expect_agreement(run, 3);
    EXPECT_FALSE(run.trace->gil_seen());
    EXPECT_GT(time_in(*run.trace, State::join), 0ns);
}

TEST_F(RecordedRunTest, theFirstThreadsLifeBeginsAtTheGate) {
    const RecordedRun run = run_recorded({MANYBRAINS_SUBJECT, "burn", "1", "60"});
    ASSERT_GE(run.trace->threads().size(), 1U);
    const trace::Thread& first = *run.trace->threads()[0];
    EXPECT_EQ(first.tid.value, run.root.value);
    EXPECT_EQ(first.begin, run.trace->origin());
    EXPECT_EQ(run.trace->name(first.name), "subject");
    EXPECT_NE(run.trace->name(run.trace->processes()[0]->command).find("subject burn 1 60"), std::string::npos);
    EXPECT_GT(run.trace->memory().size(), 0U) << "short runs have a figure too";
}

std::size_t count_slices(const RecordedRun& run, const trace::Thread& thread, State state) {
    const trace::Track& track = run.trace->track(thread.track);
    std::size_t count = 0;
    for (std::size_t i = 0; i < track.size(); ++i) {
        count += track.slice(i).state() == state ? 1 : 0;
    }
    return count;
}

TEST_F(RecordedRunTest, waitingForAPipeIsThat) {
    const RecordedRun run = run_recorded({MANYBRAINS_SUBJECT, "ping-pong", "300", "100"});
    expect_sound(run);
    EXPECT_EQ(own_accounts(run.output).size(), 2U);
    for (const OwnAccount& account : own_accounts(run.output)) {
        const trace::Thread* thread = thread_with(*run.trace, account.tid);
        ASSERT_NE(thread, nullptr);
        EXPECT_GT(count_slices(run, *thread, State::pipe), 50U);
        EXPECT_EQ(count_slices(run, *thread, State::network), 0U);
    }
}

TEST_F(RecordedRunTest, waitsOfPythonHaveTheirReasons) {
    const RecordedRun run = run_recorded(python(R"(
import asyncio, os, socket, subprocess, threading, time
time.sleep(0.05)
lock = threading.Lock()
lock.acquire()
waiter = threading.Thread(target=lock.acquire)
waiter.start()
subprocess.run(["sleep", "0.05"])
lock.release()
waiter.join()
server = socket.create_server(("127.0.0.1", 0))
client = socket.create_connection(server.getsockname())
peer, _ = server.accept()
reading, writing = os.pipe()
for _ in range(10):
    threading.Timer(0.005, peer.sendall, [b"x"]).start()
    client.recv(1)
    threading.Timer(0.005, os.write, [writing, b"x"]).start()
    os.read(reading, 1)
asyncio.run(asyncio.sleep(0.05))
)"));
    expect_sound(run);
    for (const State state : {State::lock, State::child, State::network, State::pipe}) {
        EXPECT_GT(time_in(*run.trace, state), 0ns) << trace::code(state);
    }
    EXPECT_GE(time_in(*run.trace, State::sleep), 90ms) << "time.sleep and asyncio.sleep";
}

TEST_F(RecordedRunTest, aThreadThatReplacesTheProgramGoesOnAsTheFirst) {
    const RecordedRun run = run_recorded({MANYBRAINS_SUBJECT, "execute"});
    expect_sound(run);
    EXPECT_EQ(run.trace->processes().size(), 1U);
    EXPECT_EQ(own_accounts(run.output).size(), 2U) << run.output;
}

TEST_F(RecordedRunTest, aWorkerThatIsEndedByASignalIsACrash) {
    const RecordedRun run = run_recorded(python(R"(
import multiprocessing, os, signal
def die():
    os.kill(os.getpid(), signal.SIGSEGV)
process = multiprocessing.get_context("fork").Process(target=die)
process.start()
process.join()
print(process.pid, 0)
)"));
    EXPECT_EQ(violations(*run.trace), "");
    ASSERT_TRUE(run.crash.has_value());
    EXPECT_EQ(run.crash->signal, SIGSEGV);
    ASSERT_EQ(own_accounts(run.output).size(), 1U);
    EXPECT_EQ(run.crash->pid.value, own_accounts(run.output)[0].tid.value);
}

TEST_F(RecordedRunTest, aWorkerThatItsParentTerminatesIsNot) {
    const RecordedRun run = run_recorded(python(R"(
import multiprocessing
if __name__ == "__main__":
    with multiprocessing.get_context("fork").Pool(2) as pool:
        print(sum(pool.map(abs, [-1, 2])), 0)
)"));
    expect_sound(run);
    EXPECT_EQ(run.output, "3 0\n");
    EXPECT_GE(run.trace->processes().size(), 3U);
}

TEST_F(RecordedRunTest, readersSeeItGrow) {
    auto trace = std::make_shared<trace::Trace>();
    std::set<std::int64_t> horizons;
    bool slices_reached_backwards = false;
    RecordedRun run;
    {
        std::jthread reader([&] {
            while (!trace->finished()) {
                const Time horizon = trace->horizon();
                slices_reached_backwards |= !horizons.empty() && to_ns(horizon) < *horizons.rbegin();
                horizons.insert(to_ns(horizon));
                for (std::size_t i = 0; i < trace->track_count(); ++i) {
                    const trace::Track& track = trace->track(static_cast<trace::TrackId>(i));
                    const std::size_t count = track.size();
                    const Time end = count > 0 ? track.slice(count - 1).end : Time{};
                    if (const auto open = track.open()) {
                        slices_reached_backwards |= open->begin < end;
                    }
                }
                std::this_thread::yield();
            }
        });
        run = run_recorded(python(count_in_threads), options_at_most(Level::kernel), kernel_schedule(), trace);
    }
    EXPECT_FALSE(slices_reached_backwards);
    EXPECT_GT(horizons.size(), 3U);
}

/// A recorder that is not scheduled while the program runs: its first look at the rings comes when all is over.
class Stalled final : public ScheduleSource {
public:
    Stalled(Pid root, std::unique_ptr<ScheduleSource> inner)
        : ended_(static_cast<int>(::syscall(SYS_pidfd_open, root.value, 0))), inner_(std::move(inner)) {}

    [[nodiscard]] std::vector<int> wake_descriptors() const override { return {}; }
    [[nodiscard]] Duration pace() const noexcept override { return inner_->pace(); }
    void drain() override {
        pollfd end{ended_.get(), POLLIN, 0};
        while (::poll(&end, 1, -1) < 0) {
        }
        inner_->drain();
    }
    [[nodiscard]] std::uint64_t lost() const noexcept override { return inner_->lost(); }
    void count_final_losses() override { inner_->count_final_losses(); }

private:
    UniqueFd ended_;
    std::unique_ptr<ScheduleSource> inner_;
};

TEST_F(RecordedRunTest, lossesAreReported) {
    KernelSchedule tiny = kernel_schedule();
    tiny.open = [](Pid root, EventMerge& merge) -> Result<std::unique_ptr<ScheduleSource>> {
        constexpr std::size_t one_page = 1;
        Result<std::unique_ptr<ScheduleSource>> session = PerfSession::open(root, merge, one_page);
        if (!session) {
            return session.error();
        }
        return std::make_unique<Stalled>(root, std::move(*session));
    };
    const RecordedRun run =
        run_recorded({MANYBRAINS_SUBJECT, "ping-pong", "20000", "0"}, options_at_most(Level::kernel), tiny);
    EXPECT_GT(run.trace->events_lost(), 10'000U) << "20,000 switches in a ring for 128, 40,000 calls in one for 16,384";
    EXPECT_EQ(run.trace->events_lost(), run.statistics.events_lost);
    EXPECT_EQ(violations(*run.trace), "");
}

} // namespace
} // namespace manybrains::record::testing
