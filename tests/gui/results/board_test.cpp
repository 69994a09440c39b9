// The runs of an experiment, gathered by form.
#include "app/results/result_board.h"
#include "tests/gui/results/records.h"

#include <QTest>

using namespace manybrains;
using namespace manybrains::app;
using lesson::Strategy;

class BoardTest : public QObject {
    Q_OBJECT
private slots:
    void aFormRunsFromItsBeginToItsEnd();
    void repeatsBelongToOneForm();
    void theMedianRunStandsForTheForm();
    void aCrashDoesNotStandForAFormThatAlsoCompleted();
    void speedupIsAgainstSequential();
    void enginesAreFormsOfTheirOwn();
};

void BoardTest::aFormRunsFromItsBeginToItsEnd() {
    ResultBoard board;
    const auto live = std::make_shared<trace::Trace>();
    const std::size_t form = board.begin(samples::begun(Strategy::threaded, live));
    QVERIFY(board.forms()[form].running);
    QCOMPARE(board.shownTrace(board.forms()[form]).get(), live.get());
    QVERIFY(board.typical(board.forms()[form]) == nullptr);
    board.end(samples::ended(Strategy::threaded, 1.0));
    QVERIFY(!board.forms()[form].running);
    QVERIFY(board.typical(board.forms()[form]) != nullptr);
}

void BoardTest::repeatsBelongToOneForm() {
    ResultBoard board;
    for (int i = 0; i < 3; ++i) {
        board.begin(samples::begun(Strategy::threaded));
        board.end(samples::ended(Strategy::threaded, 1.0));
    }
    QCOMPARE(board.forms().size(), std::size_t{1});
    QCOMPARE(board.forms()[0].runs.size(), std::size_t{3});
}

void BoardTest::theMedianRunStandsForTheForm() {
    ResultBoard board;
    for (const double wall : {3.0, 1.0, 2.0}) {
        board.end(samples::ended(Strategy::threaded, wall));
    }
    QCOMPARE(*board.typical(board.forms()[0])->wall_s, 2.0);
}

void BoardTest::aCrashDoesNotStandForAFormThatAlsoCompleted() {
    ResultBoard board;
    board.end(samples::ended(Strategy::threaded, 1.0));
    board.end(samples::crashed(Strategy::threaded));
    QCOMPARE(board.typical(board.forms()[0])->ending.outcome, run::Outcome::completed);
}

void BoardTest::speedupIsAgainstSequential() {
    ResultBoard board;
    board.end(samples::ended(Strategy::multiprocess, 1.0));
    QVERIFY(!board.speedup(board.forms()[0]));
    board.end(samples::ended(Strategy::sequential, 2.0));
    QCOMPARE(*board.speedup(board.forms()[0]), 2.0);
    QCOMPARE(*board.speedup(board.forms()[1]), 1.0);
}

void BoardTest::enginesAreFormsOfTheirOwn() {
    ResultBoard board;
    board.end(samples::ended(Strategy::threaded, 1.0));
    experiment::RunRecord other = samples::ended(Strategy::threaded, 1.0);
    other.engine.id = "cpp";
    QCOMPARE(board.end(other), std::size_t{1});
}

QTEST_GUILESS_MAIN(BoardTest)
#include "board_test.moc"
