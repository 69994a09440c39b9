// Runs as an experiment reports them, made up.
#pragma once

#include "app/results/result_board.h"

#include <memory>
#include <utility>

namespace manybrains::app::samples {

inline run::EngineInfo python() {
    run::EngineInfo engine;
    engine.id = engine.parameter_key = "python";
    engine.interpreter = "/usr/bin/python3";
    engine.version = "3.11.2";
    engine.implementation = "CPython";
    engine.gil = true;
    return engine;
}

inline BegunRun begun(lesson::Strategy strategy, std::shared_ptr<const trace::Trace> live = nullptr) {
    BegunRun run;
    run.plan.strategy = strategy;
    run.engine = python();
    run.count = 4;
    run.live = std::move(live);
    return run;
}

inline experiment::RunRecord ended(lesson::Strategy strategy, double wall_s) {
    experiment::RunRecord record;
    record.engine = python();
    record.plan.strategy = strategy;
    record.expected = true;
    record.wall_s = wall_s;
    return record;
}

inline experiment::RunRecord crashed(lesson::Strategy strategy) {
    experiment::RunRecord record = ended(strategy, 0);
    record.expected = false;
    record.wall_s.reset();
    record.ending.outcome = run::Outcome::crashed;
    record.ending.error = "pid 4712 was ended by signal 11 (Segmentation fault)";
    return record;
}

} // namespace manybrains::app::samples
