#include "app/charts/chart_data.h"

#include "app/charts/form_figures.h"
#include "app/lesson/words.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <algorithm>
#include <cmath>

namespace manybrains::app {

namespace {

/// The translation context of this file.
struct Charts {
    Q_DECLARE_TR_FUNCTIONS(Charts)
};

constexpr double mebibyte = 1024.0 * 1024.0;

int mostRepeats(const std::vector<Bar>& bars) {
    int most = 1;
    for (const Bar& bar : bars) {
        most = std::max(most, bar.repeats);
    }
    return most;
}

/// ", median of 3 runs" where there are several.
QString repeatsText(const std::vector<Bar>& bars) {
    const int repeats = mostRepeats(bars);
    return repeats < 2 ? QString() : Charts::tr(", median of %n runs", nullptr, repeats);
}

bool severalEngines(const std::vector<SpeedupBar>& bars) {
    return std::ranges::any_of(bars, [&](const SpeedupBar& bar) { return bar.engine != bars.front().engine; });
}

/// "Processes: 1.94×", the most first, so that the sentence begins with what matters.
QStringList findings(std::vector<SpeedupBar> bars, bool several_engines) {
    std::erase_if(bars, [](const SpeedupBar& bar) { return bar.baseline; });
    std::ranges::stable_sort(bars, std::greater(), &SpeedupBar::speedup);
    QStringList sentences;
    for (const SpeedupBar& bar : bars) {
        const QString label = several_engines
                                  ? Charts::tr("%1, %2", "a form and its engine").arg(bar.strategy, bar.engine)
                                  : bar.strategy;
        sentences << Charts::tr("%1: %2", "a form and its speedup").arg(label, factorText(bar.speedup));
    }
    return sentences;
}

/// "Processes: 1.94× on 2 cores. Threads: 0.99×."
QString speedupFinding(const std::vector<SpeedupBar>& bars, int cores) {
    constexpr qsizetype at_most = 3; // more is a table, not a sentence
    const bool several_engines = severalEngines(bars);
    QStringList sentences = findings(bars, several_engines).mid(0, at_most);
    if (sentences.isEmpty()) {
        return {};
    }
    sentences.front() = cores == 1 ? Charts::tr("%1 on one core").arg(sentences.front())
                                   : Charts::tr("%1 on %2 cores").arg(sentences.front()).arg(cores);
    return sentences.join(QStringLiteral(". ")) + QLatin1Char('.');
}

/// A bar for each form that has the figure.
std::vector<Bar> barsOf(const std::vector<FormRuns>& forms,
                        const std::function<std::optional<double>(const io::ResultRun&)>& figure,
                        const std::function<QString(double)>& text) {
    std::vector<Bar> bars;
    const bool several = haveSeveralEngines(forms);
    for (const FormRuns& form : forms) {
        if (const auto spread = spreadOf(form, figure)) {
            Bar bar;
            bar.label = labelOf(form, several);
            bar.text = text(spread->median);
            bar.value = spread->median;
            bar.minimum = spread->minimum;
            bar.maximum = spread->maximum;
            bar.repeats = spread->count;
            bar.tone = form.baseline ? Tone::baseline : Tone::plain;
            bars.push_back(bar);
        }
    }
    return bars;
}

const Bar* least(const std::vector<Bar>& bars) {
    const auto found = std::ranges::min_element(bars, {}, &Bar::value);
    return found == bars.end() ? nullptr : &*found;
}

const Bar* most(const std::vector<Bar>& bars) {
    const auto found = std::ranges::max_element(bars, {}, &Bar::value);
    return found == bars.end() ? nullptr : &*found;
}

QString valueText(const BarChart& chart, double value) {
    return QLocale().toString(value, 'f', chart.decimals) +
           (chart.unit == QStringLiteral("×") ? QString() : QString(QChar::Nbsp)) + chart.unit;
}

} // namespace

bool pays(double speedup) noexcept {
    constexpr double clearly = 1.1;
    return speedup >= clearly;
}

std::vector<SpeedupBar> speedupBars(const std::vector<io::ResultRun>& runs) {
    std::vector<SpeedupBar> bars;
    const std::vector<FormRuns> forms = gather(runs);
    for (const FormRuns& form : forms) {
        const auto spread = spreadOf(form, [](const io::ResultRun& run) { return run.speedup; });
        if (!spread) {
            continue;
        }
        const QString strategy = labelOf(form, false);
        bars.push_back({form.engine, strategy, spread->median, spread->minimum, spread->maximum,
                        form.runs.front()->ideal.value_or(1), spread->count, form.baseline});
    }
    return bars;
}

BarChart speedupChart(const std::vector<SpeedupBar>& bars, int cores) {
    BarChart chart;
    chart.name = Charts::tr("Speedup");
    chart.unit = QStringLiteral("×");
    chart.empty = Charts::tr("Run the sequential form and another one: how much faster it is appears here, beside what "
                             "is possible.");
    const bool several = severalEngines(bars);
    for (const SpeedupBar& from : bars) {
        Bar bar;
        bar.label = several ? from.engine + QStringLiteral(" · ") + from.strategy : from.strategy;
        bar.text = factorText(from.speedup);
        bar.value = from.speedup;
        bar.minimum = from.minimum;
        bar.maximum = from.maximum;
        bar.repeats = from.repeats;
        bar.tone = from.baseline ? Tone::baseline : pays(from.speedup) ? Tone::gain : Tone::plain;
        bar.ideal = from.ideal;
        chart.bars.push_back(bar);
    }
    chart.finding = speedupFinding(bars, cores);
    chart.subtitle =
        Charts::tr("against sequential%1", "%1: how many repeats, or nothing").arg(repeatsText(chart.bars));
    return chart;
}

BarChart speedupChart(const io::ResultFile& result) {
    return speedupChart(speedupBars(result.runs), result.machine.cores);
}

BarChart wallTimeChart(const io::ResultFile& result) {
    BarChart chart;
    chart.name = Charts::tr("Time");
    chart.unit = Charts::tr("s", "seconds");
    chart.empty = Charts::tr("Run the lesson: how long each form takes appears here.");
    chart.bars = barsOf(
        gather(result.runs), [](const io::ResultRun& run) { return run.wall_s; }, secondsText);
    chart.subtitle =
        Charts::tr("from the call to the return%1", "%1: how many repeats, or nothing").arg(repeatsText(chart.bars));
    if (chart.bars.size() > 1) {
        chart.finding = Charts::tr("Shortest: %1, %2. Longest: %3, %4.")
                            .arg(least(chart.bars)->label, least(chart.bars)->text, most(chart.bars)->label,
                                 most(chart.bars)->text);
    }
    return chart;
}

BarChart memoryChart(const io::ResultFile& result) {
    BarChart chart;
    chart.name = Charts::tr("Memory");
    chart.unit = Charts::tr("MiB");
    chart.decimals = 1;
    chart.empty = Charts::tr("Run the lesson: how much memory each form takes appears here.");
    const auto figure = [](const io::ResultRun& run) -> std::optional<double> {
        return run.peak_pss_bytes ? std::optional(static_cast<double>(*run.peak_pss_bytes) / mebibyte) : std::nullopt;
    };
    chart.bars = barsOf(gather(result.runs), figure, [](double mebibytes) {
        return bytesText(static_cast<std::uint64_t>(std::llround(mebibytes * mebibyte)));
    });
    chart.subtitle = Charts::tr("peak PSS of all processes together%1", "%1: how many repeats, or nothing")
                         .arg(repeatsText(chart.bars));
    if (chart.bars.size() > 1) {
        chart.finding = Charts::tr("Least: %1, %2. Most: %3, %4.")
                            .arg(least(chart.bars)->label, least(chart.bars)->text, most(chart.bars)->label,
                                 most(chart.bars)->text);
    }
    return chart;
}

QString sentenceOf(const BarChart& chart, const Bar& bar) {
    QString sentence = Charts::tr("%1: %2", "a bar and its value").arg(bar.label, bar.text);
    if (bar.repeats > 1) {
        sentence += Charts::tr(" (%1 to %2 in %3 runs)")
                        .arg(valueText(chart, bar.minimum), valueText(chart, bar.maximum))
                        .arg(bar.repeats);
    }
    if (bar.ideal && bar.tone != Tone::baseline) {
        sentence += Charts::tr(", ideal %1").arg(valueText(chart, *bar.ideal));
    }
    return sentence;
}

QString tableOf(const BarChart& chart) {
    QStringList lines;
    if (chart.bars.empty()) {
        lines << chart.empty;
    } else {
        lines << chart.finding << chart.subtitle;
    }
    for (const Bar& bar : chart.bars) {
        lines << sentenceOf(chart, bar);
    }
    lines.removeAll(QString());
    return lines.join(QLatin1Char('\n'));
}

} // namespace manybrains::app
