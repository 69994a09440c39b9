#include "core/trace/trace.h"

#include <gtest/gtest.h>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string>
#include <thread>

namespace manybrains::trace {
namespace {

TEST(Trace, StartsEmpty) {
    const Trace trace;
    EXPECT_EQ(trace.track_count(), 0U);
    EXPECT_EQ(trace.level(), Level::none);
    EXPECT_FALSE(trace.finished());
    EXPECT_FALSE(trace.gil_seen());
    EXPECT_EQ(trace.name(NameId{}), "");
    EXPECT_EQ(trace.thread_of(no_track), nullptr);
}

TEST(Trace, EqualNamesHaveEqualIds) {
    Trace trace;
    const NameId first = trace.intern("worker");
    const NameId second = trace.intern("other");
    EXPECT_NE(first, second);
    EXPECT_EQ(trace.intern("worker"), first);
    EXPECT_EQ(trace.intern(""), NameId{});
    EXPECT_EQ(trace.name(first), "worker");
    for (int i = 0; i < 1000; ++i) {
        trace.intern(std::to_string(i));
    }
    EXPECT_EQ(trace.name(second), "other");
    EXPECT_EQ(trace.name(trace.intern("999")), "999");
}

TEST(Trace, ThreadsBringATrackOfTheirOwnAndAHueInOrderOfAppearance) {
    Trace trace;
    trace.add_process({10}, {1}, time_from_ns(5));
    const Track& core = trace.add_track({.kind = TrackKind::core, .core = {0}});
    for (int i = 0; i < 20; ++i) {
        const Thread& thread = trace.add_thread(ProcessId{0}, {10}, {10 + i}, time_from_ns(i));
        EXPECT_EQ(thread.hue, i < 15 ? i : 15);
        EXPECT_EQ(trace.thread_of(thread.track), &thread);
        EXPECT_EQ(trace.track(thread.track).info().kind, TrackKind::thread);
        EXPECT_EQ(trace.track(thread.track).info().tid, Tid{10 + i});
        EXPECT_EQ(trace.track(thread.track).id(), thread.track);
    }
    EXPECT_EQ(trace.thread_of(core.id()), nullptr);
    EXPECT_EQ(trace.threads().size(), 20U);
    EXPECT_EQ(trace.track_count(), 21U);
}

TEST(Trace, GilIsSeenOnceItHasATrack) {
    Trace trace;
    trace.add_track({.kind = TrackKind::core});
    EXPECT_FALSE(trace.gil_seen());
    trace.add_track({.kind = TrackKind::gil, .pid = {10}});
    EXPECT_TRUE(trace.gil_seen());
}

TEST(Trace, CountsAddUp) {
    Trace trace;
    trace.count_events(10, 0);
    trace.count_events(5, 2);
    EXPECT_EQ(trace.events(), 15U);
    EXPECT_EQ(trace.events_lost(), 2U);
}

TEST(ProcessEnd, SurvivesPacking) {
    for (const ProcessEnd end :
         {ProcessEnd{}, ProcessEnd{true, 0, 0}, ProcessEnd{true, 255, 0}, ProcessEnd{true, 0, 9}}) {
        const ProcessEnd back = unpack_process_end(pack(end));
        EXPECT_EQ(back.known, end.known);
        EXPECT_EQ(back.status, end.status);
        EXPECT_EQ(back.signal, end.signal);
    }
}

TEST(TraceWhileItGrows, WhateverAReaderFindsIsWhole) {
    Trace trace;
    constexpr int count = 3000;
    std::jthread writer([&] {
        for (int i = 0; i < count; ++i) {
            Process& process = trace.add_process({1000 + i}, {1}, time_from_ns(i));
            Thread& thread = trace.add_thread(static_cast<ProcessId>(i), {1000 + i}, {1000 + i}, time_from_ns(i));
            const NameId name = trace.intern("name " + std::to_string(i));
            thread.name.store(name);
            process.command.store(name);
            trace.track_for_writing(thread.track).append({time_from_ns(i), time_from_ns(i + 1), 0, 0});
            trace.add(Instant{time_from_ns(i), InstantKind::process_start, thread.track, thread.track});
            trace.set_horizon(time_from_ns(i));
        }
        trace.finish();
    });
    while (!trace.finished()) {
        if (const std::size_t instants = trace.instants().size(); instants > 0) {
            const Instant& last = trace.instants()[instants - 1];
            ASSERT_EQ(trace.track(last.thread).size(), 1U);
            ASSERT_EQ(trace.thread_of(last.thread)->begin, last.time);
        }
        if (const std::size_t threads = trace.threads().size(); threads > 0) {
            const Thread& thread = *trace.threads()[threads - 1];
            ASSERT_EQ(trace.thread_of(thread.track), &thread);
            ASSERT_EQ(trace.track(thread.track).info().tid, thread.tid);
            const std::string_view name = trace.name(thread.name.load());
            ASSERT_TRUE(name.empty() || name == "name " + std::to_string(threads - 1));
        }
        if (const std::size_t tracks = trace.track_count(); tracks > 0) {
            ASSERT_NE(trace.thread_of(static_cast<TrackId>(tracks - 1)), nullptr);
        }
    }
    EXPECT_EQ(trace.threads().size(), static_cast<std::size_t>(count));
}

} // namespace
} // namespace manybrains::trace
