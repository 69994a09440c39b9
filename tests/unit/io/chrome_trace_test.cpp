#include "core/io/chrome_trace.h"

#include "tests/unit/io/scratch_folder.h"
#include "tests/unit/trace/trace_builder.h"

#include "core/probe/ring.h"
#include "core/trace/call.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace manybrains::io {
namespace {

namespace json = boost::json;
using testing::ElementsAre;
using trace::at_ms;
using trace::State;
using trace::TraceBuilder;
using trace::TrackId;

static_assert(trace::call_codes.size() == static_cast<std::size_t>(probe::Call::file_lock) + 1);
static_assert(trace::call_code(static_cast<std::uint8_t>(probe::Call::thread_join)) == "thread-join");
static_assert(trace::call_code(static_cast<std::uint8_t>(probe::Call::file_lock)) == "file-lock");

constexpr std::int64_t largest_real = std::int64_t{1} << 22;

/// ts and dur in whole nanoseconds.
std::int64_t nanoseconds(const json::value& microseconds) {
    return std::llround(microseconds.to_number<double>() * 1000);
}

/// A written trace, read as any other program would.
class WrittenTrace {
public:
    explicit WrittenTrace(const trace::Trace& trace, const TraceDescription& description = {}) {
        const auto written = write_chrome_trace(trace, description, folder_ / "trace.json");
        EXPECT_TRUE(written) << written.error().message();
        file_ = json::parse(text_of(folder_ / "trace.json"));
    }

    [[nodiscard]] const json::array& events() const { return file_.at("traceEvents").as_array(); }
    [[nodiscard]] const json::value& other() const { return file_.at("otherData"); }

    /// Of one category, "" for metadata.
    [[nodiscard]] std::vector<json::object> events(std::string_view category) const {
        std::vector<json::object> found;
        for (const json::value& event : events()) {
            const auto* member = event.as_object().if_contains("cat");
            if ((member == nullptr ? std::string_view{} : member->as_string()) == category) {
                found.push_back(event.as_object());
            }
        }
        return found;
    }

    /// "thread_name" → what the thread is called.
    [[nodiscard]] std::string metadata(std::string_view key, std::int64_t pid, std::int64_t tid) const {
        for (const json::object& event : events("")) {
            if (event.at("name").as_string() == key && event.at("pid") == pid && event.at("tid") == tid) {
                EXPECT_EQ(event.at("ts").to_number<double>(), 0);
                return std::string(event.at("args").at("name").as_string());
            }
        }
        return {};
    }

private:
    ScratchFolder folder_;
    json::value file_;
};

/// Slices on one track nest or follow one another.
void expect_no_slices_cross(const WrittenTrace& file) {
    std::map<std::pair<std::int64_t, std::int64_t>, std::vector<std::pair<std::int64_t, std::int64_t>>> tracks;
    for (const json::value& event : file.events()) {
        if (event.at("ph") == "X") {
            const std::int64_t begin = nanoseconds(event.at("ts"));
            tracks[{event.at("pid").as_int64(), event.at("tid").as_int64()}].emplace_back(
                begin, begin + nanoseconds(event.at("dur")));
        }
    }
    ASSERT_FALSE(tracks.empty());
    for (auto& [track, slices] : tracks) {
        for (const auto& [begin, end] : slices) {
            ASSERT_LE(begin, end);
            for (const auto& [other_begin, other_end] : slices) {
                ASSERT_FALSE(begin < other_begin && other_begin < end && end < other_end)
                    << "on " << track.first << "/" << track.second << " at " << begin << " and " << other_begin;
            }
        }
    }
}

/// One process with a GIL, two threads, two tasks, memory, a message and marks.
class ChromeTrace : public testing::Test {
protected:
    ChromeTrace() {
        trace::Trace& trace = build.trace();
        trace.set_origin(at_ms(1000));
        trace.count_events(77, 2);
        const auto process = build.process(100, 1000, 1050);
        trace.processes()[0]->command = trace.intern("python3 \"lesson\".py");
        main = build.thread(100, 100, 1000, 1050);
        worker = build.thread(100, 101, 1010, 1040);
        trace.threads()[0]->name = trace.intern("main");
        gil = build.gil(100);
        core = build.core(1);
        build.runs(main, 1000, 1010, 1, true).waits(main, 1010, 1050, State::join);
        build.waits(worker, 1010, 1012, State::ready).runs(worker, 1012, 1030, 1, true).runs(worker, 1030, 1031, 1);
        trace::ThreadDetail reading;
        reading.call = static_cast<std::uint8_t>(probe::Call::read);
        trace.track_for_writing(worker).append(
            {at_ms(1031), at_ms(1040), static_cast<trace::Key>(State::pipe), reading.pack()});
        build.stays(core, 1000, 1010, main).stays(core, 1012, 1031, worker);
        build.stays(gil, 1000, 1010, main).stays(gil, 1012, 1030, worker);
        build.memory(process, 1020, 5'000'000);
        trace.add(trace::Instant{at_ms(1011), trace::InstantKind::gil_request, gil, worker});
        trace.add(trace::Instant{at_ms(1012), trace::InstantKind::gil_handoff, gil, worker});
        trace.add(trace::Instant{at_ms(1000), trace::InstantKind::process_start, main, main});
        trace.add(trace::Instant{at_ms(1050), trace::InstantKind::contained});
        trace.add(trace::Flow{9, worker, main, at_ms(1025), at_ms(1045), 64, trace.intern("Queue")});
    }

