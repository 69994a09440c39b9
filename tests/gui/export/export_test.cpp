// Pictures as files: they parse, have their size, say where their figures come from, and fail with a reason.
#include "app/export/picture_file.h"
#include "app/export/render_charts.h"
#include "app/theme/theme.h"
#include "app/timeline/timeline_widget.h"
#include "tests/gui/charts/sample_results.h"
#include "tests/gui/timeline/sample_traces.h"

#include <QDir>
#include <QFile>
#include <QImage>
#include <QPainter>
#include <QTemporaryDir>
#include <QXmlStreamReader>
#include <QtTest>

using namespace manybrains;
using namespace manybrains::app;

namespace {

struct Svg {
    bool whole = false;
    QString text; ///< everything that is written in it
    QSize size;
    bool hasSerifs = false; ///< text in a family that viewers may replace by any
};

Svg readSvg(const QString& path) {
    QFile file(path);
    Svg svg;
    if (!file.open(QIODevice::ReadOnly)) {
        return svg;
    }
    QXmlStreamReader reader(&file);
    while (!reader.atEnd()) {
        reader.readNext();
        if (reader.isStartElement() && reader.name() == QStringLiteral("svg")) {
            const QStringList box =
                reader.attributes().value(QStringLiteral("viewBox")).toString().split(QLatin1Char(' '));
            svg.size = QSize(box.value(2).toInt(), box.value(3).toInt());
        } else if (reader.isCharacters()) {
            svg.text += reader.text();
        }
        const auto family = reader.attributes().value(QStringLiteral("font-family"));
        svg.hasSerifs = svg.hasSerifs || (!family.isEmpty() && !family.contains(QStringLiteral("sans-serif")));
    }
    svg.whole = !reader.hasError();
    return svg;
}

Picture square(QSize size = QSize(200, 100)) {
    return {QStringLiteral("A finding & <more>."), QStringLiteral("a lesson · a machine · exact recording"), size,
            [](QPainter& painter, const QSize& target) { painter.fillRect(QRect(QPoint(), target), Qt::blue); }};
}

} // namespace

class ExportTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        Theme::instance().install();
        Theme::instance().setChoice(SchemeChoice::light);
        QVERIFY(folder_.isValid());
    }
    void pngIsTwiceAsLargeAsTheDrawing();
    void svgParsesAndSaysWhereItComesFrom();
    void timelineIsExportedWithItsWords();
    void everyChartOfAResultIsWritten();
    void chartsWithoutFiguresAreLeftOut();
    void captionNamesTheLeastExactLevel();
    void unwritablePathsAreReported();
    void aFailedExportLeavesNothing();

private:
    [[nodiscard]] QString path(const QString& name) const { return folder_.filePath(name); }

    QTemporaryDir folder_;
};

void ExportTest::pngIsTwiceAsLargeAsTheDrawing() {
    QCOMPARE(savePicture(square(), path(QStringLiteral("square.png"))), QString());
    const QImage image(path(QStringLiteral("square.png")));
    QVERIFY(image.width() > 2 * 200);
    QVERIFY(image.height() > 2 * 100);
    int blue = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            blue += image.pixelColor(x, y) == QColor(Qt::blue) ? 1 : 0;
        }
    }
    QCOMPARE(blue, 400 * 200);
}

void ExportTest::svgParsesAndSaysWhereItComesFrom() {
    QCOMPARE(savePicture(square(), path(QStringLiteral("square.svg"))), QString());
    const Svg svg = readSvg(path(QStringLiteral("square.svg")));
    QVERIFY(svg.whole);
    QVERIFY(svg.size.width() > 200 && svg.size.height() > 100);
    QVERIFY(svg.text.contains(QStringLiteral("A finding & <more>.")));
    QVERIFY(svg.text.contains(QStringLiteral("exact recording")));
    QVERIFY(!svg.hasSerifs);
}

