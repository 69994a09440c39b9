// manybrains-runner from the outside: every form of every lesson, its reports, and what it says to wrong words.
#include "core/run/report.h"
#include "tests/unit/native/program.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <csignal>
#include <map>
#include <sstream>

namespace manybrains::native {
namespace {

using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::StartsWith;

using Words = std::vector<std::string>;

Words words_of_run(const std::string& lesson, const Words& more) {
    Words words = {lesson_runner(), "run", lesson};
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

Words results_of(const Finished& finished) {
    const auto report = run::parse_report(finished.reports.empty() ? std::string() : finished.reports.back());
    if (!report || !std::holds_alternative<run::ReturnReport>(*report)) {
        return {"no return report"};
    }
    return std::get<run::ReturnReport>(*report).results;
}

/// From the call of the form to its return.
Duration time_of(const Finished& finished) {
    EXPECT_THAT(finished.reports, SizeIs(2)) << finished.errors;
    const auto call = std::get<run::CallReport>(run::parse_report(finished.reports.at(0)).value());
    const auto end = std::get<run::ReturnReport>(run::parse_report(finished.reports.at(1)).value());
    return end.time - call.time;
}

/// The download server as a program.
class Server {
public:
    Server() : program_({lesson_runner(), "serve", "--latency-ms", "1", "--size-kib", "3", "--files", "5"}, false) {
        const std::string line = program_.read_line();
        EXPECT_THAT(line, StartsWith("url http://127.0.0.1:"));
        url_ = line.substr(line.find(' ') + 1);
    }
    [[nodiscard]] const std::string& url() const { return url_; }
    [[nodiscard]] Finished stop() {
        program_.send(SIGTERM);
        return program_.finish();
    }

private:
    Program program_;
    std::string url_;
};

struct Form {
    std::string lesson;
    std::string engine;
    std::string strategy;
    std::string variant;
};

std::vector<Form> all_forms() {
    std::vector<Form> forms;
    for (const std::string lesson : {"counting-loop", "five-sleepers", "five-downloads"}) {
        for (const std::string engine : {"cpp", "cpp-gil"}) {
            for (const std::string strategy : {"sequential", "threaded", "async", "multiprocess"}) {
                forms.push_back({lesson, engine, strategy, ""});
            }
        }
    }
    for (const std::string engine : {"cpp", "cpp-gil"}) {
        forms.push_back({"five-downloads", engine, "multiprocess", "twice"});
        forms.push_back({"five-downloads", engine, "multiprocess", "fixed"});
        forms.push_back({"counting-loop", engine, "threaded", "switch-interval"});
    }
    return forms;
}

const std::map<std::string, Words> small_sizes = {{"counting-loop", {"--set", "tasks=3", "--set", "iterations=1000"}},
                                                  {"five-sleepers", {"--set", "seconds=0.001"}},
                                                  {"five-downloads", {}}};

// The CRCs are zlib's of the server's files of 3 KiB.
const std::map<std::string, Words> expected_results = {
    {"counting-loop", {"1000", "1000", "1000"}},
    {"five-sleepers", {"0", "1", "2", "3", "4"}},
    {"five-downloads", {"c2b20f5a", "6cfa9379", "130c2e8b", "d4bbb7d1", "9601b7b1"}}};

class EveryForm : public ::testing::TestWithParam<Form> {};

TEST_P(EveryForm, gives_the_same_results) {
    const Form& form = GetParam();
    Words words = words_of_run(form.lesson, small_sizes.at(form.lesson));
    const Words more = {"--engine", form.engine, "--strategy", form.strategy, "--workers", "2"};
    words.insert(words.end(), more.begin(), more.end());
    if (!form.variant.empty()) {
        words.insert(words.end(), {"--variant", form.variant});
    }
    Server server;
    if (form.lesson == "five-downloads") {
        words.insert(words.end(), {"--url", server.url()});
    }
    const Finished finished = run_program(words);
    EXPECT_EQ(finished.status, 0) << finished.errors;
    EXPECT_THAT(finished.errors, IsEmpty());
    EXPECT_EQ(results_of(finished), expected_results.at(form.lesson));
}

std::string name_of(const ::testing::TestParamInfo<Form>& info) {
    const Form& form = info.param;
    std::string name = form.lesson + "_" + form.engine + "_" + form.strategy + "_" + form.variant;
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
}

INSTANTIATE_TEST_SUITE_P(Runner, EveryForm, ::testing::ValuesIn(all_forms()), name_of);

TEST(Runner, reports_the_call_and_the_return_around_the_form) {
    const Words more = {"--set", "seconds=0.05", "--set", "tasks=1"};
    EXPECT_GE(time_of(run_program(words_of_run("five-sleepers", more))), std::chrono::milliseconds(50));
}

TEST(Runner, prints_results_where_nobody_asks_for_reports) {
    const Finished finished = run_alone(words_of_run("five-sleepers", {"--set", "seconds=0", "--set", "tasks=2"}));
    EXPECT_EQ(finished.status, 0);
    EXPECT_THAT(finished.output, EndsWith("0\n1\n"));
}

TEST(Runner, counts_for_longer_when_there_is_more_to_count) {
    const auto shortest = [](const std::string& iterations) {
        auto least = Duration::max();
        for (int repeat = 0; repeat < 3; ++repeat) {
            const Words more = {"--set", "tasks=1", "--set", "iterations=" + iterations};
            least = std::min(least, time_of(run_program(words_of_run("counting-loop", more))));
        }
        return least;
    };
    EXPECT_GT(shortest("300000000"), 10 * shortest("1000")); // a loop that was folded takes the same for both
}

struct Mistake {
    Words words;
    std::string complaint;
};

class WrongWords : public ::testing::TestWithParam<Mistake> {};

TEST_P(WrongWords, are_named_with_what_is_near) {
    Words words = {lesson_runner()};
    words.insert(words.end(), GetParam().words.begin(), GetParam().words.end());
    const Finished finished = run_alone(words);
    EXPECT_EQ(finished.status, 2);
    EXPECT_THAT(finished.errors, AllOf(StartsWith("manybrains-runner: "), HasSubstr(GetParam().complaint)));
    EXPECT_THAT(finished.output, IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(
    Runner, WrongWords,
    ::testing::Values(
        Mistake{{}, "nothing to do"}, Mistake{{"run"}, "lesson is required"},
        Mistake{{"run", "five-sleepers", "--wokers", "2"}, "--wokers"},
        Mistake{{"run", "counting-lop"}, "lesson counting-lop: there is none; nearest match: counting-loop"},
        Mistake{{"run", "five-sleepers", "--engine", "cpp-gill"}, "nearest match: cpp-gil"},
        Mistake{{"run", "five-sleepers", "--strategy", "threads"}, "nearest match: threaded"},
        Mistake{{"run", "five-sleepers", "--variant", "twice"}, "variant twice of five-sleepers"},
        Mistake{{"run", "five-downloads", "--strategy", "multiprocess", "--variant", "twise"}, "nearest match: twice"},
        Mistake{{"run", "five-sleepers", "--workers", "0"}, "--workers 0: it must be 1 to 1024"},
        Mistake{{"run", "five-sleepers", "--workers", "many"}, "many"},
        Mistake{{"run", "five-sleepers", "--set", "second=1"}, "nearest match: seconds"},
        Mistake{{"run", "five-sleepers", "--set", "seconds"}, "it is not KEY=VALUE"},
        Mistake{{"run", "five-sleepers", "--set", "seconds=soon"}, "seconds=soon: it is not a number"},
        Mistake{{"run", "five-sleepers", "--set", "seconds=nan"}, "seconds=nan: it is not a number"},
        Mistake{{"run", "five-sleepers", "--set", "tasks=1.5"}, "tasks=1.5: it is not a whole number"},
        Mistake{{"run", "five-sleepers", "--set", "tasks=99999999999"}, "it is not a whole number"},
        Mistake{{"run", "five-sleepers", "--url", "http://localhost"}, "parameter url of five-sleepers"},
        Mistake{{"run", "five-downloads"}, "parameter url: it must be given"},
        Mistake{{"serve", "--latency-ms", "-1"}, "--latency-ms"},
        Mistake{{"worker", "nothing", "--engine", "cpp", "--tasks-fd", "0", "--results-fd", "1"}, "lesson nothing"}));

TEST(Runner, refuses_a_report_descriptor_that_is_not_open) {
    Program program({"/usr/bin/env", "MANYBRAINS_REPORT_FD=12345", lesson_runner(), "run", "five-sleepers"}, true);
    const Finished finished = program.finish();
    EXPECT_EQ(finished.status, 2);
    EXPECT_THAT(finished.errors, HasSubstr("it is not an open descriptor"));
}

TEST(Runner, reports_what_a_lesson_throws) {
    for (const std::string strategy : {"sequential", "threaded", "async"}) {
        const Finished finished = run_program({test_runner(), "run", "throws", "--strategy", strategy});
        EXPECT_EQ(finished.status, 1);
        ASSERT_THAT(finished.reports, SizeIs(2)) << strategy;
        const auto error = std::get<run::ErrorReport>(run::parse_report(finished.reports[1]).value());
        EXPECT_EQ(error.kind, "std::runtime_error");
        EXPECT_EQ(error.message, "task 0");
        EXPECT_THAT(finished.errors, HasSubstr("task 0"));
    }
}

TEST(Runner, fails_where_the_server_is_not_there) {
    Server server;
    const std::string url = server.url();
    EXPECT_EQ(server.stop().status, 0);
    for (const std::string strategy : {"sequential", "async", "multiprocess"}) {
        const Finished finished = run_program(words_of_run("five-downloads", {"--url", url, "--strategy", strategy}));
        EXPECT_EQ(finished.status, 1);
        EXPECT_THAT(finished.errors, HasSubstr("Connection refused")) << strategy;
    }
}

TEST(Runner, lists_its_lessons) {
    const Finished finished = run_alone({lesson_runner(), "--list"});
    EXPECT_EQ(finished.status, 0);
    EXPECT_THAT(finished.output, HasSubstr("five-downloads: sequential threaded async multiprocess multiprocess:twice "
                                           "multiprocess:fixed; tasks=5 url\n"));
}

} // namespace
} // namespace manybrains::native
