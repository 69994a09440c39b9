// result.json (schema "manybrains-result/1"): the figures of an experiment as plain data, its writer, and a reader that
// trusts nothing. Engines, strategies and outcomes are the words that stand in the file.
#pragma once

#include "core/base/result.h"
#include "core/io/machine.h"
#include "core/trace/level.h"
#include "core/trace/state.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace manybrains::io {

inline constexpr std::string_view result_schema = "manybrains-result/1";

/// The same type as a lesson's parameters.
using Parameters = std::map<std::string, std::variant<std::int64_t, double, std::string>, std::less<>>;
/// Seconds by trace::State.
using TimeByState = std::array<double, trace::state_count>;

/// One run. nullopt, and an empty interpreter or trace, is null in the file: not known, or there is none.
struct ResultRun {
    std::string engine;
    std::string interpreter; ///< path
    std::string version;
    std::optional<bool> gil;
    std::string strategy;
    std::string variant;
    int workers = 1;
    Parameters parameters;
    int repeat = 1;
    std::string outcome;
    bool expected = false;
    std::string error;
    std::optional<double> wall_s;
    std::optional<double> startup_s;
    std::optional<double> tasks_s;
    std::optional<double> cpu_s;
    std::optional<double> speedup;
    std::optional<double> ideal;
    std::optional<double> efficiency;
    std::optional<double> parallelism;
    std::optional<std::uint64_t> processes;
    std::optional<std::uint64_t> threads;
    std::optional<std::uint64_t> context_switches;
    std::optional<std::uint64_t> migrations;
    std::optional<double> gil_wait_s;
    std::optional<std::uint64_t> gil_handoffs;
    std::optional<double> running_without_gil_s;
    std::optional<TimeByState> time_by_state; ///< states without time are left out of the file
    std::optional<std::uint64_t> peak_pss_bytes;
    trace::Level recording = trace::Level::none;
    std::optional<std::uint64_t> events;
    std::optional<std::uint64_t> events_lost;
    std::vector<std::string> results;
    std::string trace; ///< file name, beside result.json

    bool operator==(const ResultRun&) const = default;
};

struct ResultFile {
    std::string lesson;
    Machine machine;
    std::vector<ResultRun> runs;

    bool operator==(const ResultFile&) const = default;
};

/// The file's text, a line a figure, without the last line's end. Seconds have microseconds, ratios four decimals.
[[nodiscard]] std::string format(const ResultFile& file);

/// Strict about everything it uses: every key of the schema must be there with its type; others are ignored, so that
/// the schema can grow. The error's `what` is "LINE:COLUMN" where it is no JSON, else the place ("runs[3].wall_s").
[[nodiscard]] Result<ResultFile> parse_result(std::string_view text);

/// Written beside `path` and renamed when it is complete.
[[nodiscard]] Result<void> write_result(const ResultFile& file, const std::filesystem::path& path);
/// The error's `what` begins with the path.
[[nodiscard]] Result<ResultFile> read_result(const std::filesystem::path& path);

} // namespace manybrains::io
