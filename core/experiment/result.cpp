#include "core/experiment/result.h"

#include <fmt/format.h>

#include <set>

namespace manybrains::experiment {
namespace {

/// "python", or "python3.12.1" where another interpreter runs in the same experiment.
std::string engine_word(const RunRecord& record, bool several_interpreters) {
    return several_interpreters && !record.engine.interpreter.empty() ? record.engine.id + record.engine.version
                                                                      : record.engine.id;
}

io::ResultRun result_run(const RunRecord& record) {
    io::ResultRun run;
    run.engine = record.engine.id;
    run.interpreter = record.engine.interpreter;
    run.version = record.engine.version;
    run.gil = record.engine.gil;
    run.strategy = lesson::code(record.plan.strategy);
    run.variant = record.plan.variant;
    run.workers = record.plan.workers;
    run.parameters = record.plan.parameters;
    run.repeat = record.plan.repeat;
    run.outcome = run::code(record.ending.outcome);
    run.expected = record.expected;
    run.error = record.ending.error;
    run.wall_s = record.wall_s;
    run.startup_s = record.startup_s;
    run.speedup = record.speedup;
    run.ideal = record.ideal;
    run.efficiency = record.efficiency;
    run.recording = record.level;
    run.results = record.results;
    return run;
}

void add_figures(io::ResultRun& run, const RunRecord& record) {
    const analyze::Figures& figures = record.figures;
    run.tasks_s = figures.tasks_s;
    run.cpu_s = figures.cpu_s;
    run.parallelism = figures.parallelism;
    run.processes = figures.processes;
    run.threads = figures.threads;
    run.context_switches = figures.context_switches;
    run.migrations = figures.migrations;
    run.gil_wait_s = figures.gil_wait_s;
    run.gil_handoffs = figures.gil_handoffs;
    run.running_without_gil_s = figures.running_without_gil_s;
    run.time_by_state = figures.time_by_state;
    run.peak_pss_bytes = figures.peak_pss_bytes;
    if (record.trace) {
        run.events = record.trace->events();
        run.events_lost = record.trace->events_lost();
    }
}

} // namespace

bool has_several_interpreters(const std::vector<RunRecord>& records) {
    std::set<std::string> interpreters;
    for (const RunRecord& record : records) {
        if (!record.engine.interpreter.empty()) {
            interpreters.insert(record.engine.interpreter);
        }
    }
    return interpreters.size() > 1;
}

std::string trace_file_name(const RunRecord& record, bool several_interpreters) {
    if (!record.trace) {
        return {};
    }
    const std::string variant = record.plan.variant.empty() ? "" : "-" + record.plan.variant;
    return fmt::format("{}-{}-{}{}-{}.json", record.plan.lesson->id, engine_word(record, several_interpreters),
                       lesson::code(record.plan.strategy), variant, record.plan.repeat);
}

io::ResultFile result_of(const std::vector<RunRecord>& records, bool with_traces) {
    io::ResultFile file;
    file.machine = io::machine_info();
    for (const RunRecord& record : records) {
        file.lesson = record.plan.lesson->id;
        file.runs.push_back(result_run(record));
        add_figures(file.runs.back(), record);
        if (with_traces) {
            file.runs.back().trace = trace_file_name(record, has_several_interpreters(records));
        }
    }
    return file;
}

io::TraceDescription trace_description(const RunRecord& record) {
    io::TraceDescription description;
    description.machine = io::machine_info();
    description.plan = {.lesson = record.plan.lesson->id,
                        .engine = record.engine.id,
                        .interpreter = record.engine.interpreter,
                        .version = record.engine.version,
                        .strategy = std::string(lesson::code(record.plan.strategy)),
                        .variant = record.plan.variant,
                        .workers = record.plan.workers,
                        .parameters = record.plan.parameters,
                        .repeat = record.plan.repeat};
    description.command_line = record.command_line;
    return description;
}

} // namespace manybrains::experiment
