#include "core/analyze/memory.h"

#include "tests/unit/trace/trace_builder.h"

#include <gtest/gtest.h>

namespace manybrains::analyze {
namespace {

using trace::ProcessId;
using trace::TraceBuilder;

TEST(PeakPss, IsUnknownWithoutSamples) {
    TraceBuilder build;
    EXPECT_FALSE(peak_pss(build.trace()));
}

TEST(PeakPss, SumsTheProcessesOfOneSweep) {
    TraceBuilder build;
    const ProcessId parent = build.process(1, 0);
    const ProcessId child = build.process(2, 5);
    build.memory(parent, 10, 100).memory(child, 11, 30);
    build.memory(parent, 20, 80).memory(child, 21, 60);
    build.memory(parent, 30, 90).memory(child, 31, 20);
    EXPECT_EQ(peak_pss(build.trace()), 140U);
}

TEST(PeakPss, NeverCountsSharedPagesTwiceInTheMiddleOfASweep) {
    // The fork halves the parent's share; the child is sampled first.
    TraceBuilder build;
    const ProcessId parent = build.process(1, 0);
    const ProcessId child = build.process(2, 15);
    build.memory(parent, 10, 100);
    build.memory(child, 20, 50).memory(parent, 21, 50);
    EXPECT_EQ(peak_pss(build.trace()), 100U);
}

TEST(PeakPss, PartsTheSweepsWhicheverProcessIsReadFirst) {
    TraceBuilder build;
    const ProcessId parent = build.process(1, 0);
    const ProcessId old = build.process(2, 0);
    const ProcessId child = build.process(3, 15);
    build.memory(old, 9, 1).memory(parent, 10, 100);
    build.memory(child, 20, 50).memory(parent, 21, 50).memory(old, 22, 1);
    build.memory(old, 30, 1).memory(child, 31, 10).memory(parent, 32, 10);
    EXPECT_EQ(peak_pss(build.trace()), 101U);
}

TEST(PeakPss, ForgetsProcessesThatEnded) {
    TraceBuilder build;
    const ProcessId parent = build.process(1, 0);
    const ProcessId first = build.process(2, 0, 15);
    build.memory(parent, 10, 10).memory(first, 11, 100);
    const ProcessId second = build.process(3, 16);
    build.memory(parent, 20, 10).memory(second, 21, 70);
    EXPECT_EQ(peak_pss(build.trace()), 110U);
}

TEST(PeakPss, KeepsProcessesThatASweepSkipped) {
    TraceBuilder build;
    const ProcessId parent = build.process(1, 0);
    const ProcessId child = build.process(2, 0);
    build.memory(parent, 10, 10).memory(child, 11, 100);
    build.memory(parent, 20, 50);
    build.memory(parent, 30, 20);
    EXPECT_EQ(peak_pss(build.trace()), 150U);
}

} // namespace
} // namespace manybrains::analyze
