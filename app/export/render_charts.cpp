#include "app/export/render_charts.h"

#include "app/charts/bar_scene.h"
#include "app/lesson/words.h"

#include <QCoreApplication>
#include <QDir>
#include <QPainter>
#include <QStringList>

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
    return savePicture(chartPicture(data, caption, size), path);
}

/// Those that were compared, in the order in which they first ran.
QStringList enginesOf(const io::ResultFile& result) {
    QStringList engines;
    for (const io::ResultRun& run : result.runs) {
        run::EngineInfo info;
        info.id = run.engine;
        info.version = run.version;
        info.gil = run.gil;
        engines << engineName(info);
    }
    engines.removeDuplicates();
    return engines;
}

/// What can be trusted of all runs: the level of the least exact one.
trace::Level levelOf(const io::ResultFile& result) {
    trace::Level level = trace::Level::kernel;
    for (const io::ResultRun& run : result.runs) {
        level = std::max(level, run.recording);
    }
    return level;
}

} // namespace

Picture chartPicture(const BarChart& data, const QString& caption, const QSize& size) {
    return {data.finding.isEmpty() ? data.name : data.finding,
            QStringLiteral("%1: %2\n%3").arg(data.name, data.subtitle, caption), size,
            [data](QPainter& painter, const QSize& target) {
                BarScene scene;
                scene.show(data);
                scene.resize(target);
                scene.render(&painter, QRectF(QPointF(), target), scene.sceneRect());
            }};
}

QString captionOf(const io::ResultFile& result) {
    QStringList parts;
    parts << QString::fromStdString(result.lesson) << enginesOf(result) << QString::fromStdString(result.machine.cpu)
          << RenderCharts::tr("%1 usable cores").arg(result.machine.cores)
          << RenderCharts::tr("Linux %1").arg(QString::fromStdString(result.machine.kernel))
          << levelName(levelOf(result));
    parts.removeAll(QString());
    return parts.join(QStringLiteral(" · "));
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
