// The timeline under a hand on the mouse, on the keyboard, and while a trace grows.
#include "app/theme/theme.h"
#include "app/timeline/timeline_widget.h"
#include "tests/gui/timeline/sample_traces.h"

#include <QAccessible>
#include <QApplication>
#include <QLocale>
#include <QPainter>
#include <QSignalSpy>
#include <QWheelEvent>
#include <QtTest>

#include <cmath>

using namespace manybrains;
using namespace manybrains::app;
using namespace std::chrono_literals;

namespace {

TimelineRun runOf(const QString& title, const samples::Sample& sample, const QString& figure = {}) {
    TimelineRun run;
    run.title = title;
    run.trace = sample.trace;
    run.window = sample.window;
    run.figure = figure;
    return run;
}

void wheel(QWidget& widget, const QPointF& at, QPoint angle, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
    QWheelEvent event(at, widget.mapToGlobal(at), QPoint(), angle, Qt::NoButton, modifiers, Qt::NoScrollPhase, false);
    QApplication::sendEvent(&widget, &event);
}

void moveMouse(QWidget& widget, const QPointF& at, Qt::MouseButtons buttons = Qt::NoButton) {
    QMouseEvent event(QEvent::MouseMove, at, widget.mapToGlobal(at), Qt::NoButton, buttons, Qt::NoModifier);
    QApplication::sendEvent(&widget, &event);
}

QString plain(QString text) {
    return text.replace(QChar(QChar::Nbsp), QLatin1Char(' '));
}

/// Where the first lane of the first run is: below the ruler.
constexpr double first_lane = 24 + 13;
constexpr double second_lane = first_lane + 29;

/// Counts the paint events of a widget.
class Paints : public QObject {
public:
    explicit Paints(QWidget& widget) { widget.installEventFilter(this); }
    bool eventFilter(QObject*, QEvent* event) override {
        count += event->type() == QEvent::Paint ? 1 : 0;
        return false;
    }
    int count = 0;
};

} // namespace

class WidgetTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        QLocale::setDefault(QLocale::c());
        Theme::instance().install();
        Theme::instance().setChoice(SchemeChoice::light);
    }
    void init();
    void cleanup() { widget_.reset(); }

    void wheelZoomsAboutThePointer();
    void shiftAndSidewaysWheelPan();
    void dragPansByTheDistance();
    void doubleClickFits();
    void keysZoomPanAndFit();
    void clickOnATitleOpensTheRun();
    void keyboardAloneOpensARun();
    void hoverGivesExactValues();
    void hoverSaysWhoHoldsTheGil();
    void hoverTellsAGapFromASlice();
    void drawsTheWorkerColourWhereItsSliceIs();
    void liveFollowsTheGrowingTrace();
    void stopsPaintingWhenTheRunIsOver();
    void firstSliceIsAnnouncedOnceForEachExperiment();
    void rendersForExportAtAnySize();
    void tellsScreenReadersTheFigures();
    void emptyTimelineSaysWhatToDo();
    void followsTheScheme();

private:
    [[nodiscard]] QPointF at(Duration time, double y) const { return {pixelOf(widget_->axis(), time), y}; }
    [[nodiscard]] QRgb pixel(const QPointF& at) const { return widget_->grab().toImage().pixel(at.toPoint()); }

    std::unique_ptr<TimelineWidget> widget_;
};

void WidgetTest::init() {
    widget_ = std::make_unique<TimelineWidget>();
    widget_->resize(900, 500);
    widget_->addRun(runOf(QStringLiteral("Sequential"), samples::sequential(), QStringLiteral("1.00×")));
    widget_->addRun(runOf(QStringLiteral("Threads"), samples::threaded(), QStringLiteral("0.99×")));
    widget_->addRun(runOf(QStringLiteral("Processes"), samples::multiprocess(), QStringLiteral("1.94×")));
    widget_->show();
    QVERIFY(QTest::qWaitForWindowExposed(widget_.get()));
}

