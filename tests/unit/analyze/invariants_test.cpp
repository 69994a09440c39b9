#include "core/analyze/invariants.h"

#include "tests/unit/trace/trace_builder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>

namespace manybrains::analyze {

std::ostream& operator<<(std::ostream& out, const Violation& violation) {
    return out << code(violation.breach) << " on track " << static_cast<std::uint32_t>(violation.track) << " at "
               << to_ns(violation.begin) << " to " << to_ns(violation.end);
}

namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;
using trace::at_ms;
using trace::Level;
using trace::no_track;
using trace::State;
using trace::TraceBuilder;
using trace::TrackId;

/// Two threads of one process with a GIL, each on its core, one holder at a time.
class SoundTrace : public testing::Test {
protected:
    SoundTrace() {
        build.process(100, 0, 20);
        one = build.thread(100, 100, 0, 20);
        two = build.thread(100, 101, 0, 20);
        gil = build.gil(100);
        core0 = build.core(0);
        core1 = build.core(1);
        build.runs(one, 0, 10, 0, true).waits(one, 10, 20, State::gil_wait);
        build.waits(two, 0, 10, State::gil_wait).runs(two, 10, 20, 1, true);
        build.stays(core0, 0, 10, one).stays(core1, 10, 20, two);
        build.stays(gil, 0, 10, one).stays(gil, 10, 20, two);
    }

