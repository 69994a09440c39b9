// What a row draws against what its slices are: computed again here the slow way, slice by slice and pixel by pixel.
#include "app/timeline/columns.h"
#include "app/timeline/row_image.h"
#include "app/timeline/row_style.h"
#include "tests/gui/timeline/sample_traces.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

using namespace manybrains;
using namespace manybrains::app;
using namespace std::chrono_literals;

namespace {

constexpr Duration length = 100ms;

/// Nanoseconds of each key in [begin, end), by looking at every slice.
trace::Coverage coveredBySlices(const trace::Track& track, Time begin, Time end) {
    trace::Coverage covered{};
    for (std::size_t i = 0; i < track.size(); ++i) {
        const trace::Slice slice = track.slice(i);
        const Duration part = std::min(slice.end, end) - std::max(slice.begin, begin);
        covered[slice.key] += std::max<std::int64_t>(0, part.count());
    }
    return covered;
}

Time edgeOf(const ColumnRange& range, int column) {
    return range.begin + (range.end - range.begin) * column / range.count;
}

/// What a pixel must show, of the slices that lie in its column: the mean of their colours, by their part of it.
double redOf(const RowStyle& style, const trace::Coverage& covered, Duration column, int x, int y, int height) {
    double red = 0;
    double left = 1;
    for (std::size_t key = 0; key < trace::key_count; ++key) {
        const KeyStyle& look = style.keys[key];
        const bool ink = inked(look.texture, x % texture_period, y % texture_period);
        const QRgb colour = !inkRows(look, height, 1).contain(y) ? style.empty : ink ? look.ink : look.ground;
        const double share = static_cast<double>(covered[key]) / static_cast<double>(column.count());
        red += share * qRed(colour);
        left -= share;
    }
    return red + left * qRed(style.empty);
}

ColumnRange randomZoom(std::mt19937_64& random, int columns) {
    const double share = std::pow(10.0, -3.0 * static_cast<double>(random() % 1000) / 1000.0);
    const Duration visible(std::llround(share * static_cast<double>(length.count())));
    const auto room = static_cast<std::uint64_t>((length - visible).count());
    const Time begin = samples::origin + Duration(static_cast<std::int64_t>(random() % (room + 1)));
    return {begin, begin + visible, columns};
}

} // namespace

class RowTest : public QObject {
    Q_OBJECT
private slots:
    void sharesEqualTheCoverageOfTheSlices_data();
    void sharesEqualTheCoverageOfTheSlices();
    void coverageDrawnEqualsCoverageOfSlices_data();
    void coverageDrawnEqualsCoverageOfSlices();
    void openSlicesReachToTheHorizon_data();
    void openSlicesReachToTheHorizon();
    void emptyTrackDrawsAnEmptyLane();
    void statesDifferWithoutColour();
};

