#include "app/window/render_charts.h"

#include "app/export/render_charts.h"
#include "app/theme/theme.h"
#include "core/io/result_file.h"

#include <cstdio>

namespace manybrains::app {

namespace {

int complain(const QString& why) {
    constexpr int inputError = 2;
    std::fprintf(stderr, "manybrains-window: %s\n", qPrintable(why));
    return inputError;
}

} // namespace

int renderChartsInto(const QString& resultFile, const QString& folder) {
    const auto result = io::read_result(resultFile.toStdString());
    if (!result) {
        return complain(QString::fromStdString(result.error().message()));
    }
    Theme::instance().setChoice(SchemeChoice::light); // for paper, whatever the desktop looks like
    const QString failure = renderCharts(*result, folder);
    return failure.isEmpty() ? 0 : complain(failure);
}

} // namespace manybrains::app
