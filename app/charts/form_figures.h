// The runs of a result gathered by form: the repeats of one strategy on one engine, and the spread of a figure over
// them.
#pragma once

#include "core/io/result_file.h"

#include <QString>

#include <functional>
#include <optional>
#include <vector>

namespace manybrains::app {

struct FormRuns {
    QString engine;
    QString strategy;
    QString variant; ///< empty: the plain form
    bool baseline = false;
    std::vector<const io::ResultRun*> runs; ///< completed, in the order in which they ran
};

/// In the order in which the forms first ran; refers to `runs`. Runs that did not complete are left out.
[[nodiscard]] std::vector<FormRuns> gather(const std::vector<io::ResultRun>& runs);

/// How a form is named beside others: with its engine only where there are several.
[[nodiscard]] QString labelOf(const FormRuns& form, bool several_engines);
[[nodiscard]] bool haveSeveralEngines(const std::vector<FormRuns>& forms);

struct FigureSpread {
    double median = 0;
    double minimum = 0;
    double maximum = 0;
    int count = 0;
};

/// nullopt where no run has the figure.
[[nodiscard]] std::optional<FigureSpread>
spreadOf(const FormRuns& form, const std::function<std::optional<double>(const io::ResultRun&)>& figure);

} // namespace manybrains::app
