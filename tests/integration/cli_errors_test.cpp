// Bad input: exit status 2, one line that names the word, the nearest match and the allowed range.
#include "tests/integration/program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace manybrains::test {
namespace {

using testing::HasSubstr;

const std::string manybrains = MANYBRAINS_APP_DIR "/manybrains";

struct BadInput {
    const char* name;
    std::vector<std::string> arguments;
    std::vector<std::string> said; ///< all of this, on standard error
};

class BadInputTest : public testing::TestWithParam<BadInput> {};

TEST_P(BadInputTest, ExitsWithTwoAndSaysWhichWordAndWhatWouldDo) {
    std::vector<std::string> argv = {manybrains};
    argv.insert(argv.end(), GetParam().arguments.begin(), GetParam().arguments.end());
    Program program(argv);
    EXPECT_EQ(program.wait(), 2) << program.errors();
    EXPECT_EQ(program.output(), "");
    EXPECT_THAT(program.errors(), testing::StartsWith("manybrains: "));
    for (const std::string& words : GetParam().said) {
        EXPECT_THAT(program.errors(), HasSubstr(words));
    }
}

INSTANTIATE_TEST_SUITE_P(
    CommandLine, BadInputTest,
    testing::Values(
        BadInput{"Lesson", {"run", "counting-lop"}, {"counting-lop", "counting-loop"}},
        BadInput{"NoLesson", {"run"}, {"LESSON"}},
        BadInput{"Strategy", {"run", "counting-loop", "--strategy", "treaded"}, {"treaded", "threaded"}},
        BadInput{"EmptyStrategy", {"run", "counting-loop", "--strategy", ""}, {"strategy"}},
        BadInput{"Engine", {"run", "counting-loop", "--engine", "cppgil"}, {"cppgil", "cpp-gil"}},
        BadInput{"EnginePath", {"run", "counting-loop", "--engine", "/no/such/python"}, {"/no/such/python"}},
        BadInput{"NotAnInterpreter", {"run", "counting-loop", "--engine", "/bin/true"}, {"/bin/true"}},
        BadInput{"Parameter", {"run", "counting-loop", "--set", "iteration=5"}, {"iteration", "iterations"}},
        BadInput{"Value", {"run", "counting-loop", "--set", "iterations=many"}, {"iterations", "many"}},
        BadInput{"Range", {"run", "five-sleepers", "--set", "seconds=1e9"}, {"seconds", "1e9"}},
        BadInput{"Negative", {"run", "counting-loop", "--set", "tasks=-1"}, {"tasks", "-1"}},
        BadInput{"NoEquals", {"run", "counting-loop", "--set", "iterations"}, {"KEY=VALUE"}},
        BadInput{"Variant", {"run", "five-downloads", "--variant", "twise"}, {"twise", "twice"}},
        BadInput{"Level", {"run", "counting-loop", "--recording", "kernal"}, {"kernal", "kernel"}},
        BadInput{"Workers", {"run", "counting-loop", "--workers", "0"}, {"--workers", "1"}},
        BadInput{"WorkersText", {"run", "counting-loop", "--workers", "two"}, {"--workers", "two"}},
        BadInput{"Repeat", {"run", "counting-loop", "--repeat", "-3"}, {"--repeat"}},
        BadInput{"Option", {"run", "counting-loop", "--qick"}, {"--qick", "--quick"}},
        BadInput{"Subcommand", {"rnu"}, {"rnu", "run"}}),
    [](const testing::TestParamInfo<BadInput>& info) { return info.param.name; });

TEST(CommandLine, HelpAndVersionAreAnswers) {
    for (const char* question : {"--help", "--version"}) {
        Program program({manybrains, question});
        EXPECT_EQ(program.wait(), 0);
        EXPECT_THAT(program.output(), HasSubstr("manybrains"));
        EXPECT_EQ(program.errors(), "");
    }
    Program run_help({manybrains, "run", "--help"});
    EXPECT_EQ(run_help.wait(), 0);
    for (const char* option : {"--engine", "--strategy", "--workers", "--set", "--variant", "--repeat", "--quick",
                               "--no-trace", "--recording", "--output", "--json"}) {
        EXPECT_THAT(run_help.output(), HasSubstr(option));
    }
}

TEST(CommandLine, WithoutAnyPythonTheNativeEnginesRun) {
    ProgramOptions options;
    options.environment = {"PATH=/nonexistent", "HOME=/nonexistent", "PYENV_ROOT=/nonexistent", "VIRTUAL_ENV="};
    Program program({manybrains, "run", "counting-loop", "--quick", "--strategy", "sequential"}, options);
    EXPECT_EQ(program.wait(), 0) << program.errors();
    EXPECT_THAT(program.output(), HasSubstr("C++"));
    Program asked({manybrains, "run", "counting-loop", "--engine", "python"}, options);
    EXPECT_NE(asked.wait(), 0);
    EXPECT_THAT(asked.errors(), HasSubstr("install"));
}

} // namespace
} // namespace manybrains::test
