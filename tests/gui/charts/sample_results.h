// Results written by hand, as the counting loop gives them on two cores.
#pragma once

#include "core/io/result_file.h"

#include <string>

namespace manybrains::app::samples {

inline io::ResultRun run(const std::string& engine, const std::string& strategy, double speedup, double wall_s,
                         int repeat = 1) {
    io::ResultRun run;
    run.engine = engine;
    run.version = engine == "python" ? "3.11.2" : "g++ 12.2.0";
    run.gil = engine != "cpp";
    run.strategy = strategy;
    run.workers = 2;
    run.repeat = repeat;
    run.outcome = "completed";
    run.expected = true;
    run.wall_s = wall_s;
    run.speedup = speedup;
    run.ideal = strategy == "sequential" ? 1 : 2;
    run.peak_pss_bytes = 9 << 20;
    run.recording = trace::Level::kernel;
    return run;
}

/// Three repeats of the four forms in CPython.
inline io::ResultFile counting_loop() {
    io::ResultFile result;
    result.lesson = "counting-loop";
    result.machine = {"A processor", 2, "6.1.0"};
    for (int repeat = 1; repeat <= 3; ++repeat) {
        const double off = 0.02 * (repeat - 2);
        result.runs.push_back(run("python", "sequential", 1.00 + off, 1.60 + off, repeat));
        result.runs.push_back(run("python", "threaded", 0.99 + off, 1.62 + off, repeat));
        result.runs.push_back(run("python", "async", 0.98 + off, 1.63 + off, repeat));
        result.runs.push_back(run("python", "multiprocess", 1.94 + off, 0.86 + off, repeat));
    }
    return result;
}

} // namespace manybrains::app::samples
