#include "app/charts/form_figures.h"

#include "app/lesson/words.h"
#include "core/analyze/speedup.h"

#include <algorithm>

namespace manybrains::app {

namespace {

QString engineOf(const io::ResultRun& run) {
    run::EngineInfo info;
    info.id = run.engine;
    info.version = run.version;
    info.gil = run.gil;
    return engineName(info);
}

QString strategyOf(const io::ResultRun& run) {
    const auto strategy = lesson::strategy_from_code(run.strategy);
    return strategy ? strategyName(*strategy) : QString::fromStdString(run.strategy);
}

bool completed(const io::ResultRun& run) {
    return run.outcome == run::code(run::Outcome::completed);
}

} // namespace

std::vector<FormRuns> gather(const std::vector<io::ResultRun>& runs) {
    std::vector<FormRuns> forms;
    for (const io::ResultRun& run : runs) {
        if (!completed(run)) {
            continue;
        }
        FormRuns form{engineOf(run),
                      strategyOf(run),
                      QString::fromStdString(run.variant),
                      run.strategy == lesson::code(lesson::Strategy::sequential),
                      {}};
        auto same = std::ranges::find_if(forms, [&](const FormRuns& other) {
            return other.engine == form.engine && other.strategy == form.strategy && other.variant == form.variant;
        });
        if (same == forms.end()) {
            same = forms.insert(forms.end(), std::move(form));
        }
        same->runs.push_back(&run);
    }
    return forms;
}

QString labelOf(const FormRuns& form, bool several_engines) {
    QString label = several_engines ? form.engine + QStringLiteral(" · ") + form.strategy : form.strategy;
    if (!form.variant.isEmpty()) {
        label += QStringLiteral(" · ") + form.variant;
    }
    return label;
}

bool haveSeveralEngines(const std::vector<FormRuns>& forms) {
    return std::ranges::any_of(forms, [&](const FormRuns& form) { return form.engine != forms.front().engine; });
}

std::optional<FigureSpread> spreadOf(const FormRuns& form,
                                     const std::function<std::optional<double>(const io::ResultRun&)>& figure) {
    std::vector<double> values;
    for (const io::ResultRun* run : form.runs) {
        if (const auto value = figure(*run)) {
            values.push_back(*value);
        }
    }
    const auto spread = analyze::spread(values);
    if (!spread) {
        return std::nullopt;
    }
    return FigureSpread{spread->median, spread->minimum, spread->maximum, static_cast<int>(values.size())};
}

} // namespace manybrains::app
