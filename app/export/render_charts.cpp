#include "app/export/render_charts.h"

#include "app/charts/bar_scene.h"
#include "app/export/picture_file.h"

#include <QCoreApplication>
#include <QDir>
#include <QPainter>

#include <algorithm>
#include <utility>

namespace manybrains::app {

namespace {

struct RenderCharts {
    Q_DECLARE_TR_FUNCTIONS(RenderCharts)
};

constexpr int chartWidth = 800;
constexpr int rowHeight = 48;
constexpr int axisHeight = 96;

QString save(const BarChart& data, const QString& caption, const QString& path) {
    const QSize size(chartWidth, axisHeight + rowHeight * static_cast<int>(data.bars.size()));
    BarScene scene;
    scene.show(data);
    scene.resize(size);
    const Picture picture{data.finding, caption, size, [&scene](QPainter& painter, const QSize& target) {
                              scene.render(&painter, QRectF(QPointF(), target), scene.sceneRect());
                          }};
    return savePicture(picture, path);
}

} // namespace

QString captionOf(const io::ResultFile& result) {
    const auto coarsest =
        std::max_element(result.runs.begin(), result.runs.end(),
                         [](const io::ResultRun& a, const io::ResultRun& b) { return a.recording < b.recording; });
    const QString level = coarsest == result.runs.end()
                              ? QString()
                              : QString::fromUtf8(trace::code(coarsest->recording).data(),
                                                  static_cast<qsizetype>(trace::code(coarsest->recording).size()));
    return RenderCharts::tr("Lesson %1 · %2, %3 usable cores, Linux %4 · recording level: %5")
        .arg(QString::fromStdString(result.lesson), QString::fromStdString(result.machine.cpu))
        .arg(result.machine.cores)
        .arg(QString::fromStdString(result.machine.kernel), level);
}

QString renderCharts(const io::ResultFile& result, const QString& folder) {
    const QString caption = captionOf(result);
    const std::pair<QString, BarChart> charts[] = {{QStringLiteral("speedup"), speedupChart(result)},
                                                   {QStringLiteral("wall-time"), wallTimeChart(result)},
                                                   {QStringLiteral("memory"), memoryChart(result)}};
    for (const auto& [name, chart] : charts) {
        for (const QString& ending : {QStringLiteral(".svg"), QStringLiteral(".png")}) {
            if (chart.bars.empty()) {
                continue;
            }
            const QString failure = save(chart, caption, QDir(folder).filePath(name + ending));
            if (!failure.isEmpty()) {
                return failure;
            }
        }
    }
    return {};
}

} // namespace manybrains::app
