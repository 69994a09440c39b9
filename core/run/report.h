// What a running lesson tells the supervisor over the report pipe: one JSON object a line.
//   {"event":"call","time_ns":N}                        the strategy's function is called
//   {"event":"return","time_ns":N,"results":["…",…]}    it returned; results in task order
//   {"event":"error","kind":"ValueError","message":"…","detail":"traceback…"}
//   {"event":"interpreter","version":"3.11.2","implementation":"CPython","gil":true}
// Both the Python harness and manybrains-runner speak it. time_ns is CLOCK_MONOTONIC.
#pragma once

#include "core/base/ids.h"
#include "core/base/result.h"

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace manybrains::run {

struct CallReport {
    Time time;
};
struct ReturnReport {
    Time time;
    std::vector<std::string> results;
};
struct ErrorReport {
    std::string kind;
    std::string message;
    std::string detail;
};
struct InterpreterReport {
    std::string version;
    std::string implementation;
    bool gil = true;
};

using Report = std::variant<CallReport, ReturnReport, ErrorReport, InterpreterReport>;

/// Error: the line is not a report (a lesson may have written to the pipe by itself; hostile input is expected).
[[nodiscard]] Result<Report> parse_report(std::string_view line);

[[nodiscard]] std::string format(const Report& report);

} // namespace manybrains::run
