// The lower levels, forced: by options, by a source that refuses, by a filter of the kernel's own, and by a program
// that cannot be preloaded.
#include "core/record/perf_session.h"
#include "tests/unit/record/recorded_program.h"
#include "tests/unit/record/trace_queries.h"

#include <gtest/gtest.h>

#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <linux/filter.h>
#include <linux/seccomp.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstddef>
#include <functional>

namespace manybrains::record::testing {
namespace {

using namespace std::chrono_literals;
using trace::InstantKind;
using trace::Level;
using trace::State;
using trace::TrackKind;

KernelSchedule refusing(int code) {
    const Error refusal = system_error_of(code, PerfSession::opening);
    return {[refusal] { return Result<void>(refusal); },
            [refusal](Pid, EventMerge&) { return Result<std::unique_ptr<ScheduleSource>>(refusal); }};
}

std::vector<std::string> burn(const char* program) {
    return {program, "burn", "2", "50"};
}

const std::string count_in_threads = R"(
import threading
def count():
    total = 0
    for _ in range(3_000_000):
        total += 1
threads = [threading.Thread(target=count) for _ in range(2)]
for thread in threads: thread.start()
for thread in threads: thread.join()
)";

void expect_sound(const RecordedRun& run, Level level) {
    EXPECT_EQ(run.wait_status, 0);
    EXPECT_EQ(run.trace->level(), level);
    EXPECT_EQ(run.availability.level, level);
    EXPECT_EQ(violations(*run.trace), "");
    EXPECT_TRUE(run.trace->finished());
    EXPECT_NE(run.availability.why, "");
}

/// The two threads that burn 50 ms each: near enough for a level that only looks now and then.
void expect_roughly_what_they_burned(const RecordedRun& run) {
    Duration running{};
    EXPECT_EQ(own_accounts(run.output).size(), 2U);
    for (const OwnAccount& account : own_accounts(run.output)) {
        const trace::Thread* thread = thread_with(*run.trace, account.tid);
        ASSERT_NE(thread, nullptr);
        running += time_in(*run.trace, *thread, State::running);
    }
    EXPECT_GT(running, 60ms);
    EXPECT_LT(running, 160ms);
    EXPECT_GT(tracks_of(*run.trace, TrackKind::core).size(), 0U);
    Duration on_cores{};
    for (const trace::Track* core : tracks_of(*run.trace, TrackKind::core)) {
        for (std::size_t i = 0; i < core->size(); ++i) {
            on_cores += core->slice(i).length();
        }
    }
    EXPECT_GT(on_cores, 50ms);
}

TEST(ForcedLevels, scheduleKnowsCoresButNoReasons) {
    if (!PerfSession::try_open()) {
        GTEST_SKIP() << "no kernel recording here";
    }
    const RecordedRun run = run_recorded(burn(MANYBRAINS_SUBJECT), options_at_most(Level::schedule));
    expect_sound(run, Level::schedule);
    expect_roughly_what_they_burned(run);
    EXPECT_EQ(time_in(*run.trace, State::join), 0ns);
    EXPECT_GT(time_in(*run.trace, State::other), 0ns);
}

TEST(ForcedLevels, probeKnowsReasonsAndSamplesCores) {
    const RecordedRun run = run_recorded(burn(MANYBRAINS_SUBJECT), options_at_most(Level::probe));
    expect_sound(run, Level::probe);
    expect_roughly_what_they_burned(run);
    EXPECT_GT(time_in(*run.trace, State::join), 15ms);
}

TEST(ForcedLevels, probeSeesTheInterpretersLock) {
    const RecordedRun run = run_recorded(python(count_in_threads), options_at_most(Level::probe));
    expect_sound(run, Level::probe);
    EXPECT_GT(count_instants(*run.trace, InstantKind::gil_handoff), 20U);
    EXPECT_GT(time_in(*run.trace, State::gil_wait), 0ns);
}

TEST(ForcedLevels, sampledKnowsWhatItSees) {
    const RecordedRun run = run_recorded(burn(MANYBRAINS_SUBJECT), options_at_most(Level::sampled));
    expect_sound(run, Level::sampled);
    expect_roughly_what_they_burned(run);
    EXPECT_FALSE(run.trace->gil_seen());
    EXPECT_EQ(run.trace->name(run.trace->threads()[0]->name), "subject");
    std::size_t sampled = 0;
    for (std::size_t i = 0; i < run.trace->threads().size(); ++i) {
        const trace::Track& track = run.trace->track(run.trace->threads()[i]->track);
        for (std::size_t j = 0; j < track.size(); ++j) {
            sampled += track.slice(j).thread_detail().sampled ? 1 : 0;
        }
    }
    EXPECT_GT(sampled, 0U);
}

TEST(ForcedLevels, aProgramThatCannotBePreloadedLowersTheLevel) {
    const RecordedRun sampled = run_recorded(burn(MANYBRAINS_STATIC_SUBJECT), options_at_most(Level::probe));
    expect_sound(sampled, Level::sampled);
    expect_roughly_what_they_burned(sampled);
    if (PerfSession::try_open()) {
        const RecordedRun schedule = run_recorded(burn(MANYBRAINS_STATIC_SUBJECT));
        expect_sound(schedule, Level::schedule);
        expect_roughly_what_they_burned(schedule);
    }
}

TEST(ForcedLevels, aMissingLibraryLowersTheLevel) {
    Options options;
    options.probe_library = "/nowhere/libmanybrains-probe.so";
    const Availability available = availability(options);
    EXPECT_TRUE(available.level == Level::schedule || available.level == Level::sampled);
    EXPECT_NE(available.why, "");
}

TEST(ForcedLevels, aRefusalIsSurvivedAndExplained) {
    for (const int code : {EACCES, EPERM, ENOSYS}) {
        const RecordedRun run =
            run_recorded({MANYBRAINS_SUBJECT, "burn", "1", "1"}, options_at_most(Level::kernel), refusing(code));
        expect_sound(run, Level::probe);
        EXPECT_NE(run.availability.hint, "") << code;
    }
}

TEST(ForcedLevels, aRefusalThatShowsOnlyOnThisProgramIsToo) {
    KernelSchedule late = refusing(EACCES);
    late.try_open = [] { return Result<void>(); };
    const RecordedRun run = run_recorded({MANYBRAINS_SUBJECT, "burn", "1", "1"}, options_at_most(Level::kernel), late);
    expect_sound(run, Level::probe);
}

TEST(ForcedLevels, aProgramThatIsGoneCannotBeArmed) {
    auto recorder = Recorder::create(options_at_most(Level::schedule), std::make_shared<trace::Trace>());
    ASSERT_TRUE(recorder);
    if ((*recorder)->availability().level == Level::schedule) {
        EXPECT_FALSE((*recorder)->arm(Pid{4'194'305}));
    }
    (*recorder)->finish();
    (*recorder)->finish(); // once more does nothing
}

/// Installs a filter like a container's: this system call fails for good.
void refuse_system_call(unsigned number, unsigned code) {
    std::array filter = {
        sock_filter BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
        sock_filter BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, number, 0, 1),
        sock_filter BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | code),
        sock_filter BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    const sock_fprog program{static_cast<unsigned short>(filter.size()), filter.data()};
    EXPECT_EQ(::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), 0);
    EXPECT_EQ(::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0), 0);
}

/// True when `check` found nothing wrong, in a process of its own.
bool passes_in_child(const std::function<void()>& check) {
    const pid_t child = ::fork();
    if (child == 0) {
        check();
        ::_exit(::testing::Test::HasFailure() ? 1 : 0);
    }
    int status = -1;
    ::waitpid(child, &status, 0);
    return status == 0;
}

TEST(ForcedLevels, aContainersFilterIsRecognised) {
    for (const unsigned code : {EPERM, ENOSYS}) {
        EXPECT_TRUE(passes_in_child([code] {
            refuse_system_call(SYS_perf_event_open, code);
            const Availability available = availability(options_at_most(Level::kernel));
            EXPECT_EQ(available.level, Level::probe);
            EXPECT_NE(available.why.find("blocked"), std::string::npos) << available.why;
            EXPECT_NE(available.hint, "");
            expect_sound(run_recorded(burn(MANYBRAINS_SUBJECT)), Level::probe);
        })) << code;
    }
}

} // namespace
} // namespace manybrains::record::testing
