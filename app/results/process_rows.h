// What the process table says of one thread and one process, read from a trace that may still grow. Each update costs
// what is new since the last one.
#pragma once

#include "core/trace/trace.h"

#include <QString>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <vector>

namespace manybrains::app {

struct ThreadRow {
    const trace::Thread* thread = nullptr;
    QString name;
    std::optional<trace::State> state; ///< nullopt: it has ended, or nothing is known yet
    bool ended = false;
    Core core;            ///< while running
    std::set<int> cores;  ///< all that it ran on so far
    Duration cpu{0};      ///< exact up to the trace's horizon
    std::size_t seen = 0; ///< slices taken into `cores`
    bool settled = false; ///< nothing will change any more

    void update(const trace::Trace& trace);
};

struct ProcessRow {
    std::size_t source = 0; ///< which of the model's traces it belongs to
    trace::ProcessId id{};
    const trace::Process* process = nullptr;
    QString title; ///< the form it belongs to
    std::vector<std::unique_ptr<ThreadRow>> threads;
    std::uint64_t memory_now = 0;
    std::uint64_t memory_peak = 0; ///< 0: never sampled
    bool settled = false;

    void update(const trace::Trace& trace);
    [[nodiscard]] bool ended() const noexcept;
    [[nodiscard]] Duration cpu() const;
    [[nodiscard]] std::set<int> cores() const;
    /// The form for the program itself; with its own name behind it for the processes that it started.
    [[nodiscard]] QString name() const;
    /// "running on core 1", "sleeping", "ended by signal 11"
    [[nodiscard]] QString stateText() const;
};

[[nodiscard]] QString stateText(const ThreadRow& row);
/// "0, 1"
[[nodiscard]] QString coresText(const std::set<int>& cores);

} // namespace manybrains::app