    TraceBuilder build;
    TrackId one{};
    TrackId two{};
    TrackId gil{};
    TrackId core0{};
    TrackId core1{};
};

TEST_F(SoundTrace, HasNoViolation) {
    EXPECT_THAT(check_invariants(build.trace()), IsEmpty());
}

TEST_F(SoundTrace, MayCutStaysDifferently) {
    const TrackId three = build.thread(100, 102, 20, 30);
    build.runs(three, 20, 24, 0, false).runs(three, 24, 30, 0, true).stays(core0, 20, 30, three);
    build.stays(gil, 24, 28, three).stays(gil, 28, 30, three);
    EXPECT_THAT(check_invariants(build.trace()), IsEmpty());
}

TEST_F(SoundTrace, TwoThreadsOnOneCoreAreFound) {
    const TrackId three = build.thread(100, 102, 5, 15);
    build.runs(three, 5, 15, 0);
    EXPECT_THAT(check_cores(build.trace()),
                UnorderedElementsAre(Violation{Breach::core_shared, three, one, at_ms(5), at_ms(10)},
                                     Violation{Breach::core_track_differs, three, no_track, at_ms(5), at_ms(15)}));
}

TEST_F(SoundTrace, ACoreTrackThatTellsMoreIsFound) {
    build.stays(core1, 20, 25, one);
    EXPECT_THAT(check_cores(build.trace()),
                ElementsAre(Violation{Breach::core_track_differs, one, no_track, at_ms(20), at_ms(25)}));
    build.stays(build.core(2), 0, 5, two);
    EXPECT_EQ(check_cores(build.trace()).size(), 2U);
}

TEST_F(SoundTrace, ACoreTrackThatTellsLessIsFound) {
    build.runs(one, 20, 25, 0);
    EXPECT_THAT(check_cores(build.trace()),
                ElementsAre(Violation{Breach::core_track_differs, one, no_track, at_ms(20), at_ms(25)}));
}

TEST_F(SoundTrace, AGapInAThreadsLifeIsFound) {
    build.trace().threads()[0]->end_ns = to_ns(at_ms(30));
    build.waits(one, 22, 30, State::sleep);
    EXPECT_THAT(check_tiling(build.trace()), ElementsAre(Violation{Breach::gap, one, no_track, at_ms(20), at_ms(22)}));
}

TEST_F(SoundTrace, AThreadWhoseStatesDoNotReachItsEndIsFound) {
    build.trace().threads()[1]->end_ns = to_ns(at_ms(21));
    EXPECT_THAT(check_tiling(build.trace()),
                ElementsAre(Violation{Breach::end_differs, two, no_track, at_ms(20), at_ms(21)}));
}

TEST_F(SoundTrace, AThreadThatNeverEndedIsFound) {
    build.trace().threads()[0]->end_ns = 0;
    EXPECT_EQ(check_tiling(build.trace()).size(), 1U);
}

TEST_F(SoundTrace, AThreadWithoutAnyStateIsFound) {
    const TrackId silent = build.thread(100, 102, 5, 9);
    EXPECT_THAT(check_tiling(build.trace()),
                ElementsAre(Violation{Breach::end_differs, silent, no_track, at_ms(5), at_ms(9)}));
}

TEST_F(SoundTrace, TwoHoldersThatRunAtOnceAreFound) {
    const TrackId three = build.thread(100, 102, 5, 8);
    build.runs(three, 5, 8, 1, true);
    EXPECT_THAT(check_gil(build.trace()),
                UnorderedElementsAre(Violation{Breach::gil_shared, three, one, at_ms(5), at_ms(8)},
                                     Violation{Breach::gil_track_differs, three, no_track, at_ms(5), at_ms(8)}));
}

TEST_F(SoundTrace, AHolderThatTheGilsTrackDoesNotKnowIsFound) {
    build.runs(two, 20, 25, 1, true);
    EXPECT_THAT(check_gil(build.trace()),
                ElementsAre(Violation{Breach::gil_track_differs, two, no_track, at_ms(10), at_ms(25)}));
}

TEST_F(SoundTrace, AHolderThatLetGoInBetweenIsFound) {
    const TrackId three = build.thread(100, 102, 20, 30);
    build.stays(gil, 20, 24, three).stays(gil, 25, 30, three).runs(three, 20, 30, 0, true);
    EXPECT_THAT(check_gil(build.trace()),
                ElementsAre(Violation{Breach::gil_track_differs, three, no_track, at_ms(20), at_ms(30)}));
}

TEST_F(SoundTrace, HoldersInTwoProcessesAreTwoGils) {
    build.process(200, 0, 20);
    const TrackId other = build.thread(200, 200, 0, 10);
    build.runs(other, 0, 10, 1, true).stays(build.gil(200), 0, 10, other).stays(build.core(3), 30, 40, other);
    EXPECT_THAT(check_gil(build.trace()), IsEmpty());
}

TEST_F(SoundTrace, CoresAreNotHeldAgainstSamples) {
    build.runs(one, 20, 25, 0);
    build.trace().threads()[0]->end_ns = to_ns(at_ms(25));
    build.trace().set_level(Level::probe);
    EXPECT_THAT(check_invariants(build.trace()), IsEmpty());
    build.trace().set_level(Level::schedule);
    EXPECT_EQ(check_invariants(build.trace()).size(), 1U);
}

TEST_F(SoundTrace, RunningTimeIsOfTheWholeLife) {
    build.runs(one, 20, 25, 1);
    EXPECT_EQ(running_time(build.trace(), *build.trace().threads()[0]), std::chrono::milliseconds(15));
}

TEST_F(SoundTrace, ShareWithoutTheGilLeavesShortSlicesOut) {
    const Window whole{at_ms(0), at_ms(100)};
    EXPECT_EQ(share_running_without_gil(build.trace(), whole), 0);
    build.runs(one, 20, 40, 0, false);
    EXPECT_DOUBLE_EQ(*share_running_without_gil(build.trace(), whole), 0.5);
    EXPECT_EQ(share_running_without_gil(build.trace(), whole, std::chrono::milliseconds(21)), 0);
    EXPECT_DOUBLE_EQ(*share_running_without_gil(build.trace(), {at_ms(15), at_ms(25)}), 0.5);
}

TEST(ShareWithoutTheGil, IsUnknownWithoutAGil) {
    TraceBuilder build;
    build.process(100, 0);
    build.runs(build.thread(100, 100, 0), 0, 10, 0);
    EXPECT_FALSE(share_running_without_gil(build.trace(), {at_ms(0), at_ms(10)}));
}

TEST(Breach, SaysWhichInvariantItIsOf) {
    EXPECT_EQ(invariant(Breach::core_shared), 1);
    EXPECT_EQ(invariant(Breach::core_track_differs), 1);
    EXPECT_EQ(invariant(Breach::gap), 2);
    EXPECT_EQ(invariant(Breach::end_differs), 2);
    EXPECT_EQ(invariant(Breach::gil_track_differs), 4);
    EXPECT_EQ(code(Breach::gil_track_differs), "gil-track-differs");
}

} // namespace
} // namespace manybrains::analyze
