// The writing half of result_file.h.
#include "core/io/json_text.h"
#include "core/io/json_values.h"
#include "core/io/replacing_file.h"
#include "core/io/result_file.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value_from.hpp>

#include <cmath>
#include <cstddef>
#include <utility>

namespace manybrains::io {

namespace {

namespace json = boost::json;

json::value rounded(const std::optional<double>& value, double steps) {
    return value ? json::value(std::round(*value * steps) / steps) : json::value();
}

json::value seconds(const std::optional<double>& value) {
    return rounded(value, 1e6);
}

json::value ratio(const std::optional<double>& value) {
    return rounded(value, 1e4);
}

template <typename T>
json::value or_null(const std::optional<T>& value) {
    return value ? json::value(*value) : json::value();
}

json::value times_json(const std::optional<TimeByState>& times) {
    if (!times) {
        return {};
    }
    json::object object;
    for (std::size_t state = 0; state < trace::state_count; ++state) {
        if ((*times)[state] > 0) {
            object.emplace(trace::state_codes[state], seconds((*times)[state]));
        }
    }
    return object;
}

json::value run_json(const ResultRun& run) {
    return json::object{
        {"engine", run.engine},
        {"interpreter", text_or_null(run.interpreter)},
        {"version", run.version},
        {"gil", or_null(run.gil)},
        {"strategy", run.strategy},
        {"variant", run.variant},
        {"workers", run.workers},
        {"parameters", to_json(run.parameters)},
        {"repeat", run.repeat},
        {"outcome", run.outcome},
        {"expected", run.expected},
        {"error", run.error},
        {"wall_s", seconds(run.wall_s)},
        {"startup_s", seconds(run.startup_s)},
        {"tasks_s", seconds(run.tasks_s)},
        {"cpu_s", seconds(run.cpu_s)},
        {"speedup", ratio(run.speedup)},
        {"ideal", ratio(run.ideal)},
        {"efficiency", ratio(run.efficiency)},
        {"parallelism", ratio(run.parallelism)},
        {"processes", or_null(run.processes)},
        {"threads", or_null(run.threads)},
        {"context_switches", or_null(run.context_switches)},
        {"migrations", or_null(run.migrations)},
        {"gil_wait_s", seconds(run.gil_wait_s)},
        {"gil_handoffs", or_null(run.gil_handoffs)},
        {"running_without_gil_s", seconds(run.running_without_gil_s)},
        {"time_by_state", times_json(run.time_by_state)},
        {"peak_pss_bytes", or_null(run.peak_pss_bytes)},
        {"recording", trace::code(run.recording)},
        {"events", or_null(run.events)},
        {"events_lost", or_null(run.events_lost)},
        {"results", json::value_from(run.results)},
        {"trace", text_or_null(run.trace)},
    };
}

} // namespace

std::string format(const ResultFile& file) {
    json::array runs;
    for (const ResultRun& run : file.runs) {
        runs.push_back(run_json(run));
    }
    return pretty(json::object{{"schema", result_schema},
                               {"lesson", file.lesson},
                               {"machine", to_json(file.machine)},
                               {"runs", std::move(runs)}});
}

Result<void> write_result(const ResultFile& file, const std::filesystem::path& path) {
    auto out = ReplacingFile::create(path);
    if (!out) {
        return out.error();
    }
    if (auto written = out->write(format(file) + '\n'); !written) {
        return written;
    }
    return out->commit();
}

} // namespace manybrains::io