void WidgetTest::wheelZoomsAboutThePointer() {
    const QPointF pointer = at(700ms, 100);
    const Duration under = timeOf(widget_->axis(), pointer.x());
    const Duration length = widget_->visibleRange().length();
    for (int i = 0; i < 10; ++i) {
        wheel(*widget_, pointer, QPoint(0, 120));
        QVERIFY(std::abs(pixelOf(widget_->axis(), under) - pointer.x()) < 0.5);
    }
    QVERIFY(widget_->visibleRange().length() < length / 5);
    for (int i = 0; i < 4; ++i) {
        wheel(*widget_, pointer, QPoint(0, -120));
        QVERIFY(std::abs(pixelOf(widget_->axis(), under) - pointer.x()) < 0.5);
    }
}

void WidgetTest::shiftAndSidewaysWheelPan() {
    widget_->setVisibleRange({400ms, 600ms});
    wheel(*widget_, at(500ms, 100), QPoint(0, -120), Qt::ShiftModifier);
    QCOMPARE(widget_->visibleRange(), (VisibleRange{420ms, 620ms}));
    wheel(*widget_, at(500ms, 100), QPoint(120, 0));
    QCOMPARE(widget_->visibleRange(), (VisibleRange{400ms, 600ms}));
}

void WidgetTest::dragPansByTheDistance() {
    widget_->setVisibleRange({400ms, 600ms});
    const QPointF from = at(500ms, 100);
    QTest::mousePress(widget_.get(), Qt::LeftButton, {}, from.toPoint());
    moveMouse(*widget_, from.toPoint() - QPointF(100, 0), Qt::LeftButton);
    QTest::mouseRelease(widget_.get(), Qt::LeftButton, {}, from.toPoint() - QPoint(100, 0));
    const Duration moved = widget_->visibleRange().begin - 400ms;
    QVERIFY(std::abs(static_cast<double>((moved - lengthOf(widget_->axis(), 100)).count())) < 2);
}

void WidgetTest::doubleClickFits() {
    const VisibleRange all = widget_->visibleRange();
    widget_->setVisibleRange({400ms, 600ms});
    QTest::mouseDClick(widget_.get(), Qt::LeftButton, {}, at(500ms, 100).toPoint());
    QCOMPARE(widget_->visibleRange(), all);
}

void WidgetTest::keysZoomPanAndFit() {
    const VisibleRange all = widget_->visibleRange();
    QTest::keyClick(widget_.get(), Qt::Key_Plus);
    const VisibleRange closer = widget_->visibleRange();
    QVERIFY(std::abs(static_cast<double>((closer.length() * 2 - all.length()).count())) < 4);
    QTest::keyClick(widget_.get(), Qt::Key_Right);
    QVERIFY(widget_->visibleRange().begin > closer.begin);
    QTest::keyClick(widget_.get(), Qt::Key_Left);
    QCOMPARE(widget_->visibleRange(), closer);
    QTest::keyClick(widget_.get(), Qt::Key_Minus);
    QVERIFY(widget_->visibleRange().length() > closer.length());
    QTest::keyClick(widget_.get(), Qt::Key_Home);
    QCOMPARE(widget_->visibleRange(), all);
}

void WidgetTest::clickOnATitleOpensTheRun() {
    QTest::mouseClick(widget_.get(), Qt::LeftButton, {}, QPoint(30, 150));
    QVERIFY(widget_->isRunOpen(1));
    QVERIFY(!widget_->isRunOpen(0));
    QTest::mouseClick(widget_.get(), Qt::LeftButton, {}, QPoint(30, 150));
    QVERIFY(!widget_->isRunOpen(1));
}

void WidgetTest::keyboardAloneOpensARun() {
    QTest::keyClick(widget_.get(), Qt::Key_Down);
    QTest::keyClick(widget_.get(), Qt::Key_Down);
    QTest::keyClick(widget_.get(), Qt::Key_Return);
    QVERIFY(widget_->isRunOpen(1));
    QTest::keyClick(widget_.get(), Qt::Key_Up);
    QTest::keyClick(widget_.get(), Qt::Key_Space);
    QVERIFY(widget_->isRunOpen(0));
}

