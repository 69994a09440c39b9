// One of the two sides is killed: the app, whose guard then ends the tree, or the guard, whose app then does.
#include "tests/integration/guard/harness.h"

#include "core/run/guard/process.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdio>
#include <memory>

namespace manybrains::run {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// The supervising app on one of the fixture's modes, and what it prints.
class App {
public:
    explicit App(std::vector<std::string> mode) {
        std::array<int, 2> ends{};
        EXPECT_EQ(::pipe2(ends.data(), O_CLOEXEC), 0);
        lines_.reset(::fdopen(ends[0], "r"));
        const UniqueFd write(ends[1]);
        posix_spawn_file_actions_t files;
        ::posix_spawn_file_actions_init(&files);
        ::posix_spawn_file_actions_adddup2(&files, write.get(), STDOUT_FILENO);
        mode.insert(mode.begin(), {GUARD_SUPERVISING_APP, guard_program().string(), GUARD_FIXTURE});
        std::vector<char*> argv;
        for (std::string& argument : mode) {
            argv.push_back(argument.data());
        }
        argv.push_back(nullptr);
        EXPECT_EQ(::posix_spawn(&pid_, argv[0], &files, nullptr, argv.data(), environ), 0);
        ::posix_spawn_file_actions_destroy(&files);
    }
    ~App() { kill(); }
    App(const App&) = delete;
    App& operator=(const App&) = delete;

    /// The next line that it prints; empty at the end.
    std::string line() {
        std::array<char, 512> text{};
        if (std::fgets(text.data(), static_cast<int>(text.size()), lines_.get()) == nullptr) {
            return {};
        }
        const std::string line = text.data();
        return line.substr(0, line.find('\n'));
    }

    void kill() {
        if (pid_ > 0) {
            ::kill(pid_, SIGKILL);
            ::waitpid(pid_, nullptr, 0);
            pid_ = 0;
        }
    }

private:
    struct Close {
        void operator()(FILE* file) const { std::fclose(file); }
    };
    std::unique_ptr<FILE, Close> lines_;
    pid_t pid_ = 0;
};

Pid parent_of(Pid pid) {
    const auto process = guard::read_process(pid);
    return process ? process->parent : Pid{};
}

/// What an app told of its tree: handles on the guard and on every process, and the scratch folder.
struct Tree {
    UniqueFd guard;
    std::vector<UniqueFd> processes;
    std::filesystem::path scratch;

    void note(const std::string& line) {
        if (line.starts_with("pid ")) {
            const Pid pid{std::stoi(line.substr(4))};
            if (!guard) {
                guard = handle_of(parent_of(pid));
            }
            processes.push_back(handle_of(pid));
        } else if (line.starts_with("scratch ")) {
            scratch = line.substr(8);
        }
    }
};

void expect_gone(const Tree& tree) {
    ASSERT_TRUE(tree.guard);
    EXPECT_TRUE(ends_within(tree.guard, far_too_long));
    for (const UniqueFd& process : tree.processes) {
        EXPECT_TRUE(ends_within(process, std::chrono::milliseconds(0))); // before its guard
    }
    EXPECT_FALSE(std::filesystem::exists(tree.scratch));
}

TEST(GuardLostSide, AKilledAppTakesItsTreeAlong) {
    App app({"family"});
    Tree tree;
    for (int lines = 0; lines < 1 + 1 + 8; ++lines) { // root, scratch, seven processes, "ready"
        tree.note(app.line());
    }
    EXPECT_EQ(tree.processes.size(), 8);
    EXPECT_TRUE(std::filesystem::exists(tree.scratch));
    app.kill();
    expect_gone(tree);
}

TEST(GuardLostSide, AnAppKilledAtTheGateTakesItsTreeAlong) {
    App app({"wait"});
    Tree tree;
    tree.note(app.line());
    tree.note(app.line());
    app.kill();
    expect_gone(tree);
}

TEST(GuardLostSide, AKilledAppLeavesNoSharedMemory) {
    const std::string mapped = shared_memory_name();
    const std::string open = shared_memory_name();
    App app({"shared-memory", mapped, open});
    Tree tree;
    for (std::string line = app.line(); line != "ready"; line = app.line()) {
        ASSERT_NE(line, "");
        tree.note(line);
    }
    EXPECT_TRUE(shared_memory_exists(mapped));
    app.kill();
    expect_gone(tree);
    EXPECT_FALSE(shared_memory_exists(mapped));
    EXPECT_FALSE(shared_memory_exists(open));
}

class GuardToldToEnd : public ::testing::TestWithParam<int> {};

TEST_P(GuardToldToEnd, EndsItsTree) {
    NotingObserver observer;
    observer.after_report = [&] {
        if (observer.reports.size() == 8) {
            ::kill(parent_of(observer.root).value, GetParam());
        }
    };
    const auto ending = run_guarded(fixture("family"), observer);
    ASSERT_TRUE(ending);
    EXPECT_EQ(ending->outcome, Outcome::cancelled);
    EXPECT_TRUE(observer.all_ended());
    EXPECT_THAT(survivors(), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Signals, GuardToldToEnd, ::testing::Values(SIGTERM, SIGINT, SIGHUP));

TEST(GuardLostSide, AKilledGuardIsReplacedByTheApp) {
    const std::string mapped = shared_memory_name();
    NotingObserver observer;
    Pid guard;
    observer.after_report = [&] {
        if (observer.reports.size() == 8) {
            guard = parent_of(observer.root);
            ::kill(guard.value, SIGKILL);
        }
    };
    const auto ending = run_guarded(fixture("family"), observer);
    ASSERT_TRUE(ending);
    EXPECT_EQ(ending->outcome, Outcome::crashed);
    EXPECT_EQ(ending->culprit, guard);
    EXPECT_EQ(ending->signal, SIGKILL);
    EXPECT_THAT(ending->error, HasSubstr("guard"));
    EXPECT_TRUE(observer.all_ended());
    EXPECT_THAT(survivors(), IsEmpty());
    EXPECT_FALSE(std::filesystem::exists(observer.scratch));
}

} // namespace
} // namespace manybrains::run
