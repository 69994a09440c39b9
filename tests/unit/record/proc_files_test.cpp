// Reading /proc: texts as kernels write them, texts as they never would, and this very process.
#include "core/record/memory_sampler.h"
#include "core/record/online_cores.h"
#include "core/record/proc_files.h"

#include <gtest/gtest.h>

#include <unistd.h>

#include <algorithm>
#include <vector>

namespace manybrains::record {
namespace {

using namespace std::chrono_literals;

std::string stat_line(const std::string& name, char state, int core) {
    std::string line = "4711 (" + name + ") " + state;
    for (int field = 4; field < 39; ++field) {
        line += " " + std::to_string(field);
    }
    return line + " " + std::to_string(core) + " 0 0\n";
}

TEST(ProcFiles, aThreadsStateCoreAndNameWhateverTheName) {
    for (const std::string name : {"python3", "a) R 1 (b", "", "x y z"}) {
        const std::string line = stat_line(name, 'S', 3);
        const auto stat = parse_thread_stat(line);
        ASSERT_TRUE(stat.has_value()) << name;
        EXPECT_EQ(stat->state, 'S');
        EXPECT_EQ(stat->core, Core{3});
        EXPECT_EQ(stat->name, name);
    }
}

TEST(ProcFiles, brokenTextsAreNothing) {
    for (const char* text : {"", "4711", ")(", "4711 (x)", "4711 (x) R 1 2 3"}) {
        EXPECT_FALSE(parse_thread_stat(text).has_value()) << text;
    }
    EXPECT_FALSE(parse_schedstat("").has_value());
    EXPECT_FALSE(parse_smaps_rollup("Pss: 1 kB").has_value());
}

TEST(ProcFiles, memoryIsGivenInBytes) {
    const auto use = parse_smaps_rollup("00400000-7fff rollup\nRss:     12 kB\nPss:   7 kB\nPss_Anon: 3 kB\n");
    ASSERT_TRUE(use.has_value());
    EXPECT_EQ(use->rss, 12U * 1024);
    EXPECT_EQ(use->pss, 7U * 1024);
}

TEST(ProcFiles, aboutOurselves) {
    const Pid self{::getpid()};
    const std::vector<Tid> threads = read_threads(self);
    EXPECT_NE(std::ranges::find(threads, Tid{::gettid()}), threads.end());
    EXPECT_NE(read_command_line(self), "");
    EXPECT_NE(read_thread_name(self, Tid{self.value}), "");
    const auto use = read_memory_use(self);
    ASSERT_TRUE(use.has_value());
    EXPECT_GT(use->pss, 0U);
    EXPECT_GE(use->rss, use->pss);
}

TEST(ProcFiles, aProcessThatIsGoneIsNothing) {
    constexpr Pid nobody{4'194'305}; // above the kernel's highest
    EXPECT_TRUE(read_threads(nobody).empty());
    EXPECT_EQ(read_command_line(nobody), "");
    EXPECT_FALSE(read_memory_use(nobody).has_value());
    EXPECT_TRUE(read_children(nobody, Tid{1}).empty());
}

TEST(OnlineCores, theKernelsListNotation) {
    const auto numbers = [](std::string_view text) {
        std::vector<int> result;
        for (const Core core : parse_core_list(text)) {
            result.push_back(core.value);
        }
        return result;
    };
    EXPECT_EQ(numbers("0"), (std::vector{0}));
    EXPECT_EQ(numbers("0-3,6,8-9\n"), (std::vector{0, 1, 2, 3, 6, 8, 9}));
    EXPECT_EQ(numbers("1,x"), (std::vector{1}));
    EXPECT_TRUE(numbers("-1").empty());
    EXPECT_TRUE(numbers("0-99999999").empty());
    EXPECT_FALSE(online_cores().empty());
}

TEST(MemorySampler, spacesItselfByItsOwnCost) {
    trace::Trace trace;
    Duration spent{};
    MemorySampler sampler(
        trace,
        [&](Pid) -> std::optional<MemoryUse> {
            spent += 7ms;
            return MemoryUse{1, 2};
        },
        [&] { return spent; });
    const LivingProcess process{Pid{1}, trace::ProcessId{0}};
    const Time start = time_from_ns(1'000'000'000);
    EXPECT_TRUE(sampler.due(start));
    sampler.sweep({&process, 1}, start);
    EXPECT_FALSE(sampler.due(start + 699ms));
    EXPECT_TRUE(sampler.due(start + 700ms));
    EXPECT_EQ(trace.memory().size(), 1U);
    EXPECT_EQ(trace.memory()[0].pss, 1U);
    EXPECT_EQ(trace.memory()[0].rss, 2U);
}

TEST(MemorySampler, cheapSweepsComeOftenAtFirstThenTenTimesASecond) {
    trace::Trace trace;
    MemorySampler sampler(
        trace, [](Pid) { return std::optional<MemoryUse>(); }, [] { return Duration(); });
    Time now = time_from_ns(0);
    std::vector<Duration> spacings;
    for (int i = 0; i < 8; ++i) {
        const Time before = now;
        sampler.sweep({}, now);
        while (!sampler.due(now)) {
            now += 1ms;
        }
        spacings.push_back(now - before);
    }
    EXPECT_EQ(spacings.front(), 10ms);
    EXPECT_EQ(spacings.back(), 100ms);
    EXPECT_TRUE(std::ranges::is_sorted(spacings));
    EXPECT_EQ(trace.memory().size(), 0U) << "a process that is gone has no sample";
}

} // namespace
} // namespace manybrains::record
