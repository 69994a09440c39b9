// A result file with one run in which every figure is known.
#pragma once

#include "core/io/result_file.h"

namespace manybrains::io {

[[nodiscard]] inline ResultFile sample_result() {
    ResultRun run;
    run.engine = "python";
    run.interpreter = "/usr/bin/python3";
    run.version = "3.11.2";
    run.gil = true;
    run.strategy = "threaded";
    run.workers = 2;
    run.parameters = {{"iterations", std::int64_t{10'000'000}}, {"pause", 2.0}, {"word", std::string("x")}};
    run.outcome = "completed";
    run.expected = true;
    run.wall_s = 0.812;
    run.startup_s = 0.021;
    run.tasks_s = 0.811;
    run.cpu_s = 0.809;
    run.speedup = 0.98;
    run.ideal = 2.0;
    run.efficiency = 0.49;
    run.parallelism = 1.0;
    run.processes = 1;
    run.threads = 3;
    run.context_switches = 331;
    run.migrations = 4;
    run.gil_wait_s = 0.79;
    run.gil_handoffs = 158;
    run.running_without_gil_s = 0.0;
    run.time_by_state.emplace();
    (*run.time_by_state)[static_cast<std::size_t>(trace::State::running)] = 0.809;
    (*run.time_by_state)[static_cast<std::size_t>(trace::State::gil_wait)] = 0.79;
    run.peak_pss_bytes = 9'100'000;
    run.recording = trace::Level::kernel;
    run.events = 5231;
    run.events_lost = 0;
    run.results = {"10000000", "10000000"};
    run.trace = "counting-loop-python-threaded-1.json";

    ResultFile file;
    file.lesson = "counting-loop";
    file.machine = {"A processor", 2, "6.1.0"};
    file.runs.push_back(run);
    return file;
}

} // namespace manybrains::io
