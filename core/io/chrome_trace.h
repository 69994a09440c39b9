// A trace as a Chrome Trace Event JSON file (schema "manybrains-trace/1"), for Perfetto, speedscope, chrome://tracing
// and for opening it again: which event stands for what is the table in the command line's contract.
#pragma once

#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/io/machine.h"
#include "core/io/result_file.h"
#include "core/trace/trace.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace manybrains::io {

inline constexpr std::string_view trace_schema = "manybrains-trace/1";

/// What the trace itself does not know about its run; empty where there was no lesson.
struct TracePlan {
    std::string lesson;
    std::string engine;
    std::string interpreter;
    std::string version;
    std::string strategy;
    std::string variant;
    int workers = 0;
    Parameters parameters;
    int repeat = 1;
};

struct TraceDescription {
    Machine machine;
    TracePlan plan;
    std::vector<std::string> command_line; ///< of the recorded program
    std::optional<Time> called;            ///< the strategy's function, and when it returned: what the figures are of
    std::optional<Time> returned;
};

/// Published slices only: write a trace that is finished. Streams, so that memory does not grow with the trace; the
/// file is written beside `path` and renamed when it is complete.
[[nodiscard]] Result<void> write_chrome_trace(const trace::Trace& trace, const TraceDescription& description,
                                              const std::filesystem::path& path);

} // namespace manybrains::io