void RowTest::sharesEqualTheCoverageOfTheSlices_data() {
    QTest::addColumn<std::size_t>("slices");
    QTest::newRow("few") << std::size_t{30};
    QTest::newRow("some") << std::size_t{3'000};
    QTest::newRow("many in each column") << std::size_t{60'000};
}

void RowTest::sharesEqualTheCoverageOfTheSlices() {
    QFETCH(std::size_t, slices);
    trace::Track track(trace::TrackId{}, {.kind = trace::TrackKind::core});
    samples::fill_randomly(track, length, slices, trace::key_count, 3);
    std::mt19937_64 random(5);
    Columns columns;
    for (int i = 0; i < 12; ++i) {
        const ColumnRange range = randomZoom(random, 97);
        columns.read(track, range, samples::origin + length);
        QCOMPARE(columns.count(), range.count);
        for (int column = 0; column < range.count; ++column) {
            const Time from = edgeOf(range, column);
            const Time to = edgeOf(range, column + 1);
            std::array<double, trace::key_count> drawn{};
            for (const Share& share : columns.shares(column)) {
                drawn[share.key] += share.weight;
            }
            const trace::Coverage covered = coveredBySlices(track, from, to);
            for (std::size_t key = 0; key < trace::key_count; ++key) {
                const double wanted =
                    static_cast<double>(covered[key]) * whole_column / static_cast<double>((to - from).count());
                // A weight is a whole number; the last key also gives way where others were rounded up.
                QVERIFY2(std::abs(drawn[key] - wanted) <= trace::key_count / 2, qPrintable(QString::number(column)));
            }
        }
    }
}

void RowTest::coverageDrawnEqualsCoverageOfSlices_data() {
    QTest::addColumn<std::size_t>("slices");
    QTest::addColumn<bool>("states");
    for (const bool states : {false, true}) {
        for (const std::size_t slices : {20, 500, 20'000}) {
            QTest::addRow("%zu slices of %s", slices, states ? "states" : "workers") << slices << states;
        }
    }
}

void RowTest::coverageDrawnEqualsCoverageOfSlices() {
    QFETCH(std::size_t, slices);
    QFETCH(bool, states);
    trace::Track track(trace::TrackId{}, {});
    samples::fill_randomly(track, length, slices, trace::state_count, 11);
    const RowStyle style = states ? stateStyle(2) : workerStyle();
    const QSize size(160, 14);
    std::mt19937_64 random(17);
    Columns columns;
    RowImage image;
    for (int i = 0; i < 10; ++i) {
        const ColumnRange range = randomZoom(random, size.width());
        columns.read(track, range, samples::origin + length);
        const QImage drawn = image.draw(columns, style, size, 1);
        for (int x = 0; x < size.width(); ++x) {
            const Time from = edgeOf(range, x);
            const Time to = edgeOf(range, x + 1);
            const trace::Coverage covered = coveredBySlices(track, from, to);
            for (int y = 0; y < size.height(); ++y) {
                const double wanted = redOf(style, covered, to - from, x, y, size.height());
                QVERIFY2(std::abs(wanted - qRed(drawn.pixel(x, y))) <= 1.0,
                         qPrintable(QStringLiteral("x %1 y %2: %3").arg(x).arg(y).arg(wanted)));
            }
        }
    }
}

void RowTest::openSlicesReachToTheHorizon_data() {
    QTest::addColumn<int>("slices");
    QTest::newRow("few slices before it") << 1;
    QTest::newRow("many slices before it") << 10'000;
}

void RowTest::openSlicesReachToTheHorizon() {
    QFETCH(int, slices);
    trace::Track track(trace::TrackId{}, {.kind = trace::TrackKind::core});
    for (int i = 0; i < slices; ++i) {
        track.append(
            {samples::origin + Duration(10ms) * i / slices, samples::origin + Duration(10ms) * (i + 1) / slices, 1, 0});
    }
    track.set_open(samples::origin + 20ms, 2, 0);
    Columns columns;
    columns.read(track, {samples::origin, samples::origin + 100ms, 100}, samples::origin + 50ms);
    const auto keyAt = [&](int column) {
        return columns.shares(column).empty() ? -1 : static_cast<int>(columns.shares(column).front().key);
    };
    QCOMPARE(keyAt(5), 1);
    QCOMPARE(keyAt(15), -1);
    QCOMPARE(keyAt(20), 2);
    QCOMPARE(keyAt(49), 2);
    QCOMPARE(keyAt(50), -1);
}

void RowTest::emptyTrackDrawsAnEmptyLane() {
    const trace::Track track(trace::TrackId{}, {});
    Columns columns;
    columns.read(track, {samples::origin, samples::origin + 1s, 50}, samples::origin);
    QVERIFY(columns.empty());
    RowImage row;
    const QImage image = row.draw(columns, workerStyle(), QSize(50, 6), 1);
    for (int x = 0; x < 50; ++x) {
        QCOMPARE(image.pixel(x, 3), workerStyle().empty);
    }
}

void RowTest::statesDifferWithoutColour() {
    // What must be told apart on a row in grey: the states that a lesson is about.
    using trace::State;
    const std::vector<State> states = {State::running, State::ready,   State::gil_wait,
                                       State::lock,    State::network, State::sleep};
    for (std::size_t i = 0; i < states.size(); ++i) {
        for (std::size_t j = i + 1; j < states.size(); ++j) {
            const Appearance a = appearanceOf(states[i]);
            const Appearance b = appearanceOf(states[j]);
            QVERIFY(a.texture != b.texture || std::abs(a.height - b.height) > 0.2F);
        }
    }
}

QTEST_MAIN(RowTest)
#include "row_test.moc"
