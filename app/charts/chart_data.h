// What a bar chart of an experiment shows, as plain data made from a result: live runs and saved files look the same.
#pragma once

#include "core/io/result_file.h"

#include <QString>

#include <optional>
#include <vector>

namespace manybrains::app {

/// One form: the median over its repeats, and how far they spread.
struct Bar {
    QString label; ///< "Threads"; with the engine's name where several are compared
    double value = 0;
    double minimum = 0;
    double maximum = 0;
    bool pays = false; ///< clearly faster than the sequential form
};

struct BarChartData {
    QString title;    ///< the finding, as a sentence
    QString axis;     ///< what the values are, with the unit
    QString unit;     ///< behind each value: "×", " s"
    int decimals = 2; ///< of each value
    std::vector<Bar> bars;
    std::optional<double> reference; ///< the dashed line
    QString referenceLabel;

    /// The same figures as lines of text, for screen readers and where a picture cannot be shown.
    [[nodiscard]] QString text() const;
};

/// Speedup of every form against the sequential one of its engine; no bars where nothing can be compared.
[[nodiscard]] BarChartData speedupData(const io::ResultFile& result);

/// wall_s of every completed form. Engines that did work of different sizes are never set side by side: only the
/// first engine's size is shown then, and the title says so.
[[nodiscard]] BarChartData wallTimeData(const io::ResultFile& result);

} // namespace manybrains::app
