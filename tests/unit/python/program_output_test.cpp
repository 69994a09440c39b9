#include "core/python/program_output.h"

#include "tests/unit/python/scratch_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <thread>

namespace manybrains::python {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

constexpr auto short_patience = 200ms;
constexpr auto long_patience = 20s;

Result<ProgramOutput> shell(const std::string& script, std::chrono::milliseconds patience = long_patience) {
    return output_of({"/bin/sh", "-c", script}, patience);
}

bool is_alive(pid_t pid) {
    const std::string stat = read_text("/proc/" + std::to_string(pid) + "/stat");
    return !stat.empty() && stat.find(") Z ") == std::string::npos;
}

/// A killed process takes a moment to die.
bool dies(pid_t pid) {
    const auto deadline = std::chrono::steady_clock::now() + long_patience;
    while (is_alive(pid) && std::chrono::steady_clock::now() < deadline) {
        std::this_thread::yield();
    }
    return !is_alive(pid);
}

TEST(ProgramOutput, IsWhatItPrintsAndHowItEnds) {
    const auto output = shell("echo hello; echo unseen >&2; exit 3");
    ASSERT_TRUE(output) << output.error().message();
    EXPECT_EQ(output->text, "hello\n");
    EXPECT_EQ(output->exit_status, 3);
}

TEST(ProgramOutput, AProgramThatASignalEndsSaysWhich) {
    EXPECT_EQ(shell("kill -TERM $$")->exit_status, 128 + SIGTERM);
}

TEST(ProgramOutput, StandardInputIsEmpty) {
    EXPECT_EQ(shell("read line || echo none")->text, "none\n");
}

TEST(ProgramOutput, WhatCannotBeStartedIsTheSystemsError) {
    EXPECT_EQ(output_of({"/nonexistent/python3"}, long_patience).error().code, ENOENT);
    EXPECT_EQ(output_of({"/"}, long_patience).error().code, EACCES);
}

TEST(ProgramOutput, AProgramThatHangsIsEndedWithItsChildren) {
    const ScratchFolder folder;
    const auto pids = folder.path() / "pids";
    const auto output = shell("sleep 1000 & echo $! >" + pids.string() + "; wait", short_patience);
    ASSERT_FALSE(output);
    EXPECT_EQ(output.error().why, "it does not answer");
    EXPECT_TRUE(dies(std::stoi(read_text(pids))));
}

TEST(ProgramOutput, AProgramThatClosesItsOutputAndHangsIsEnded) {
    EXPECT_EQ(shell("exec >&-; sleep 1000", short_patience).error().why, "it does not answer");
}

TEST(ProgramOutput, AnAnswerWithoutEndIsCutOff) {
    EXPECT_EQ(shell("yes").error().why, "its answer has no end");
}

TEST(ProgramOutput, AChildThatLivesOnIsNotWaitedForAndEnds) {
    const auto output = shell("sleep 1000 & echo $!");
    ASSERT_TRUE(output) << output.error().message();
    EXPECT_TRUE(dies(std::stoi(output->text)));
}

} // namespace
} // namespace manybrains::python
