#include "app/charts/chart_data.h"

#include "app/lesson/words.h"
#include "core/analyze/speedup.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <algorithm>
#include <functional>

namespace manybrains::app {

namespace {

struct Charts {
    Q_DECLARE_TR_FUNCTIONS(Charts)
};

/// Below this a form is not called faster: the noise of a shared machine.
constexpr double clearlyFaster = 1.15;

using Figure = std::function<std::optional<double>(const io::ResultRun&)>;

/// The repeats of one form on one engine.
struct Form {
    const io::ResultRun* first = nullptr;
    std::vector<double> values;
};

bool sameEngine(const io::ResultRun& a, const io::ResultRun& b) {
    return a.engine == b.engine && a.interpreter == b.interpreter;
}

std::vector<Form> formsOf(const io::ResultFile& result, const Figure& figure) {
    std::vector<Form> forms;
    for (const io::ResultRun& run : result.runs) {
        const auto value = figure(run);
        if (!value || run.outcome != run::code(run::Outcome::completed)) {
            continue;
        }
        const auto same = [&](const Form& form) {
            return sameEngine(*form.first, run) && form.first->strategy == run.strategy &&
                   form.first->variant == run.variant;
        };
        auto form = std::find_if(forms.begin(), forms.end(), same);
        if (form == forms.end()) {
            form = forms.insert(forms.end(), {&run, {}});
        }
        form->values.push_back(*value);
    }
    return forms;
}

bool severalEngines(const std::vector<Form>& forms) {
    return std::any_of(forms.begin(), forms.end(),
                       [&](const Form& form) { return !sameEngine(*form.first, *forms.front().first); });
}

run::EngineInfo engineOf(const io::ResultRun& run) {
    run::EngineInfo info;
    info.id = run.engine;
    info.interpreter = run.interpreter;
    info.version = run.version;
    info.implementation = run.engine == "python" ? "CPython" : "";
    info.gil = run.gil;
    return info;
}

QString formLabel(const io::ResultRun& run, bool withEngine) {
    const auto strategy = lesson::strategy_from_code(run.strategy);
    QString label = strategy ? strategyName(*strategy) : QString::fromStdString(run.strategy);
    if (!run.variant.empty()) {
        label = Charts::tr("%1, %2", "a form and its variant: Processes, twice")
                    .arg(label, QString::fromStdString(run.variant));
    }
    return withEngine
               ? Charts::tr("%1 · %2", "an engine and a form: C++ · Threads").arg(engineName(engineOf(run)), label)
               : label;
}

std::vector<Bar> barsOf(const std::vector<Form>& forms, bool withEngine) {
    std::vector<Bar> bars;
    for (const Form& form : forms) {
        const auto spread = analyze::spread(form.values);
        const bool sequential = form.first->strategy == lesson::code(lesson::Strategy::sequential);
        const double speedup = form.first->speedup.value_or(1);
        bars.push_back({formLabel(*form.first, withEngine), spread->median, spread->minimum, spread->maximum,
                        !sequential && speedup >= clearlyFaster});
    }
    return bars;
}

QString speedupTitle(const std::vector<Form>& forms, const std::vector<Bar>& bars) {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < forms.size(); ++i) {
        if (forms[i].first->strategy != lesson::code(lesson::Strategy::sequential)) {
            order.push_back(i);
        }
    }
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return bars[a].value > bars[b].value; });
    QStringList parts;
    for (const std::size_t i : order) {
        parts += Charts::tr("%1: %2.", "a form and its speedup: Threads: 0.99×.")
                     .arg(bars[i].label, factorText(bars[i].value));
    }
    return parts.join(u' ');
}

} // namespace

QString BarChartData::text() const {
    QStringList lines = {title};
    for (const Bar& bar : bars) {
        lines += Charts::tr("%1: %2", "a form and its figure")
                     .arg(bar.label, QLocale().toString(bar.value, 'f', decimals) + unit);
    }
    if (reference) {
        lines += referenceLabel;
    }
    return lines.join(u'\n');
}

BarChartData speedupData(const io::ResultFile& result) {
    const auto forms = formsOf(result, [](const io::ResultRun& run) { return run.speedup; });
    BarChartData data;
    data.axis = Charts::tr("speedup against sequential");
    data.unit = QStringLiteral("×");
    if (forms.empty()) {
        return data;
    }
    data.bars = barsOf(forms, severalEngines(forms));
    data.title = speedupTitle(forms, data.bars);
    for (const Form& form : forms) {
        data.reference = std::max(data.reference.value_or(0), form.first->ideal.value_or(0));
    }
    data.referenceLabel = Charts::tr("ideal: %1").arg(factorText(*data.reference));
    return data;
}

BarChartData wallTimeData(const io::ResultFile& result) {
    auto forms = formsOf(result, [](const io::ResultRun& run) { return run.wall_s; });
    BarChartData data;
    data.axis = Charts::tr("time in seconds, less is better");
    data.unit = Charts::tr(" s", "seconds, behind a number");
    data.title = Charts::tr("How long each form took");
    if (forms.empty()) {
        return data;
    }
    const io::Parameters& size = forms.front().first->parameters;
    const auto others =
        std::remove_if(forms.begin(), forms.end(), [&](const Form& form) { return form.first->parameters != size; });
    if (others != forms.end()) {
        data.title = Charts::tr("How long each form took (%1 only: the others did work of another size)")
                         .arg(engineName(engineOf(*forms.front().first)));
        forms.erase(others, forms.end());
    }
    data.bars = barsOf(forms, severalEngines(forms));
    return data;
}

} // namespace manybrains::app
