// The prediction: what is asked, what comes of it, what is kept.
#include "app/lesson/prediction.h"
#include "app/lesson/prediction_panel.h"
#include "core/lesson/lesson.h"

#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QSlider>
#include <QTest>

using namespace manybrains;
using namespace manybrains::app;

namespace {

lesson::Lesson aLesson() {
    lesson::Lesson lesson;
    lesson.strategies = {lesson::Strategy::sequential, lesson::Strategy::threaded, lesson::Strategy::async,
                         lesson::Strategy::multiprocess};
    return lesson;
}

QPushButton* primary(PredictionPanel& panel) {
    return panel.findChildren<QPushButton*>().constFirst();
}

} // namespace

class PredictionTest : public QObject {
    Q_OBJECT
private slots:
    void aPredictionSurvivesSettings();
    void whatIsNoPredictionIsRefused_data();
    void whatIsNoPredictionIsRefused();
    void nothingIsPredictedBeforeAFormIsChosen();
    void theChosenFormAndFactorArePredicted();
    void whoeverPredictsSequentialPredictsNoGain();
    void asksAnewForAnotherLesson();
};

void PredictionTest::aPredictionSurvivesSettings() {
    const Prediction prediction{lesson::Strategy::multiprocess, 1.9};
    QCOMPARE(predictionFromText(toText(prediction)), prediction);
}

void PredictionTest::whatIsNoPredictionIsRefused_data() {
    QTest::addColumn<QString>("text");
    for (const char* text : {"", "threaded", "fast 2.0", "threaded nan", "threaded -1", "threaded 2 3"}) {
        QTest::newRow(text) << QString::fromLatin1(text);
    }
}

void PredictionTest::whatIsNoPredictionIsRefused() {
    QFETCH(QString, text);
    QCOMPARE(predictionFromText(text), std::nullopt);
}

void PredictionTest::nothingIsPredictedBeforeAFormIsChosen() {
    PredictionPanel panel;
    panel.ask(aLesson(), 2);
    QVERIFY(!primary(panel)->isEnabled());
    panel.choose({lesson::Strategy::threaded, 2.0});
    QVERIFY(primary(panel)->isEnabled());
}

void PredictionTest::theChosenFormAndFactorArePredicted() {
    PredictionPanel panel;
    panel.ask(aLesson(), 2);
    QSignalSpy predicted(&panel, &PredictionPanel::predicted);
    panel.choose({lesson::Strategy::threaded, 2.5});
    primary(panel)->click();
    QCOMPARE(predicted.count(), 1);
    QCOMPARE(predicted[0][0].value<Prediction>(), (Prediction{lesson::Strategy::threaded, 2.5}));
}

void PredictionTest::whoeverPredictsSequentialPredictsNoGain() {
    PredictionPanel panel;
    panel.ask(aLesson(), 2);
    QSignalSpy predicted(&panel, &PredictionPanel::predicted);
    panel.choose({lesson::Strategy::sequential, 3.0});
    QVERIFY(!panel.findChild<QSlider*>()->isEnabled());
    primary(panel)->click();
    QCOMPARE(predicted[0][0].value<Prediction>().factor, 1.0);
}

void PredictionTest::asksAnewForAnotherLesson() {
    PredictionPanel panel;
    panel.ask(aLesson(), 2);
    panel.choose({lesson::Strategy::threaded, 2.0});
    lesson::Lesson other = aLesson();
    other.strategies.pop_back();
    panel.ask(other, 2);
    QCOMPARE(panel.findChildren<QRadioButton*>().size(), 3);
    QVERIFY(!primary(panel)->isEnabled());
}

QTEST_MAIN(PredictionTest)
#include "prediction_test.moc"
