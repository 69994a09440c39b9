// Time to pixel and back, zooming and panning, the ruler's ticks and the words for times: no widget needed.
#include "app/timeline/coordinates.h"
#include "app/timeline/frame_pacer.h"
#include "app/timeline/ruler.h"
#include "app/timeline/time_text.h"
#include "app/timeline/visible_range.h"

#include <QLocale>
#include <QtTest>

#include <cmath>
#include <random>

using namespace manybrains;
using namespace manybrains::app;
using namespace std::chrono_literals;

namespace {

const VisibleRange limits{-1s, 20s};

QString plain(QString text) {
    return text.replace(QChar(QChar::Nbsp), QLatin1Char(' '));
}

} // namespace

class CoordinatesTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void timeOfAPixelIsTheInverseOfPixelOfATime();
    void zoomKeepsTheTimeUnderThePointer();
    void zoomStopsAtTheShortestRange();
    void zoomingOutStopsAtTheLimits();
    void panKeepsTheLengthAndStopsAtTheLimits();
    void ticksStandAtRoundTimesFarEnoughApart();
    void rulerShowsAsManyDecimalsAsItsStepNeeds();
    void lengthsAreShortAndExactTimesExact();
    void framesPauseFiftyTimesWhatTheyCost();
};

void CoordinatesTest::timeOfAPixelIsTheInverseOfPixelOfATime() {
    std::mt19937_64 random(1);
    std::uniform_int_distribution<std::int64_t> begin(-1'000'000'000, 10'000'000'000);
    std::uniform_int_distribution<std::int64_t> length(shortest_range.count(), 20'000'000'000);
    for (int i = 0; i < 1000; ++i) {
        TimeAxis axis;
        axis.range.begin = Duration(begin(random));
        axis.range.end = axis.range.begin + Duration(length(random));
        axis.left = 131;
        axis.width = 1469;
        const Duration time = axis.range.begin + Duration(length(random) % axis.range.length().count());
        QCOMPARE(timeOf(axis, pixelOf(axis, time)).count(), time.count());
    }
}

void CoordinatesTest::zoomKeepsTheTimeUnderThePointer() {
    TimeAxis axis{{0s, 2s}, 100, 1000};
    for (const double pixel : {100.0, 321.5, 700.0, 1099.0}) {
        for (const double factor : {0.8, 0.1, 1.25}) {
            const Duration time = timeOf(axis, pixel);
            const TimeAxis after{zoomed(axis.range, time, factor, limits), axis.left, axis.width};
            QVERIFY(std::abs(pixelOf(after, time) - pixel) < 0.01);
        }
    }
}

void CoordinatesTest::zoomStopsAtTheShortestRange() {
    VisibleRange range{0s, 2s};
    for (int i = 0; i < 200; ++i) {
        range = zoomed(range, 1s, 0.5, limits);
    }
    QCOMPARE(range.length().count(), shortest_range.count());
    QVERIFY(range.begin <= 1s && range.end >= 1s);
}

void CoordinatesTest::zoomingOutStopsAtTheLimits() {
    VisibleRange range{1s, 2s};
    for (int i = 0; i < 20; ++i) {
        range = zoomed(range, 2s, 2, limits);
    }
    QCOMPARE(range, limits);
}

void CoordinatesTest::panKeepsTheLengthAndStopsAtTheLimits() {
    const VisibleRange range{1s, 3s};
    QCOMPARE(panned(range, 500ms, limits), (VisibleRange{1500ms, 3500ms}));
    QCOMPARE(panned(range, -10s, limits), (VisibleRange{-1s, 1s}));
    QCOMPARE(panned(range, 100s, limits), (VisibleRange{18s, 20s}));
}

void CoordinatesTest::ticksStandAtRoundTimesFarEnoughApart() {
    std::mt19937_64 random(2);
    for (int i = 0; i < 500; ++i) {
        const auto length = static_cast<std::int64_t>(std::pow(10.0, 4.5 + 6.0 * (random() % 1000) / 1000.0));
        const Duration begin(static_cast<std::int64_t>(random() % 5'000'000'000));
        const TimeAxis axis{{begin, begin + Duration(length)}, 0, 1000};
        const Ticks marks = ticks(axis, 80);
        QVERIFY(!marks.times.empty());
        QVERIFY(static_cast<double>(marks.step.count()) / static_cast<double>(length) * axis.width >= 79.9);
        for (const Duration time : marks.times) {
            QCOMPARE(time.count() % marks.step.count(), 0);
            QVERIFY(time >= axis.range.begin && time < axis.range.end);
        }
    }
}

void CoordinatesTest::rulerShowsAsManyDecimalsAsItsStepNeeds() {
    QCOMPARE(plain(rulerText(0s, 250ms, 250ms)), QStringLiteral("0 s"));
    QCOMPARE(plain(rulerText(500ms, 250ms, 250ms)), QStringLiteral("0.50 s"));
    QCOMPARE(plain(rulerText(2s, 1s, 1s)), QStringLiteral("2 s"));
    QCOMPARE(plain(rulerText(412'350us, 50us, 50us)), QStringLiteral("412.35 ms"));
    QCOMPARE(plain(rulerText(412'350us, 500ns, 500ns)), QStringLiteral("412350.0 µs"));
}

void CoordinatesTest::lengthsAreShortAndExactTimesExact() {
    QCOMPARE(plain(lengthText(1'622'400us)), QStringLiteral("1.62 s"));
    QCOMPARE(plain(lengthText(860ms)), QStringLiteral("0.86 s"));
    QCOMPARE(plain(lengthText(5'171us)), QStringLiteral("5.17 ms"));
    QCOMPARE(plain(lengthText(81'249us)), QStringLiteral("81.2 ms"));
    QCOMPARE(plain(lengthText(17ns)), QStringLiteral("17 ns"));
    QCOMPARE(plain(exactText(412'345'678ns)), QStringLiteral("412.345678 ms"));
    QCOMPARE(plain(exactText(-1'612'345'678ns)), QStringLiteral("-1.612345678 s"));
}

void CoordinatesTest::framesPauseFiftyTimesWhatTheyCost() {
    QCOMPARE(pauseAfter(0ns).count(), 33);
    QCOMPARE(pauseAfter(600us).count(), 33);
    QCOMPARE(pauseAfter(2ms).count(), 100);
}

QTEST_GUILESS_MAIN(CoordinatesTest)
#include "coordinates_test.moc"
