#include "core/io/result_file.h"

#include "tests/unit/io/sample_result.h"
#include "tests/unit/io/scratch_folder.h"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include <cerrno>
#include <string>

namespace manybrains::io {
namespace {

namespace json = boost::json;

TEST(ResultFile, ComesBackAsItWasWritten) {
    const ScratchFolder folder;
    const ResultFile file = sample_result();
    ASSERT_TRUE(write_result(file, folder / "result.json"));
    const auto back = read_result(folder / "result.json");
    ASSERT_TRUE(back) << back.error().message();
    EXPECT_EQ(*back, file);
}

TEST(ResultFile, HasEveryKeyOfTheSchemaInItsOrder) {
    const json::value parsed = json::parse(format(sample_result()));
    EXPECT_EQ(parsed.at("schema"), "manybrains-result/1");
    EXPECT_EQ(parsed.at("machine").at("cores"), 2);
    std::string keys;
    for (const auto& member : parsed.at("runs").at(0).as_object()) {
        keys += std::string(member.key()) + " ";
    }
    EXPECT_EQ(keys, "engine interpreter version gil strategy variant workers parameters repeat outcome expected error "
                    "wall_s startup_s tasks_s cpu_s speedup ideal efficiency parallelism processes threads "
                    "context_switches migrations gil_wait_s gil_handoffs running_without_gil_s time_by_state "
                    "peak_pss_bytes recording events events_lost results trace ");
}

TEST(ResultFile, WritesWhatIsNotKnownAsNull) {
    ResultFile file;
    file.runs.emplace_back();
    const json::value parsed = json::parse(format(file));
    const json::object& run = parsed.at("runs").at(0).as_object();
    for (const char* key : {"interpreter", "gil", "wall_s", "speedup", "efficiency", "gil_handoffs", "time_by_state",
                            "peak_pss_bytes", "events_lost", "trace"}) {
        EXPECT_TRUE(run.at(key).is_null()) << key;
    }
    EXPECT_EQ(run.at("recording"), "none");
    EXPECT_EQ(*parse_result(format(file)), file);
}

TEST(ResultFile, RoundsToSensibleDigitsAndLeavesStatesWithoutTimeOut) {
    ResultFile file = sample_result();
    file.runs[0].wall_s = 0.81234567891;
    file.runs[0].speedup = 1.98765432;
    const json::value parsed = json::parse(format(file));
    const json::object& run = parsed.at("runs").at(0).as_object();
    EXPECT_EQ(run.at("wall_s"), 0.812346);
    EXPECT_EQ(run.at("speedup"), 1.9877);
    EXPECT_EQ(run.at("time_by_state"), json::value({{"running", 0.809}, {"gil-wait", 0.79}}));
}

TEST(ResultFile, IsMadeToBeRead) {
    const std::string text = format(sample_result());
    EXPECT_NE(text.find("\n      \"wall_s\": 0.812,\n"), std::string::npos) << text;
    EXPECT_NE(text.find("\"parameters\": {\"iterations\": 10000000, \"pause\": 2.0, \"word\": \"x\"},"),
              std::string::npos)
        << text;
}

TEST(ResultFile, MayHaveKeysThatAreNew) {
    std::string text = format(sample_result());
    text.insert(text.find("\"engine\""), "\"novelty\": [1, {\"deep\": null}], ");
    const auto back = parse_result(text);
    ASSERT_TRUE(back) << back.error().message();
    EXPECT_EQ(*back, sample_result());
}

TEST(ResultFile, SaysWhichFileCannotBeRead) {
    const ScratchFolder folder;
    const auto missing = read_result(folder / "none.json");
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().code, ENOENT);
    EXPECT_FALSE(read_result(folder.path()));

    std::ofstream(folder / "bad.json") << "{\n  \"schema\": oops\n}";
    const auto bad = read_result(folder / "bad.json");
    ASSERT_FALSE(bad);
    EXPECT_EQ(bad.error().what, (folder / "bad.json").string() + ": 2:13");
}

} // namespace
} // namespace manybrains::io
