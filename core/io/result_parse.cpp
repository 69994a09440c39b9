// The reading half of result_file.h.
#include "core/io/file_text.h"
#include "core/io/object_reader.h"
#include "core/io/result_file.h"

#include <boost/json/stream_parser.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <utility>

namespace manybrains::io {

namespace {

namespace json = boost::json;

constexpr std::size_t largest_file = std::size_t{16} << 20;

std::string line_and_column(std::string_view text, std::size_t offset) {
    const std::string_view before = text.substr(0, offset);
    const auto lines = std::count(before.begin(), before.end(), '\n');
    const std::size_t line_begin = before.find_last_of('\n') + 1; // npos + 1 is 0: the first line
    return fmt::format("{}:{}", lines + 1, before.size() - line_begin + 1);
}

Result<json::value> parse_json(std::string_view text) {
    json::stream_parser parser;
    boost::system::error_code failed;
    const std::size_t parsed = parser.write_some(text.data(), text.size(), failed);
    if (!failed) {
        parser.finish(failed);
    }
    if (failed) {
        return input_error(line_and_column(text, parsed), "is not JSON: " + failed.message());
    }
    return parser.release();
}

Machine read_machine(const ObjectReader& file) {
    Machine machine;
    if (const auto* value = file.find("machine")) {
        const ObjectReader reader(*value, file.place_of("machine"), file.problem());
        reader.read("cpu", machine.cpu);
        reader.read("cores", machine.cores);
        reader.read("kernel", machine.kernel);
    }
    return machine;
}

Parameters read_parameters(const ObjectReader& run) {
    Parameters parameters;
    const auto* object = run.object("parameters");
    if (object == nullptr) {
        return parameters;
    }
    for (const auto& [name, value] : *object) {
        auto& parameter = parameters[name];
        if (value.is_int64()) {
            parameter = value.get_int64();
        } else if (value.is_double()) {
            parameter = value.get_double();
        } else if (value.is_string()) {
            parameter = std::string(value.get_string());
        } else {
            run.report(fmt::format("parameters.{}", std::string_view(name)), "expected a number or a text");
        }
    }
    return parameters;
}

std::optional<TimeByState> read_times(const ObjectReader& run) {
    const auto* value = run.find("time_by_state");
    const auto* object = value == nullptr || value->is_null() ? nullptr : run.object("time_by_state");
    if (object == nullptr) {
        return std::nullopt;
    }
    TimeByState times{};
    const ObjectReader reader(*value, run.place_of("time_by_state"), run.problem());
    for (const auto& [name, time] : *object) {
        if (const auto state = trace::state_from_code(name)) {
            reader.read(name, times[static_cast<std::size_t>(*state)]);
        } else {
            reader.report(name, "no such state");
        }
    }
    return times;
}

trace::Level read_level(const ObjectReader& run) {
    std::string word;
    run.read("recording", word);
    const auto level = trace::level_from_code(word);
    if (!level) {
        run.report("recording", fmt::format("no such recording level: {}", word));
    }
    return level.value_or(trace::Level::none);
}

std::vector<std::string> read_results(const ObjectReader& run) {
    std::vector<std::string> results;
    const auto* array = run.array("results");
    if (array == nullptr) {
        return results;
    }
    for (const json::value& result : *array) {
        if (const auto* text = result.if_string()) {
            results.emplace_back(*text);
        } else {
            run.report(fmt::format("results[{}]", results.size()), "expected a text");
            break;
        }
    }
    return results;
}

ResultRun read_run(const ObjectReader& reader) {
    ResultRun run;
    reader.read("engine", run.engine);
    reader.read_or_null("interpreter", run.interpreter);
    reader.read("version", run.version);
    reader.read("gil", run.gil);
    reader.read("strategy", run.strategy);
    reader.read("variant", run.variant);
    reader.read("workers", run.workers);
    run.parameters = read_parameters(reader);
    reader.read("repeat", run.repeat);
    reader.read("outcome", run.outcome);
    reader.read("expected", run.expected);
    reader.read("error", run.error);
    reader.read("wall_s", run.wall_s);
    reader.read("startup_s", run.startup_s);
    reader.read("tasks_s", run.tasks_s);
    reader.read("cpu_s", run.cpu_s);
    reader.read("speedup", run.speedup);
    reader.read("ideal", run.ideal);
    reader.read("efficiency", run.efficiency);
    reader.read("parallelism", run.parallelism);
    reader.read("processes", run.processes);
    reader.read("threads", run.threads);
    reader.read("context_switches", run.context_switches);
    reader.read("migrations", run.migrations);
    reader.read("gil_wait_s", run.gil_wait_s);
    reader.read("gil_handoffs", run.gil_handoffs);
    reader.read("running_without_gil_s", run.running_without_gil_s);
    run.time_by_state = read_times(reader);
    reader.read("peak_pss_bytes", run.peak_pss_bytes);
    run.recording = read_level(reader);
    reader.read("events", run.events);
    reader.read("events_lost", run.events_lost);
    run.results = read_results(reader);
    reader.read_or_null("trace", run.trace);
    return run;
}

void check_schema(const ObjectReader& file) {
    std::string schema;
    file.read("schema", schema);
    if (schema != result_schema) {
        file.report("schema", fmt::format("expected \"{}\"", result_schema));
    }
}

} // namespace

Result<ResultFile> parse_result(std::string_view text) {
    const auto value = parse_json(text);
    if (!value) {
        return value.error();
    }
    Problem problem;
    const ObjectReader reader(*value, "", problem);
    check_schema(reader);
    ResultFile file;
    reader.read("lesson", file.lesson);
    file.machine = read_machine(reader);
    if (const auto* runs = reader.array("runs")) {
        for (std::size_t i = 0; i < runs->size() && !problem.error(); ++i) {
            file.runs.push_back(read_run(ObjectReader((*runs)[i], fmt::format("runs[{}]", i), problem)));
        }
    }
    if (problem.error()) {
        return *problem.error();
    }
    return file;
}

Result<ResultFile> read_result(const std::filesystem::path& path) {
    const auto text = read_text(path, largest_file);
    if (!text) {
        return text.error();
    }
    auto file = parse_result(*text);
    if (!file) {
        Error error = file.error();
        error.what = fmt::format("{}: {}", path.string(), error.what);
        return error;
    }
    return file;
}

} // namespace manybrains::io