void ExportTest::timelineIsExportedWithItsWords() {
    TimelineWidget timeline;
    const samples::Sample sample = samples::threaded();
    TimelineRun run;
    run.title = QStringLiteral("Threads");
    run.trace = sample.trace;
    run.window = sample.window;
    run.figure = QStringLiteral("0.99×");
    timeline.setRunOpen(timeline.addRun(run), true);
    const QSize size(900, timeline.heightFor(900));
    const Picture picture{QStringLiteral("Threads: 0.99×."), QStringLiteral("counting-loop"), size,
                          [&](QPainter& painter, const QSize& target) { timeline.render(painter, target); }};
    QCOMPARE(savePicture(picture, path(QStringLiteral("timeline.svg"))), QString());
    const Svg svg = readSvg(path(QStringLiteral("timeline.svg")));
    QVERIFY(svg.whole);
    for (const char* word : {"Threads", "0.99×", "pid 4718 · 3 threads", "worker-1", "tid 4720", "GIL wait"}) {
        QVERIFY2(svg.text.contains(QString::fromUtf8(word)), word);
    }
    QCOMPARE(savePicture(picture, path(QStringLiteral("timeline.png"))), QString());
    QVERIFY(QImage(path(QStringLiteral("timeline.png"))).width() > 1800);
}

void ExportTest::everyChartOfAResultIsWritten() {
    QDir().mkpath(path(QStringLiteral("charts")));
    QCOMPARE(renderCharts(samples::counting_loop(), path(QStringLiteral("charts"))), QString());
    const QStringList names = QDir(path(QStringLiteral("charts"))).entryList(QDir::Files, QDir::Name);
    QCOMPARE(names.join(QLatin1Char(' ')),
             QStringLiteral("memory.png memory.svg speedup.png speedup.svg wall-time.png wall-time.svg"));
    const Svg speedup = readSvg(path(QStringLiteral("charts/speedup.svg")));
    QVERIFY(speedup.whole);
    QVERIFY(speedup.text.contains(QStringLiteral("Processes: 1.94× on 2 cores.")));
    QVERIFY(speedup.text.contains(QStringLiteral("ideal 2×")));
    QVERIFY(speedup.text.contains(QStringLiteral("counting-loop · Python 3.11")));
    QVERIFY(speedup.text.contains(QStringLiteral("against sequential, median of 3 runs")));
    const QImage png(path(QStringLiteral("charts/speedup.png")));
    QCOMPARE(png.width(), 2 * speedup.size.width());
    QCOMPARE(png.height(), 2 * speedup.size.height());
}

void ExportTest::chartsWithoutFiguresAreLeftOut() {
    io::ResultFile result = samples::counting_loop();
    for (io::ResultRun& run : result.runs) {
        run.speedup.reset();
        run.peak_pss_bytes.reset();
    }
    QDir().mkpath(path(QStringLiteral("few")));
    QCOMPARE(renderCharts(result, path(QStringLiteral("few"))), QString());
    QCOMPARE(QDir(path(QStringLiteral("few"))).entryList(QDir::Files, QDir::Name).join(QLatin1Char(' ')),
             QStringLiteral("wall-time.png wall-time.svg"));
}

void ExportTest::captionNamesTheLeastExactLevel() {
    io::ResultFile result = samples::counting_loop();
    QVERIFY(captionOf(result).contains(QStringLiteral("exact recording")));
    result.runs[2].recording = trace::Level::sampled;
    QVERIFY(captionOf(result).contains(QStringLiteral("sampled recording")));
    QVERIFY(captionOf(result).contains(QStringLiteral("2 usable cores")));
}

void ExportTest::unwritablePathsAreReported() {
    const QString nowhere = path(QStringLiteral("no/such/folder/square.png"));
    const QString failure = savePicture(square(), nowhere);
    QVERIFY2(failure.startsWith(nowhere), qPrintable(failure));
    QVERIFY(failure.size() > nowhere.size() + 10); // and why
    QVERIFY(!savePicture(square(), path(QStringLiteral("no/such/folder/square.svg"))).isEmpty());
    QVERIFY(!renderCharts(samples::counting_loop(), path(QStringLiteral("no/such/folder"))).isEmpty());
}

void ExportTest::aFailedExportLeavesNothing() {
    // A folder stands where the file should: whoever runs the test, it cannot be replaced.
    QDir().mkpath(path(QStringLiteral("taken.svg/inside")));
    QVERIFY(!savePicture(square(), path(QStringLiteral("taken.svg"))).isEmpty());
    QCOMPARE(QDir(path(QStringLiteral("taken.svg"))).entryList(QDir::Dirs | QDir::NoDotAndDotDot).size(), 1);
    QVERIFY(QDir(folder_.path()).entryList({QStringLiteral("taken.svg.*")}).isEmpty());
}

QTEST_MAIN(ExportTest)
#include "export_test.moc"
