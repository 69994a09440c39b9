#include "tests/integration/guard/harness.h"

#include "core/run/guard/pidfd.h"
#include "core/run/guard/process.h"

#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <fstream>
#include <iterator>
#include <mutex>
#include <thread>

namespace manybrains::run {
namespace {

std::string token() {
    return "GUARD_TEST_TOKEN=" + std::to_string(::getpid());
}

std::string environment_of(Pid pid) {
    std::ifstream file("/proc/" + std::to_string(pid.value) + "/environ", std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

} // namespace

Result<void> NotingObserver::on_gate(Pid pid) {
    root = pid;
    scratch = std::filesystem::read_symlink("/proc/" + std::to_string(pid.value) + "/cwd");
    watch(pid);
    return at_gate ? at_gate() : Result<void>();
}

void NotingObserver::on_output(Stream stream, std::string_view bytes) {
    (stream == Stream::output ? output : error) += bytes;
}

void NotingObserver::on_report(std::string_view line) {
    reports.emplace_back(line);
    if (line.starts_with("pid ")) {
        watch(Pid{std::stoi(std::string(line.substr(4)))});
    }
    if (after_report) {
        after_report();
    }
}

void NotingObserver::watch(Pid pid) {
    seen.push_back(pid);
    handles_.push_back(handle_of(pid));
}

bool NotingObserver::all_ended() const {
    return std::ranges::all_of(
        handles_, [](const UniqueFd& handle) { return ends_within(handle, std::chrono::milliseconds(0)); });
}

std::string NotingObserver::told(std::string_view word) const {
    for (const std::string& line : reports) {
        if (line.starts_with(word) && line.size() > word.size() && line[word.size()] == ' ') {
            return line.substr(word.size() + 1);
        }
    }
    return "(not told)";
}

std::filesystem::path guard_program() {
    return std::filesystem::path(MANYBRAINS_APP_DIR) / "manybrains-guard";
}

Command fixture(std::string mode, std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {GUARD_FIXTURE, std::move(mode)});
    return marked(std::move(arguments));
}

Command marked(std::vector<std::string> argv) {
    return {.argv = std::move(argv), .environment = {token()}};
}

std::vector<Pid> survivors() {
    std::vector<Pid> found;
    for (const guard::Process& process : guard::read_processes()) {
        if (process.pid.value != ::getpid() && !process.dead() &&
            environment_of(process.pid).find(token()) != std::string::npos) {
            found.push_back(process.pid);
        }
    }
    return found;
}

Result<Ending> run_guarded(const Command& command, Observer& observer, const Caps& caps, std::stop_source stop) {
    std::mutex mutex;
    std::condition_variable_any over;
    std::jthread watchdog([&](const std::stop_token& token) {
        std::unique_lock lock(mutex);
        if (!over.wait_for(lock, token, far_too_long, [&] { return token.stop_requested(); })) {
            stop.request_stop();
        }
    });
    return supervise(command, caps, guard_program(), observer, stop.get_token());
}

UniqueFd handle_of(Pid pid) {
    return guard::open_pidfd(pid);
}

/// A process that was gone before its handle was taken has none.
bool ends_within(const UniqueFd& handle, std::chrono::milliseconds time) {
    pollfd ended{handle.get(), POLLIN, 0};
    return !handle || ::poll(&ended, 1, static_cast<int>(time.count())) == 1;
}

std::string shared_memory_name() {
    static std::atomic<int> count{0};
    return "/manybrains-test-" + std::to_string(::getpid()) + "-" + std::to_string(count++);
}

bool shared_memory_exists(const std::string& name) {
    return std::filesystem::exists("/dev/shm" + name);
}

} // namespace manybrains::run
