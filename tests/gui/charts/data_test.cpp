// From the figures of a result to what the charts say.
#include "app/charts/chart_data.h"
#include "tests/gui/charts/sample_results.h"

#include <QLocale>
#include <QtTest>

#include <algorithm>

using namespace manybrains;
using namespace manybrains::app;

namespace {

QString plain(QString text) {
    return text.replace(QChar(QChar::Nbsp), QLatin1Char(' '));
}

} // namespace

class DataTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void titleStatesTheFinding();
    void titleNamesTheEngineOnlyWhereThereAreSeveral();
    void barsShowTheMedianAndTheSpreadOfRepeats();
    void runsThatFailedAreLeftOut();
    void figuresNotKnownAreNotShownAsZero();
    void aGainIsToldFromNoise();
    void variantsAreBarsOfTheirOwn();
    void timesNameTheShortestAndTheLongest();
    void oneCoreIsSaidAsOne();
    void nothingMeasuredSaysWhatToDo();
    void tableSaysEveryFigure();
    void figuresFollowTheReadersLocale();
};

void DataTest::titleStatesTheFinding() {
    const BarChart chart = speedupChart(samples::counting_loop());
    QCOMPARE(chart.finding, QStringLiteral("Processes: 1.94× on 2 cores. Threads: 0.99×. Async: 0.98×."));
    QCOMPARE(chart.subtitle, QStringLiteral("against sequential, median of 3 runs"));
}

void DataTest::titleNamesTheEngineOnlyWhereThereAreSeveral() {
    io::ResultFile result = samples::counting_loop();
    result.runs.push_back(samples::run("cpp", "sequential", 1, 2));
    result.runs.push_back(samples::run("cpp", "threaded", 1.97, 1.01));
    const BarChart chart = speedupChart(result);
    QVERIFY2(chart.finding.startsWith(QStringLiteral("Threads, C++: 1.97× on 2 cores. Processes, ")),
             qPrintable(chart.finding));
    QVERIFY(chart.bars.front().label.startsWith(QStringLiteral("Python 3.11")));
    QCOMPARE(chart.bars.back().label, QStringLiteral("C++ · Threads"));
    QCOMPARE(chart.bars.size(), 6U);
}

void DataTest::barsShowTheMedianAndTheSpreadOfRepeats() {
    const BarChart chart = speedupChart(samples::counting_loop());
    QCOMPARE(chart.bars.size(), 4U);
    const Bar& threads = chart.bars[1];
    QCOMPARE(threads.label, QStringLiteral("Threads"));
    QCOMPARE(threads.value, 0.99);
    QCOMPARE(threads.minimum, 0.97);
    QCOMPARE(threads.maximum, 1.01);
    QCOMPARE(threads.repeats, 3);
    QCOMPARE(threads.text, QStringLiteral("0.99×"));
    QCOMPARE(threads.ideal.value(), 2.0);
}

void DataTest::runsThatFailedAreLeftOut() {
    io::ResultFile result = samples::counting_loop();
    for (io::ResultRun& run : result.runs) {
        if (run.strategy == "threaded") {
            run.outcome = "crashed";
        }
    }
    const BarChart chart = speedupChart(result);
    QVERIFY(std::ranges::none_of(chart.bars, [](const Bar& bar) { return bar.label == QStringLiteral("Threads"); }));
    QVERIFY(!chart.finding.contains(QStringLiteral("Threads")));
}

void DataTest::figuresNotKnownAreNotShownAsZero() {
    io::ResultFile result = samples::counting_loop();
    for (io::ResultRun& run : result.runs) {
        run.peak_pss_bytes.reset();
    }
    QVERIFY(memoryChart(result).bars.empty());
    result.runs.front().speedup.reset(); // two of three repeats are known
    QCOMPARE(speedupChart(result).bars.front().repeats, 2);
}

void DataTest::aGainIsToldFromNoise() {
    QVERIFY(pays(1.94));
    QVERIFY(!pays(1.03));
    QVERIFY(!pays(0.99));
    const BarChart chart = speedupChart(samples::counting_loop());
    QCOMPARE(chart.bars[0].tone, Tone::baseline);
    QCOMPARE(chart.bars[1].tone, Tone::plain);
    QCOMPARE(chart.bars[3].tone, Tone::gain);
}

void DataTest::variantsAreBarsOfTheirOwn() {
    io::ResultFile result = samples::counting_loop();
    io::ResultRun variant = samples::run("python", "threaded", 0.95, 1.7);
    variant.variant = "switch-interval";
    result.runs.push_back(variant);
    QCOMPARE(speedupChart(result).bars.back().label, QStringLiteral("Threads · switch-interval"));
}

void DataTest::timesNameTheShortestAndTheLongest() {
    const BarChart chart = wallTimeChart(samples::counting_loop());
    QCOMPARE(plain(chart.finding), QStringLiteral("Shortest: Processes, 0.86 s. Longest: Async, 1.63 s."));
    QCOMPARE(chart.bars.size(), 4U);
    QCOMPARE(chart.unit, QStringLiteral("s"));
}

void DataTest::oneCoreIsSaidAsOne() {
    io::ResultFile result = samples::counting_loop();
    result.machine.cores = 1;
    QVERIFY(speedupChart(result).finding.contains(QStringLiteral("on one core.")));
}

void DataTest::nothingMeasuredSaysWhatToDo() {
    const BarChart chart = speedupChart(io::ResultFile{});
    QVERIFY(chart.bars.empty());
    QVERIFY(chart.finding.isEmpty());
    QVERIFY(tableOf(chart).startsWith(QStringLiteral("Run ")));
}

void DataTest::tableSaysEveryFigure() {
    const QStringList lines = plain(tableOf(speedupChart(samples::counting_loop()))).split(QLatin1Char('\n'));
    QCOMPARE(lines.size(), 6);
    QCOMPARE(lines[2], QStringLiteral("Sequential: 1.00× (0.98× to 1.02× in 3 runs)"));
    QCOMPARE(lines[5], QStringLiteral("Processes: 1.94× (1.92× to 1.96× in 3 runs), ideal 2.00×"));
}

void DataTest::figuresFollowTheReadersLocale() {
    QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
    const BarChart chart = speedupChart(samples::counting_loop());
    QLocale::setDefault(QLocale::c());
    QCOMPARE(chart.bars[3].text, QStringLiteral("1,94×"));
}

QTEST_GUILESS_MAIN(DataTest)
#include "data_test.moc"
