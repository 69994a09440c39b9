#include "tests/unit/probe/recorded_run.h"

#include <gtest/gtest.h>

#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <poll.h>
#include <spawn.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>

namespace manybrains::probe::testing {

namespace {

constexpr int drain_pace_ms = 5;

std::vector<std::string> environment(Preload preload, const std::string& mapping) {
    std::vector<std::string> result;
    for (char** entry = environ; *entry != nullptr; ++entry) {
        result.emplace_back(*entry);
    }
    if (preload != Preload::nothing) {
        result.push_back("LD_PRELOAD=" MANYBRAINS_APP_DIR "/libmanybrains-probe.so");
        result.push_back(std::string(mapping_variable) + "=" +
                         (preload == Preload::recording ? mapping : "/proc/self/fd/1000"));
    }
    return result;
}

std::vector<char*> pointers(std::vector<std::string>& strings) {
    std::vector<char*> result;
    result.reserve(strings.size() + 1);
    for (std::string& text : strings) {
        result.push_back(text.data());
    }
    result.push_back(nullptr);
    return result;
}

Pid start(std::vector<std::string> command, std::vector<std::string> variables, int output) {
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, output, STDERR_FILENO);
    Pid child;
    const int refused = ::posix_spawn(&child.value, command[0].c_str(), &actions, nullptr, pointers(command).data(),
                                      pointers(variables).data());
    posix_spawn_file_actions_destroy(&actions);
    if (refused != 0) {
        throw std::runtime_error("cannot start " + command[0]);
    }
    return child;
}

std::string contents(int fd) {
    std::string text(static_cast<std::size_t>(::lseek(fd, 0, SEEK_END)), '\0');
    const ssize_t size = ::pread(fd, text.data(), text.size(), 0);
    text.resize(static_cast<std::size_t>(std::max<ssize_t>(size, 0)));
    return text;
}

void add_versions_of(const std::filesystem::path& folder, std::vector<std::string>& found) {
    for (int minor = 8; minor <= 13; ++minor) {
        const auto path = folder / ("python3." + std::to_string(minor));
        if (std::filesystem::exists(path)) {
            found.push_back(path);
        }
    }
}

} // namespace

std::vector<Recorded> RecordedRun::of(Kind kind) const {
    std::vector<Recorded> result;
    std::ranges::copy_if(events, std::back_inserter(result),
                         [kind](const Recorded& recorded) { return recorded.event.kind == kind; });
    return result;
}

std::vector<Recorded> RecordedRun::of(Tid tid) const {
    std::vector<Recorded> result;
    std::ranges::copy_if(events, std::back_inserter(result),
                         [tid](const Recorded& recorded) { return recorded.writer.tid == tid; });
    return result;
}

RecordedRun run(const std::vector<std::string>& command, Preload preload, Draining draining) {
    RingMapping mapping = RingMapping::create().value();
    const UniqueFd output(::memfd_create("output", MFD_CLOEXEC));
    RecordedRun result;
    result.pid = start(command, environment(preload, mapping.path()), output.get());

    const auto drain = [&] {
        mapping.drain([&](const Writer& writer, const Event& event) { result.events.push_back({writer, event}); });
    };
    const UniqueFd process(static_cast<int>(::syscall(SYS_pidfd_open, result.pid.value, 0)));
    pollfd ended = {process.get(), POLLIN, 0};
    while (::poll(&ended, 1, draining == Draining::while_running ? drain_pace_ms : -1) == 0) {
        drain();
    }
    ::waitpid(result.pid.value, &result.wait_status, 0);
    drain();

    std::ranges::stable_sort(result.events, {}, [](const Recorded& recorded) { return recorded.event.time; });
    result.output = contents(output.get());
    result.lost = mapping.lost();
    result.threads_lost = mapping.threads_lost();
    for (std::uint32_t id = 0; !mapping.name(id).empty(); ++id) {
        result.names.push_back(mapping.name(id));
    }
    return result;
}

std::vector<BlockingCall> calls(const std::vector<Recorded>& events) {
    std::vector<BlockingCall> result;
    std::vector<Recorded> open;
    for (const Recorded& recorded : events) {
        if (recorded.event.kind == Kind::call_begin) {
            open.push_back(recorded);
        } else if (recorded.event.kind == Kind::call_end && !open.empty()) {
            const Event& begin = open.back().event;
            const Event& end = recorded.event;
            EXPECT_EQ(begin.call, end.call) << "a call ends that is not the innermost";
            result.push_back(
                {end.call, end.descriptor, end.timed_out, end.argument, begin.time, end.time, recorded.writer.tid});
            open.pop_back();
        }
    }
    return result;
}

std::vector<BlockingCall> calls(const std::vector<Recorded>& events, Call call) {
    std::vector<BlockingCall> result = calls(events);
    std::erase_if(result, [call](const BlockingCall& each) { return each.call != call; });
    return result;
}

std::vector<std::string> interpreters() {
    std::vector<std::string> found;
    add_versions_of("/usr/bin", found);
    add_versions_of("/usr/local/bin", found);
    const char* home = std::getenv("HOME");
    const std::filesystem::path versions = std::filesystem::path(home != nullptr ? home : "/") / ".pyenv/versions";
    if (std::error_code none; std::filesystem::is_directory(versions, none)) {
        for (const auto& version : std::filesystem::directory_iterator(versions)) {
            add_versions_of(version.path() / "bin", found);
        }
    }
    return found;
}

std::string program(const std::string& name) {
    return MANYBRAINS_PROGRAMS_DIR "/" + name;
}

} // namespace manybrains::probe::testing