void WidgetTest::hoverGivesExactValues() {
    QSignalSpy hovered(widget_.get(), &TimelineWidget::hovered);
    moveMouse(*widget_, at(800ms, second_lane));
    QVERIFY(!hovered.isEmpty());
    const QString text = plain(hovered.back().front().toString());
    // The main thread is on core 1 from the first instant, 21 ms before the call, to 3 ms after the return.
    QCOMPARE(text, QStringLiteral("main: main · pid 4711 · tid 4711, core 1, -21.000000 ms to 1.603000000 s, "
                                  "1.624000000 s"));
    moveMouse(*widget_, at(800ms, first_lane));
    QVERIFY(plain(hovered.back().front().toString()).startsWith(QStringLiteral("nothing of this run: core 0")));
    moveMouse(*widget_, QPointF(20, second_lane));
    QCOMPARE(hovered.back().front().toString(), QString());
}

void WidgetTest::hoverSaysWhoHoldsTheGil() {
    QSignalSpy hovered(widget_.get(), &TimelineWidget::hovered);
    moveMouse(*widget_, at(800ms, 24 + 61));
    QVERIFY(plain(hovered.back().front().toString()).startsWith(QStringLiteral("main holds the GIL: ")));
    widget_->setRunOpen(1, true);
    double y = 24 + 82 + 64 + 6 + 17 + 7; // the second thread of the second run
    widget_->setVisibleRange({400ms, 440ms});
    QStringList words;
    for (int ms = 400; ms < 440; ++ms) {
        moveMouse(*widget_, at(std::chrono::milliseconds(ms), y));
        words << plain(hovered.back().front().toString());
    }
    QVERIFY2(!words
                  .filter(QRegularExpression(QStringLiteral(
                      "^running: worker-1 · pid 4718 · tid 4719, core [01] · holds the GIL, [0-9.]+ ms to "
                      "[0-9.]+ ms, 5[.][0-9]{6} ms$")))
                  .isEmpty(),
             qPrintable(words.join(QLatin1Char('\n'))));
    QVERIFY(!words.filter(QRegularExpression(QStringLiteral("^GIL wait: worker-1 · pid 4718"))).isEmpty());
}

void WidgetTest::hoverTellsAGapFromASlice() {
    auto trace = std::make_shared<trace::Trace>();
    trace->set_origin(samples::origin);
    trace::Track& core = trace->add_track({.kind = trace::TrackKind::core, .core = Core{0}});
    core.append({samples::origin + 10ms, samples::origin + 20ms, 1, 0});
    core.append({samples::origin + 60ms, samples::origin + 70ms, 1, 0});
    core.set_open(samples::origin + 80ms, 1, 0);
    trace->set_horizon(samples::origin + 100ms);
    TimelineRun run;
    run.trace = trace;
    widget_->clear();
    widget_->addRun(run);
    QSignalSpy hovered(widget_.get(), &TimelineWidget::hovered);
    const auto textAt = [&](Duration time) {
        moveMouse(*widget_, at(time, first_lane));
        return plain(hovered.back().front().toString());
    };
    QCOMPARE(textAt(5ms), QStringLiteral("nothing of this run: core 0, until 10.000000 ms"));
    QVERIFY2(textAt(15ms).contains(QStringLiteral("10.000000 ms to 20.000000 ms")), qPrintable(textAt(15ms)));
    QCOMPARE(textAt(40ms), QStringLiteral("nothing of this run: core 0, 20.000000 ms to 60.000000 ms, 40.000000 ms"));
    QVERIFY2(textAt(90ms).endsWith(QStringLiteral("20.000000 ms so far")), qPrintable(textAt(90ms)));
}

void WidgetTest::drawsTheWorkerColourWhereItsSliceIs() {
    const Theme& theme = Theme::instance();
    QCOMPARE(QColor(pixel(at(800ms, second_lane))), theme.worker(0));
    QCOMPARE(QColor(pixel(at(800ms, first_lane))), theme.colours().lane);
    const double processes = 24 + 2 * (64 + 18) + 13;
    QCOMPARE(QColor(pixel(at(400ms, processes))), theme.worker(1));
    QCOMPARE(QColor(pixel(at(400ms, processes + 29))), theme.worker(2));
}

