// What is said about an experiment: nothing that was not measured.
#include "app/results/findings.h"
#include "tests/gui/results/records.h"

#include <QTest>

using namespace manybrains;
using namespace manybrains::app;
using lesson::Strategy;

namespace {

ResultBoard pythonCounting() {
    ResultBoard board;
    board.end(samples::ended(Strategy::sequential, 1.60));
    board.end(samples::ended(Strategy::threaded, 1.62));
    board.end(samples::ended(Strategy::multiprocess, 0.80));
    return board;
}

} // namespace

class FindingsTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void theFastestFormLeadsTheHeadline();
    void aCrashIsTheHeadline();
    void withoutSequentialThereAreTimesAndNoSpeedups();
    void nothingIsSaidOfFiguresThatWereNotRecorded();
    void theGilIsNamedWhereItWasWaitedFor();
    void aCrashNamesThePidAndTheSignal();
    void aRightPredictionMeetsItsMeasurement();
    void aWrongPredictionIsShownBesideWhatItCameTo();
    void nothingGainedIsSaidSo();
};

void FindingsTest::theFastestFormLeadsTheHeadline() {
    const QString text = headline(pythonCounting(), 2);
    QVERIFY2(text.startsWith(QStringLiteral("Processes: 2.00×")), qPrintable(text));
    QVERIFY2(text.contains(QStringLiteral("Threads: 0.99×")), qPrintable(text));
    QVERIFY(!text.contains(QStringLiteral("Sequential")));
}

void FindingsTest::aCrashIsTheHeadline() {
    ResultBoard board = pythonCounting();
    board.end(samples::crashed(Strategy::async));
    QCOMPARE(headline(board, 2), QStringLiteral("Async: crashed"));
}

void FindingsTest::withoutSequentialThereAreTimesAndNoSpeedups() {
    ResultBoard board;
    board.end(samples::ended(Strategy::threaded, 1.62));
    QCOMPARE(headline(board, 2), QStringLiteral("Threads: 1.62 s"));
    QVERIFY(comparePrediction(board, {Strategy::threaded, 2.0}).isEmpty());
}

void FindingsTest::nothingIsSaidOfFiguresThatWereNotRecorded() {
    QVERIFY(whatHappened(pythonCounting()).isEmpty());
}

void FindingsTest::theGilIsNamedWhereItWasWaitedFor() {
    ResultBoard board;
    experiment::RunRecord record = samples::ended(Strategy::threaded, 1.62);
    record.figures.parallelism = 1.0;
    record.figures.threads = 3;
    record.figures.gil_wait_s = 0.79;
    record.figures.gil_handoffs = 158;
    board.end(record);
    const QString text = whatHappened(board).join(QLatin1Char('\n'));
    for (const char* figure : {"1.00 cores", "0.79 s", "158"}) {
        QVERIFY2(text.contains(QLatin1String(figure)), qPrintable(text));
    }
}

void FindingsTest::aCrashNamesThePidAndTheSignal() {
    ResultBoard board;
    board.end(samples::crashed(Strategy::threaded));
    const QString text = whatHappened(board).join(QLatin1Char('\n'));
    QVERIFY2(text.contains(QStringLiteral("4712")) && text.contains(QStringLiteral("signal 11")), qPrintable(text));
}

void FindingsTest::aRightPredictionMeetsItsMeasurement() {
    const QString text = comparePrediction(pythonCounting(), {Strategy::multiprocess, 1.9});
    QVERIFY2(text.contains(QStringLiteral("processes 1.9×")), qPrintable(text));
    QVERIFY2(text.contains(QStringLiteral("2.00×")), qPrintable(text));
    QVERIFY(!text.contains(QStringLiteral("Your choice")));
}

void FindingsTest::aWrongPredictionIsShownBesideWhatItCameTo() {
    const QString text = comparePrediction(pythonCounting(), {Strategy::threaded, 2.0});
    QVERIFY2(text.contains(QStringLiteral("threads 2.0×")), qPrintable(text));
    QVERIFY2(text.contains(QStringLiteral("0.99×")), qPrintable(text));
}

void FindingsTest::nothingGainedIsSaidSo() {
    ResultBoard board;
    board.end(samples::ended(Strategy::sequential, 1.0));
    board.end(samples::ended(Strategy::async, 1.02));
    const QString text = comparePrediction(board, {Strategy::sequential, 1.0});
    QVERIFY2(text.contains(QStringLiteral("nothing beat sequential")), qPrintable(text));
}

QTEST_GUILESS_MAIN(FindingsTest)
#include "findings_test.moc"
