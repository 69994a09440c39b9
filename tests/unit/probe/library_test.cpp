// What the library asks of the programs it is loaded into.
#include "tests/unit/probe/recorded_run.h"

#include <gmock/gmock.h>

#include <dlfcn.h>
#include <link.h>

#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

namespace manybrains::probe {
namespace {

std::vector<std::string> needed_libraries(const link_map& library) {
    const char* strings = nullptr;
    for (const ElfW(Dyn)* entry = library.l_ld; entry->d_tag != DT_NULL; ++entry) {
        if (entry->d_tag == DT_STRTAB) {
            strings = reinterpret_cast<const char*>(entry->d_un.d_ptr);
        }
    }
    std::vector<std::string> result;
    for (const ElfW(Dyn)* entry = library.l_ld; entry->d_tag != DT_NULL; ++entry) {
        if (entry->d_tag == DT_NEEDED) {
            result.emplace_back(strings + entry->d_un.d_val);
        }
    }
    return result;
}

TEST(ProbeLibrary, NeedsNothingButLibc) {
    void* library = ::dlopen(MANYBRAINS_APP_DIR "/libmanybrains-probe.so", RTLD_NOW | RTLD_LOCAL);
    ASSERT_NE(library, nullptr) << ::dlerror();
    link_map* loaded = nullptr;
    ASSERT_EQ(::dlinfo(library, RTLD_DI_LINKMAP, &loaded), 0);
    EXPECT_THAT(needed_libraries(*loaded), ::testing::ElementsAre("libc.so.6"));
}

TEST(ProbeLibrary, TakesLittleAddressSpace) {
    const long bare =
        std::atol(testing::run({testing::program("address_space")}, testing::Preload::nothing).output.c_str());
    const long recorded = std::atol(testing::run({testing::program("address_space")}).output.c_str());
    ASSERT_GT(bare, 0);
    EXPECT_LT(recorded - bare, 2048) << "KiB: a limit on address space must not stop a program that runs bare";
}

TEST(ProbeLibrary, MakesNoSystemCallWhenItRecords) {
    const testing::RecordedRun run = testing::run({testing::program("hot_path")});
    EXPECT_TRUE(run.succeeded()) << "killed by a system call: " << run.wait_status;
    EXPECT_EQ(run.of(Kind::hint_begin).size(), 1000U);
    EXPECT_EQ(run.of(Kind::task_begin).size(), 1000U);
    EXPECT_EQ(run.of(Kind::gil_take).size(), 1000U);
    EXPECT_EQ(run.lost, 0U);
}

TEST(ProbeLibrary, CountsWhatAFullRingDrops) {
    constexpr std::uint64_t hints = 20'000;
    const testing::RecordedRun run = testing::run({testing::program("many_events"), std::to_string(hints)},
                                                  testing::Preload::recording, testing::Draining::at_end);
    EXPECT_TRUE(run.succeeded());
    EXPECT_GT(run.lost, 0U);
    EXPECT_EQ(run.of(Kind::hint_begin).size() + run.lost, hints);
}

TEST(ProbeLibrary, LosesNothingWhenTheRingIsRead) {
    constexpr std::uint64_t hints = 12'000;
    const testing::RecordedRun run = testing::run({testing::program("many_events"), std::to_string(hints)});
    EXPECT_EQ(run.of(Kind::hint_begin).size(), hints);
    EXPECT_EQ(run.lost, 0U);
}

TEST(ProbeLibrary, LosesNothingToSignalHandlersThatRecord) {
    const testing::RecordedRun run =
        testing::run({testing::program("reentered")}, testing::Preload::recording, testing::Draining::at_end);
    ASSERT_TRUE(run.succeeded());
    const std::string counts =
        std::to_string(run.of(Kind::hint_end).size()) + " " + std::to_string(run.of(Kind::hint_begin).size());
    EXPECT_EQ(run.output, counts);
    EXPECT_EQ(run.lost, 0U);
}

} // namespace
} // namespace manybrains::probe
