#include "app/results/result_board.h"

#include "core/analyze/speedup.h"

#include <algorithm>

namespace manybrains::app {

void ResultBoard::clear() {
    forms_.clear();
    records_.clear();
}

std::size_t ResultBoard::begin(const BegunRun& run) {
    const std::size_t index = formOf(run.plan, run.engine);
    forms_[index].running = true;
    forms_[index].live = run.live;
    return index;
}

std::size_t ResultBoard::end(const experiment::RunRecord& record) {
    const std::size_t index = formOf(record.plan, record.engine);
    Form& form = forms_[index];
    form.running = false;
    form.live.reset();
    form.engine = record.engine; // the run may have learnt more of it than was known before
    form.runs.push_back(records_.size());
    records_.push_back(record);
    experiment::compare(records_);
    return index;
}

std::size_t ResultBoard::formOf(const run::Plan& plan, const run::EngineInfo& engine) {
    const auto same = [&](const Form& form) {
        return form.strategy == plan.strategy && form.engine.id == engine.id &&
               form.engine.interpreter == engine.interpreter;
    };
    const auto found = std::find_if(forms_.begin(), forms_.end(), same);
    if (found != forms_.end()) {
        return static_cast<std::size_t>(found - forms_.begin());
    }
    Form form;
    form.strategy = plan.strategy;
    form.variant = plan.variant;
    form.workers = plan.workers;
    form.engine = engine;
    forms_.push_back(std::move(form));
    return forms_.size() - 1;
}

const experiment::RunRecord* ResultBoard::typical(const Form& form) const {
    std::vector<const experiment::RunRecord*> completed;
    for (const std::size_t run : form.runs) {
        const experiment::RunRecord& record = records_[run];
        if (record.ending.outcome == run::Outcome::completed && record.wall_s) {
            completed.push_back(&record);
        }
    }
    if (completed.empty()) {
        return form.runs.empty() ? nullptr : &records_[form.runs.back()];
    }
    const auto middle = completed.begin() + static_cast<std::ptrdiff_t>((completed.size() - 1) / 2);
    std::nth_element(completed.begin(), middle, completed.end(),
                     [](const auto* a, const auto* b) { return *a->wall_s < *b->wall_s; });
    return *middle;
}

std::optional<double> ResultBoard::speedup(const Form& form) const {
    std::vector<double> speedups;
    for (const std::size_t run : form.runs) {
        if (const auto& speedup = records_[run].speedup) {
            speedups.push_back(*speedup);
        }
    }
    const auto spread = analyze::spread(speedups);
    return spread ? std::optional(spread->median) : std::nullopt;
}

std::shared_ptr<const trace::Trace> ResultBoard::shownTrace(const Form& form) const {
    if (form.running) {
        return form.live;
    }
    const experiment::RunRecord* record = typical(form);
    return record == nullptr ? nullptr : record->trace;
}

const Form* ResultBoard::find(lesson::Strategy strategy) const {
    const auto found =
        std::find_if(forms_.begin(), forms_.end(), [strategy](const Form& form) { return form.strategy == strategy; });
    return found == forms_.end() ? nullptr : &*found;
}

} // namespace manybrains::app