    TraceBuilder build;
    TrackId main{};
    TrackId worker{};
    TrackId gil{};
    TrackId core{};
};

TEST_F(ChromeTrace, NamesProcessesAndThreads) {
    const WrittenTrace file(build.trace());
    EXPECT_EQ(file.metadata("process_name", 100, 100), "python3 \"lesson\".py");
    EXPECT_EQ(file.metadata("process_name", largest_real, 0), "Cores");
    EXPECT_EQ(file.metadata("thread_name", largest_real, 1), "core 1");
    EXPECT_EQ(file.metadata("thread_name", 100, 100), "main");
    EXPECT_EQ(file.metadata("thread_name", 100, 101), "thread 101");
    std::set<std::string> synthetic;
    for (const json::object& event : file.events("")) {
        if (event.at("name") == "thread_name" && event.at("tid").as_int64() > largest_real) {
            EXPECT_EQ(event.at("pid"), 100);
            synthetic.emplace(event.at("args").at("name").as_string());
        }
    }
    EXPECT_THAT(synthetic, ElementsAre("GIL", "main state", "thread 101 state"));
}

TEST_F(ChromeTrace, TellsEveryStay) {
    const WrittenTrace file(build.trace());
    const auto stays = file.events("core");
    ASSERT_EQ(stays.size(), 2U);
    EXPECT_EQ(stays[1].at("ph"), "X");
    EXPECT_EQ(stays[1].at("name"), "thread 101");
    EXPECT_EQ(stays[1].at("tid"), 1);
    EXPECT_EQ(nanoseconds(stays[1].at("ts")), 12'000'000);
    EXPECT_EQ(nanoseconds(stays[1].at("dur")), 19'000'000);
    EXPECT_EQ(stays[1].at("args"), json::value({{"pid", 100}, {"tid", 101}}));
}

TEST_F(ChromeTrace, TellsEveryStateOnATrackOfItsOwn) {
    const WrittenTrace file(build.trace());
    std::vector<std::string> worker_states;
    for (const json::object& state : file.events("state")) {
        EXPECT_EQ(state.at("pid"), 100);
        EXPECT_GT(state.at("tid").as_int64(), largest_real);
        if (state.at("args").at("tid") == 101) {
            worker_states.push_back(json::serialize(state.at("name")) + json::serialize(state.at("args")));
        }
    }
    EXPECT_THAT(worker_states, ElementsAre(R"("ready"{"tid":101})", R"("running"{"tid":101,"gil":true})",
                                           R"("running"{"tid":101,"gil":false})",
                                           R"("pipe"{"tid":101,"reason":"blocked","call":"read"})"));
}

TEST_F(ChromeTrace, SaysWhenAThreadWasPreemptedAndWhatWasSampled) {
    trace::ThreadDetail preempted;
    preempted.preempted = true;
    trace::ThreadDetail sampled;
    sampled.sampled = true;
    trace::Track& track = build.trace().track_for_writing(main);
    track.append({at_ms(1050), at_ms(1051), static_cast<trace::Key>(State::ready), preempted.pack()});
    track.append({at_ms(1051), at_ms(1052), static_cast<trace::Key>(State::other), sampled.pack()});
    const WrittenTrace file(build.trace());
    std::vector<std::string> args;
    for (const json::object& state : file.events("state")) {
        if (state.at("args").at("tid") == 100) {
            args.push_back(json::serialize(state.at("args")));
        }
    }
    EXPECT_THAT(args, ElementsAre(R"({"tid":100,"gil":true})", R"({"tid":100,"reason":"blocked"})",
                                  R"({"tid":100,"reason":"preempted"})", R"({"tid":100,"sampled":true})"));
}

TEST_F(ChromeTrace, TellsWhoHeldTheGilAndWhoAsked) {
    const WrittenTrace file(build.trace());
    const auto events = file.events("gil");
    ASSERT_EQ(events.size(), 3U);
    EXPECT_EQ(events[1].at("name"), "held");
    EXPECT_EQ(events[1].at("args").at("tid"), 101);
    EXPECT_EQ(events[2].at("ph"), "i");
    EXPECT_EQ(events[2].at("name"), "request");
    EXPECT_EQ(events[2].at("tid"), events[1].at("tid"));
    EXPECT_EQ(events[2].at("args").at("tid"), 101);
}

TEST_F(ChromeTrace, TasksThatNestStandOnTheirThread) {
    build.stays(build.task(100, 1, "inner"), 1012, 1020, worker);
    build.stays(build.task(100, 0, "outer"), 1012, 1030, worker);
    build.stays(build.task(100, 2, "next"), 1030, 1035, worker);
    const WrittenTrace file(build.trace());
    const auto tasks = file.events("task");
    ASSERT_EQ(tasks.size(), 3U);
    for (const json::object& task : tasks) {
        EXPECT_EQ(task.at("ph"), "X");
        EXPECT_EQ(task.at("tid"), 101);
    }
    EXPECT_EQ(tasks[2].at("name"), "next");
    EXPECT_EQ(tasks[2].at("args").at("index"), 2);
    expect_no_slices_cross(file);
}

TEST_F(ChromeTrace, TasksThatTakeTurnsAreAsynchronous) {
    build.stays(build.task(100, 0), 1012, 1020, worker);
    build.stays(build.task(100, 1), 1015, 1030, worker);
    build.stays(build.task(100, 2), 1000, 1005, main);
    const WrittenTrace file(build.trace());
    std::vector<std::string> found;
    for (const json::object& task : file.events("task")) {
        std::string text(task.at("ph").as_string());
        if (text != "X") {
            text += " " + std::string(task.at("id").as_string());
        }
        found.push_back(text + " " + std::to_string(nanoseconds(task.at("ts")) / 1'000'000));
    }
    const std::string first = "task " + std::to_string(static_cast<std::uint32_t>(core) + 1);
    const std::string second = "task " + std::to_string(static_cast<std::uint32_t>(core) + 2);
    EXPECT_THAT(found, ElementsAre("b " + first + " 12", "e " + first + " 20", "b " + second + " 15",
                                   "e " + second + " 30", "X 0"));
    expect_no_slices_cross(file);
}

TEST_F(ChromeTrace, TellsMessagesMemoryAndMarks) {
    const WrittenTrace file(build.trace());
    const auto messages = file.events("message");
    ASSERT_EQ(messages.size(), 4U);
    EXPECT_EQ(messages[0].at("name"), "Queue");
    EXPECT_EQ(messages[0].at("args").at("bytes"), 64);
    EXPECT_EQ(messages[1].at("ph"), "s");
    EXPECT_EQ(messages[1].at("tid"), 101);
    EXPECT_EQ(messages[3].at("ph"), "f");
    EXPECT_EQ(messages[3].at("bp"), "e");
    EXPECT_EQ(messages[3].at("tid"), 100);
    EXPECT_EQ(messages[3].at("id"), messages[1].at("id"));

    const auto memory = file.events("memory");
    ASSERT_EQ(memory.size(), 2U);
    EXPECT_EQ(memory[0].at("ph"), "C");
    EXPECT_EQ(memory[0].at("name"), "pss");
    EXPECT_EQ(memory[0].at("args").at("bytes"), 5'000'000);

    const auto marks = file.events("mark");
    ASSERT_EQ(marks.size(), 2U);
    EXPECT_EQ(marks[0].at("name"), "process start");
    EXPECT_EQ(marks[0].at("pid"), 100);
    EXPECT_EQ(marks[1].at("name"), "stopped at a cap");
}

TEST_F(ChromeTrace, CarriesWhatTheRunWas) {
    TraceDescription description;
    description.machine = {"A processor", 2, "6.1.0"};
    description.plan.lesson = "counting-loop";
    description.plan.engine = "cpp";
    description.plan.strategy = "threaded";
    description.plan.parameters = {{"iterations", std::int64_t{5}}};
    description.command_line = {"runner", "counting loop"};
    description.called = at_ms(1002);
    const WrittenTrace file(build.trace(), description);
    EXPECT_EQ(file.other().at("schema"), "manybrains-trace/1");
    EXPECT_EQ(file.other().at("machine").at("cpu"), "A processor");
    EXPECT_EQ(file.other().at("recording"), "kernel");
    EXPECT_EQ(file.other().at("events"), 77);
    EXPECT_EQ(file.other().at("events_lost"), 2);
    EXPECT_EQ(file.other().at("plan").at("parameters").at("iterations"), 5);
    EXPECT_TRUE(file.other().at("plan").at("interpreter").is_null());
    EXPECT_EQ(file.other().at("command_line"), json::value({"runner", "counting loop"}));
    EXPECT_EQ(file.other().at("call_ts"), 2000.0);
    EXPECT_TRUE(file.other().at("return_ts").is_null());
    EXPECT_TRUE(WrittenTrace(build.trace()).other().at("plan").is_null());
}

TEST_F(ChromeTrace, KeepsEveryNanosecond) {
    trace::Track& track = build.trace().track_for_writing(main);
    const Time late = at_ms(1000) + std::chrono::hours(30) + Duration(123'456'789);
    track.append({late, late + Duration(1), static_cast<trace::Key>(State::running), 0});
    const ScratchFolder folder;
    ASSERT_TRUE(write_chrome_trace(build.trace(), {}, folder / "trace.json"));
    EXPECT_NE(text_of(folder / "trace.json").find("\"ts\":108000123456.789,\"dur\":0.001"), std::string::npos);
}

TEST_F(ChromeTrace, IsValidWhateverAThreadCallsItself) {
    build.trace().threads()[0]->name = build.trace().intern("a\"\\\n\xff\x01");
    const WrittenTrace file(build.trace());
    EXPECT_EQ(file.metadata("thread_name", 100, 100), "a\"\\\n\xEF\xBF\xBD\x01");
    expect_no_slices_cross(file);
}

TEST(ChromeTraceOfNothing, IsStillAFile) {
    const trace::Trace trace;
    const WrittenTrace file(trace);
    EXPECT_EQ(file.events().size(), 1U);
    EXPECT_EQ(file.other().at("recording"), "none");
}

TEST(ChromeTraceOfNothing, SaysWhyItCannotBeWritten) {
    const ScratchFolder folder;
    const trace::Trace trace;
    EXPECT_FALSE(write_chrome_trace(trace, {}, folder / "no/such/trace.json"));
}

} // namespace
} // namespace manybrains::io
