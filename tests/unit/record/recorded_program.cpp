#include "tests/unit/record/recorded_program.h"

#include "core/base/unique_fd.h"

#include <gtest/gtest.h>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fcntl.h>

#include <array>
#include <chrono>
#include <sstream>
#include <utility>

namespace manybrains::record::testing {

namespace {

struct Pipe {
    UniqueFd reading;
    UniqueFd writing;
};

Pipe make_pipe() {
    std::array<int, 2> ends{};
    EXPECT_EQ(::pipe2(ends.data(), O_CLOEXEC), 0);
    return {UniqueFd(ends[0]), UniqueFd(ends[1])};
}

std::vector<char*> pointers(std::vector<std::string>& strings) {
    std::vector<char*> result;
    for (std::string& text : strings) {
        result.push_back(text.data());
    }
    result.push_back(nullptr);
    return result;
}

std::vector<std::string> with_own_environment(std::vector<std::string> added) {
    for (char** variable = environ; *variable != nullptr; ++variable) {
        added.emplace_back(*variable);
    }
    return added;
}

Duration duration_of(const timeval& time) {
    return std::chrono::seconds(time.tv_sec) + std::chrono::microseconds(time.tv_usec);
}

/// A child that waits for one byte and then becomes the program.
class GatedChild {
public:
    GatedChild(std::vector<std::string> argv, std::vector<std::string> environment)
        : gate_(make_pipe()), output_(make_pipe()) {
        const std::vector<char*> arguments = pointers(argv);
        const std::vector<char*> variables = pointers(environment);
        pid_ = ::fork();
        if (pid_ == 0) {
            char byte = 0;
            ::dup2(output_.writing.get(), STDOUT_FILENO);
            if (::read(gate_.reading.get(), &byte, 1) == 1) {
                ::execvpe(arguments[0], arguments.data(), variables.data());
            }
            ::_exit(127);
        }
        output_.writing.reset();
    }

    [[nodiscard]] Pid pid() const { return Pid{pid_}; }
    void open_gate() { EXPECT_EQ(::write(gate_.writing.get(), "g", 1), 1); }

    [[nodiscard]] std::string read_output() {
        std::string text;
        std::array<char, 4096> buffer;
        ssize_t size = 0;
        while ((size = ::read(output_.reading.get(), buffer.data(), buffer.size())) > 0) {
            text.append(buffer.data(), static_cast<std::size_t>(size));
        }
        return text;
    }

    struct End {
        int status = 0;
        Duration cpu{};
    };
    [[nodiscard]] End wait() const {
        End end;
        rusage use{};
        EXPECT_EQ(::wait4(pid_, &end.status, 0, &use), pid_);
        end.cpu = duration_of(use.ru_utime) + duration_of(use.ru_stime);
        return end;
    }

private:
    Pipe gate_;
    Pipe output_;
    pid_t pid_ = -1;
};

} // namespace

std::vector<OwnAccount> own_accounts(const std::string& output) {
    std::vector<OwnAccount> accounts;
    std::istringstream lines(output);
    pid_t tid = 0;
    std::int64_t cpu = 0;
    while (lines >> tid >> cpu) {
        accounts.push_back({Tid{tid}, Duration(cpu)});
    }
    return accounts;
}

Options options_at_most(trace::Level level) {
    Options options;
    options.at_most = level;
    options.probe_library = MANYBRAINS_PROBE_LIBRARY;
    return options;
}

RecordedRun run_recorded(const std::vector<std::string>& argv, const Options& options, KernelSchedule kernel,
                         std::shared_ptr<trace::Trace> trace) {
    RecordedRun run;
    run.trace = std::move(trace);
    auto recording = Recording::create(options, run.trace, std::move(kernel));
    if (!recording) {
        ADD_FAILURE() << recording.error().message();
        return run;
    }
    Recording& recorder = **recording;
    GatedChild child(argv, with_own_environment(recorder.environment()));
    const Result<void> armed = recorder.arm(child.pid());
    EXPECT_TRUE(armed) << armed.error().message();
    child.open_gate();
    run.root = child.pid();
    run.output = child.read_output();
    const GatedChild::End end = child.wait();
    run.wait_status = end.status;
    run.cpu = end.cpu;
    recorder.finish();
    run.availability = recorder.availability();
    run.statistics = recorder.statistics();
    run.crash = recorder.crash();
    return run;
}

std::vector<std::string> python(const std::string& script) {
    static const std::string interpreter = [] {
        GatedChild asked({"python3", "-c", "import sys; print(sys.executable, end='')"}, with_own_environment({}));
        asked.open_gate();
        const std::string path = asked.read_output();
        EXPECT_EQ(asked.wait().status, 0) << "these tests need a python3";
        return path;
    }();
    return {interpreter, "-c", script};
}

} // namespace manybrains::record::testing
