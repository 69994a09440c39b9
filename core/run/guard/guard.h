// The life of one guarded run: start behind the gate, watch, end the whole tree, clean up, report.
#pragma once

#include "core/base/unique_fd.h"
#include "core/run/guard/program.h"
#include "core/run/guard/protocol.h"
#include "core/run/guard/settings.h"
#include "core/run/guard/shared_memory.h"
#include "core/run/guard/tree_reader.h"
#include "core/run/guard/watch.h"

#include <chrono>
#include <optional>
#include <string>

namespace manybrains::run::guard {

class Guard {
public:
    explicit Guard(Settings settings);

    /// The guard's exit status.
    [[nodiscard]] int run();

private:
    using Clock = Watch::Clock;

    [[nodiscard]] bool start();
    [[nodiscard]] Cause watch_tree();
    void wait_for_events();
    void on_control();
    void on_signals();
    void on_exec_result();
    void reap();
    [[nodiscard]] std::optional<Cause> verdict();
    [[nodiscard]] bool all_dead();
    [[nodiscard]] int end_tree();
    [[nodiscard]] int reap_all();
    void wait_for_deaths();

    Settings settings_;
    SharedMemory shared_memory_;
    std::string scratch_;
    Program program_;
    UniqueFd signals_;
    TreeReader tree_;
    Watch watch_;
    bool stop_ = false;       ///< the app, its end, or a signal asks for the end
    int exec_error_ = 0;      ///< errno: the program could not be executed
    bool opened_ = false;     ///< the gate
    bool root_ended_ = false; ///< the program's own process is a zombie, kept so that its number stays taken
    Clock::time_point time_is_up_{};
    Clock::time_point patience_ends_{};
};

} // namespace manybrains::run::guard
