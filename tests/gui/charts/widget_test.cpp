// The chart as it is painted: bars where their values are, in both schemes, and the same for those who do not see it.
#include "app/charts/bar_chart_widget.h"
#include "app/charts/bar_scene.h"
#include "app/theme/theme.h"
#include "tests/gui/charts/sample_results.h"

#include <QAccessible>
#include <QImage>
#include <QPainter>
#include <QtTest>

#include <cmath>

using namespace manybrains;
using namespace manybrains::app;

namespace {

constexpr QSize size(600, 300);

QImage paint(BarScene& scene) {
    QImage image(scene.sceneRect().size().toSize(), QImage::Format_RGB32);
    image.fill(Theme::instance().colours().card);
    QPainter painter(&image);
    scene.render(&painter, image.rect(), scene.sceneRect());
    return image;
}

/// How many pixels of a colour stand in a line.
int length(const QImage& image, int y, const QColor& colour) {
    int count = 0;
    for (int x = 0; x < image.width(); ++x) {
        count += image.pixelColor(x, y) == colour ? 1 : 0;
    }
    return count;
}

} // namespace

class WidgetTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        Theme::instance().install();
        Theme::instance().setChoice(SchemeChoice::light);
    }
    void barsAreAsLongAsTheirValues();
    void everyRowKnowsItsBar();
    void idealLineStandsAtItsValue();
    void nothingIsCutOff();
    void namesAndAxisStayInLowCharts();
    void tellsScreenReadersTheFigures();
    void emptyChartSaysWhatToDo();
    void followsTheScheme();
};

void WidgetTest::barsAreAsLongAsTheirValues() {
    BarScene scene;
    io::ResultFile result = samples::counting_loop();
    result.runs.erase(result.runs.begin() + 4, result.runs.end()); // one repeat: no whiskers over the bars
    result.runs[1].speedup = 1.5;
    scene.show(speedupChart(result));
    scene.resize(size);
    const QImage image = paint(scene);
    const QColor gain = Theme::instance().worker(0);
    std::vector<int> lengths;
    for (int y = 0; y < size.height(); ++y) {
        const int found = length(image, y, gain);
        if (found > 20 && (lengths.empty() || lengths.back() != found)) {
            lengths.push_back(found);
        }
    }
    QCOMPARE(lengths.size(), 2U); // threads, then processes, from above
    QVERIFY2(std::abs(lengths[0] / 1.5 - lengths[1] / 1.92) < 3, qPrintable(QString::number(lengths[0])));
}

void WidgetTest::everyRowKnowsItsBar() {
    BarScene scene;
    scene.show(speedupChart(samples::counting_loop()));
    scene.resize(size);
    QStringList labels;
    for (int y = 0; y < size.height(); ++y) {
        if (const Bar* bar = scene.barAt(QPointF(200, y)); bar != nullptr && !labels.contains(bar->label)) {
            labels << bar->label;
        }
    }
    QCOMPARE(labels.join(QLatin1Char(' ')), QStringLiteral("Sequential Threads Async Processes"));
}

void WidgetTest::idealLineStandsAtItsValue() {
    const auto lineAt = [](double ideal) {
        BarScene scene;
        BarChart chart = speedupChart(samples::counting_loop());
        for (Bar& bar : chart.bars) {
            bar.ideal = ideal;
        }
        chart.bars[0].maximum = 4; // the axis is the same for every ideal
        scene.show(chart);
        scene.resize(size);
        const QImage image = paint(scene);
        double sum = 0;
        int count = 0;
        for (int y = 40; y < 250; ++y) {
            for (int x = 0; x < size.width(); ++x) {
                const QColor pixel = image.pixelColor(x, y);
                if (pixel.red() - pixel.blue() > 40) { // nothing else is of that hue, however thin the line

                    sum += x;
                    ++count;
                }
            }
        }
        return count > 20 ? sum / count : 0.0;
    };
    const double two = lineAt(2);
    const double three = lineAt(3);
    const double four = lineAt(4);
    QVERIFY(two > 0);
    QVERIFY2(std::abs((three - two) - (four - three)) < 2, qPrintable(QString::number(three - two)));
    QCOMPARE(lineAt(1), 0.0); // one core: there is nothing to reach
}

void WidgetTest::nothingIsCutOff() {
    BarScene scene;
    BarChart chart = speedupChart(samples::counting_loop());
    chart.bars[1].label = QStringLiteral("Hintereinanderausführung");
    chart.bars[3].text = QStringLiteral("1.234,56×");
    scene.show(chart);
    scene.resize(size);
    const QImage image = paint(scene);
    const QColor ground = Theme::instance().colours().card;
    for (int y = 0; y < size.height(); ++y) {
        QCOMPARE(image.pixelColor(0, y), ground);
        QCOMPARE(image.pixelColor(size.width() - 1, y), ground);
    }
}

void WidgetTest::namesAndAxisStayInLowCharts() {
    BarScene scene;
    scene.show(speedupChart(samples::counting_loop()));
    scene.resize(QSizeF(size.width(), std::ceil(scene.leastHeight())));
    const QImage image = paint(scene);
    const auto inkIn = [&](const QRect& area) {
        int ink = 0;
        for (int y = area.top(); y <= area.bottom(); ++y) {
            for (int x = area.left(); x <= area.right(); ++x) {
                ink += image.pixelColor(x, y).lightness() < 128 ? 1 : 0;
            }
        }
        return ink;
    };
    QStringList rows;
    for (int y = 0; y < image.height(); ++y) {
        const Bar* bar = scene.barAt(QPointF(200, y));
        if (bar != nullptr && !rows.contains(bar->label)) {
            rows << bar->label;
            QVERIFY2(inkIn(QRect(0, y, 70, 14)) > 40, qPrintable(bar->label));
        }
    }
    QCOMPARE(rows.size(), 4);
    QVERIFY(inkIn(QRect(70, image.height() - 16, size.width() - 80, 14)) > 40);
}

void WidgetTest::tellsScreenReadersTheFigures() {
    SpeedupChart chart;
    chart.setBars(speedupBars(samples::counting_loop().runs), 2);
    QAccessibleInterface* accessible = QAccessible::queryAccessibleInterface(&chart);
    QVERIFY(accessible != nullptr);
    QCOMPARE(accessible->text(QAccessible::Name), QStringLiteral("Speedup"));
    QVERIFY(accessible->text(QAccessible::Description).contains(QStringLiteral("Threads: 0.99×")));
}

void WidgetTest::emptyChartSaysWhatToDo() {
    SpeedupChart chart;
    chart.setBars({}, 2);
    QVERIFY(chart.accessibleDescription().startsWith(QStringLiteral("Run ")));
}

void WidgetTest::followsTheScheme() {
    BarChartWidget chart;
    chart.resize(size);
    chart.show(speedupChart(samples::counting_loop()));
    chart.show();
    QVERIFY(QTest::qWaitForWindowExposed(&chart));
    for (const SchemeChoice choice : {SchemeChoice::dark, SchemeChoice::light}) {
        Theme::instance().setChoice(choice);
        const QImage image = chart.grab().toImage();
        int most = 0;
        for (int y = 0; y < image.height(); ++y) {
            most = std::max(most, length(image, y, Theme::instance().worker(0)));
        }
        QVERIFY(most > 100);
    }
}

QTEST_MAIN(WidgetTest)
#include "widget_test.moc"