void WidgetTest::liveFollowsTheGrowingTrace() {
    auto trace = std::make_shared<trace::Trace>();
    trace->set_origin(samples::origin);
    trace->set_level(trace::Level::kernel);
    trace::Track& core = trace->add_track({.kind = trace::TrackKind::core, .core = Core{0}});
    TimelineRun run;
    run.title = QStringLiteral("Threads");
    run.trace = trace;
    widget_->clear();
    widget_->addRun(run);
    widget_->setLive(true);
    const QRgb lane = Theme::instance().colours().lane.rgb();
    QCOMPARE(pixel(at(500ms, first_lane)), lane);

    core.set_open(samples::origin, 1, 0);
    trace->set_horizon(samples::origin + 2s);
    QTRY_VERIFY(widget_->visibleRange().end > 2s);
    QTRY_COMPARE(QColor(pixel(at(500ms, first_lane))), Theme::instance().worker(1));
    QCOMPARE(pixel(at(2050ms, first_lane)), lane);
}

void WidgetTest::stopsPaintingWhenTheRunIsOver() {
    widget_->setLive(true);
    Paints paints(*widget_);
    QTRY_VERIFY(paints.count >= 3);
    widget_->setLive(false);
    QCoreApplication::processEvents();
    const int before = paints.count;
    QTest::qWait(150); // four frames would fit
    QCOMPARE(paints.count, before);
}

void WidgetTest::firstSliceIsAnnouncedOnceForEachExperiment() {
    QSignalSpy painted(widget_.get(), &TimelineWidget::firstSlicePainted);
    widget_->clear();
    auto trace = std::make_shared<trace::Trace>();
    trace->set_origin(samples::origin);
    trace::Track& core = trace->add_track({.kind = trace::TrackKind::core, .core = Core{0}});
    TimelineRun run;
    run.trace = trace;
    widget_->addRun(run);
    widget_->grab();
    QCoreApplication::processEvents();
    QCOMPARE(painted.count(), 0);
    core.append({samples::origin, samples::origin + 100ms, 1, 0});
    trace->set_horizon(samples::origin + 100ms);
    widget_->grab();
    widget_->grab();
    QTRY_COMPARE(painted.count(), 1);
    QCoreApplication::processEvents();
    QCOMPARE(painted.count(), 1);
}

void WidgetTest::rendersForExportAtAnySize() {
    widget_->setRunOpen(1, true);
    const int width = 1200;
    const int height = widget_->heightFor(width);
    QVERIFY(height > 300);
    QImage image(QSize(width, height) * 2, QImage::Format_ARGB32);
    image.setDevicePixelRatio(2);
    image.fill(Qt::white);
    QPainter painter(&image);
    widget_->render(painter, QSize(width, height));
    painter.end();
    // Cut off nowhere: the legend's last line is on the picture, the sequential run's bar in its colour.
    QCOMPARE(QColor(image.pixel(QPoint(600, qRound(second_lane)) * 2)), Theme::instance().worker(0));
    bool ink = false;
    for (int x = 0; x < image.width() && !ink; ++x) {
        ink = image.pixel(x, image.height() - 24) != QColor(Qt::white).rgb();
    }
    QVERIFY(ink);
}

void WidgetTest::tellsScreenReadersTheFigures() {
    QAccessibleInterface* accessible = QAccessible::queryAccessibleInterface(widget_.get());
    QVERIFY(accessible != nullptr);
    QCOMPARE(accessible->text(QAccessible::Name), QStringLiteral("Timeline"));
    const QString text = plain(accessible->text(QAccessible::Description));
    QVERIFY2(text.contains(QStringLiteral("Threads: 1.62 s, 0.99×")), qPrintable(text));
    QVERIFY2(text.contains(QStringLiteral("Processes: 0.86 s, 1.94×")), qPrintable(text));
}

void WidgetTest::emptyTimelineSaysWhatToDo() {
    widget_->clear();
    const QImage image = widget_->grab().toImage();
    QCOMPARE(widget_->runCount(), 0U);
    bool ink = false;
    const QRgb ground = image.pixel(2, 2);
    for (int x = 200; x < 700 && !ink; ++x) {
        for (int y = 200; y < 300 && !ink; ++y) {
            ink = image.pixel(x, y) != ground;
        }
    }
    QVERIFY(ink);
}

void WidgetTest::followsTheScheme() {
    Theme::instance().setChoice(SchemeChoice::dark);
    QCOMPARE(QColor(pixel(at(800ms, second_lane))), Theme::instance().worker(0));
    QCOMPARE(Theme::instance().worker(0), QColor(0x2fc79a));
    Theme::instance().setChoice(SchemeChoice::light);
}

QTEST_MAIN(WidgetTest)
#include "widget_test.moc"
