// From the records of an experiment to the plain data of its files: result.json and what a trace file says of its run.
#pragma once

#include "core/experiment/experiment.h"
#include "core/io/chrome_trace.h"
#include "core/io/result_file.h"

#include <string>
#include <vector>

namespace manybrains::experiment {

[[nodiscard]] bool has_several_interpreters(const std::vector<RunRecord>& records);

/// "counting-loop-python-threaded-1.json"; with the version where two interpreters are compared; empty for a bare run.
[[nodiscard]] std::string trace_file_name(const RunRecord& record, bool several_interpreters);

/// `with_traces`: the trace files lie beside the result, so they are named in it.
[[nodiscard]] io::ResultFile result_of(const std::vector<RunRecord>& records, bool with_traces);

[[nodiscard]] io::TraceDescription trace_description(const RunRecord& record);

} // namespace manybrains::experiment
