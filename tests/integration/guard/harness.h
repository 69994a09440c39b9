// What the guard's tests share: an observer that notes everything, and questions to the machine about what is left.
#pragma once

#include "core/base/unique_fd.h"
#include "core/run/supervisor.h"

#include <chrono>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace manybrains::run {

/// Notes all that it is told. Of a process that reports itself ("pid N") it keeps a handle, so that its end can be
/// asked for later whatever happens to its number.
class NotingObserver : public Observer {
public:
    Result<void> on_gate(Pid pid) override;
    void on_start() override { started = true; }
    void on_output(Stream stream, std::string_view bytes) override;
    void on_report(std::string_view line) override;
    void on_death(Pid pid, int signal) override { deaths.emplace_back(pid, signal); }

    /// Every process that was seen is dead.
    [[nodiscard]] bool all_ended() const;
    /// What follows `word` on the line that begins with it.
    [[nodiscard]] std::string told(std::string_view word) const;

    std::function<Result<void>()> at_gate;
    std::function<void()> after_report;

    Pid root;
    std::filesystem::path scratch;
    bool started = false;
    std::string output;
    std::string error;
    std::vector<std::string> reports;
    std::vector<std::pair<Pid, int>> deaths;
    std::vector<Pid> seen;

private:
    void watch(Pid pid);
    std::vector<UniqueFd> handles_;
};

[[nodiscard]] std::filesystem::path guard_program();

/// The fixture in one of its modes, marked so that survivors() knows its tree.
[[nodiscard]] Command fixture(std::string mode, std::vector<std::string> arguments = {});
[[nodiscard]] Command marked(std::vector<std::string> argv);

/// Living processes, of this test program's runs, anywhere on the machine.
[[nodiscard]] std::vector<Pid> survivors();

/// Supervises with an end to every patience, so that a guard that fails cannot keep a bomb alive.
[[nodiscard]] Result<Ending> run_guarded(const Command& command, Observer& observer, const Caps& caps = {},
                                         std::stop_source stop = {});

/// A wide margin: reached only where something hangs.
inline constexpr auto far_too_long = std::chrono::seconds(40);

/// A handle on a process, readable when it has ended.
[[nodiscard]] UniqueFd handle_of(Pid pid);
[[nodiscard]] bool ends_within(const UniqueFd& handle, std::chrono::milliseconds time);

/// A name for shared memory that no other test has: "/manybrains-test-…".
[[nodiscard]] std::string shared_memory_name();
[[nodiscard]] bool shared_memory_exists(const std::string& name);

} // namespace manybrains::run
