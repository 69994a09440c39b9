// What a bar chart shows, as plain data: from the figures of an experiment to bars, their words and a finding. Knows of
// no widget, so that the same data is drawn on screen, exported, read aloud and tested.
#pragma once

#include "core/io/result_file.h"

#include <QString>

#include <optional>
#include <vector>

namespace manybrains::app {

/// One form on one engine, over its repeats.
struct SpeedupBar {
    QString engine;     ///< "Python 3.11 · GIL"
    QString strategy;   ///< "Threads"
    double speedup = 1; ///< median
    double minimum = 1;
    double maximum = 1;
    double ideal = 1; ///< what it could be
    int repeats = 1;
    bool baseline = false; ///< the form that the others are compared with
};

/// Worth its workers: clearly more than what measuring twice differs by.
[[nodiscard]] bool pays(double speedup) noexcept;

enum class Tone { plain, gain, baseline };

struct Bar {
    QString label;
    QString text; ///< the value with its unit, at the bar's end
    double value = 0;
    double minimum = 0; ///< over the repeats
    double maximum = 0;
    int repeats = 1;
    Tone tone = Tone::plain;
    std::optional<double> ideal;
};

struct BarChart {
    QString name;     ///< "Speedup"
    QString finding;  ///< the chart in a sentence: its title
    QString subtitle; ///< "against sequential, median of 3 repeats"
    QString unit;     ///< of the axis: "×", "s"
    int decimals = 2; ///< of values in sentences
    QString empty;    ///< what to do where there are no bars
    std::vector<Bar> bars;
};

[[nodiscard]] BarChart speedupChart(const std::vector<SpeedupBar>& bars, int cores);

/// Median speedups of completed runs, in the order in which the forms first ran.
[[nodiscard]] std::vector<SpeedupBar> speedupBars(const std::vector<io::ResultRun>& runs);

[[nodiscard]] BarChart speedupChart(const io::ResultFile& result);
[[nodiscard]] BarChart wallTimeChart(const io::ResultFile& result);
/// Peak PSS of the whole process tree.
[[nodiscard]] BarChart memoryChart(const io::ResultFile& result);

/// The chart as text, a line a bar, for those who do not see it.
[[nodiscard]] QString tableOf(const BarChart& chart);

/// A bar in a sentence: "Threads: 0.99× (0.97× to 1.01× in 3 runs), ideal 2.00×".
[[nodiscard]] QString sentenceOf(const BarChart& chart, const Bar& bar);

} // namespace manybrains::app
