// The runs of one experiment as the window shows them: a form (a strategy on an engine) with all its repeats, the one
// that is going on, and the figures compared so far. Cards read it; nothing here knows of widgets.
#pragma once

#include "core/experiment/experiment.h"
#include "core/trace/trace.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace manybrains::app {

/// A run that has begun.
struct BegunRun {
    run::Plan plan;
    run::EngineInfo engine;
    std::size_t index = 0;
    std::size_t count = 0;
    std::shared_ptr<const trace::Trace> live; ///< null when it is not recorded
};

struct Form {
    lesson::Strategy strategy = lesson::Strategy::sequential;
    std::string variant;
    int workers = 0;
    run::EngineInfo engine;
    bool running = false;
    std::shared_ptr<const trace::Trace> live; ///< of the run that is going on
    std::vector<std::size_t> runs;            ///< of the board's records, in the order in which they ended
};

class ResultBoard {
public:
    void clear();
    /// Both return the form's index.
    std::size_t begin(const BegunRun& run);
    std::size_t end(const experiment::RunRecord& record);

    [[nodiscard]] bool empty() const noexcept { return forms_.empty(); }
    [[nodiscard]] const std::vector<Form>& forms() const noexcept { return forms_; }
    [[nodiscard]] const std::vector<experiment::RunRecord>& records() const noexcept { return records_; }
    /// The run that stands for the form: of those that completed the one with the median time, else the last one.
    /// nullptr while none has ended.
    [[nodiscard]] const experiment::RunRecord* typical(const Form& form) const;
    /// Median over the repeats; nullopt without a sequential run to compare with.
    [[nodiscard]] std::optional<double> speedup(const Form& form) const;
    /// What is drawn of it: the run that is going on, else the typical one.
    [[nodiscard]] std::shared_ptr<const trace::Trace> shownTrace(const Form& form) const;
    [[nodiscard]] const Form* find(lesson::Strategy strategy) const;

private:
    std::size_t formOf(const run::Plan& plan, const run::EngineInfo& engine);

    std::vector<Form> forms_;
    std::vector<experiment::RunRecord> records_;
};

} // namespace manybrains::app
