#include "app/widgets/number_box.h"

#include <QLineEdit>
#include <QStyleOptionSpinBox>

#include <algorithm>

namespace manybrains::app {

NumberBox::NumberBox(Kind kind, QWidget* parent) : QDoubleSpinBox(parent), kind_(kind) {
    constexpr int decimalPlaces = 3;
    setDecimals(kind == Kind::whole ? 0 : decimalPlaces);
    setGroupSeparatorShown(true);
    setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    setCorrectionMode(QAbstractSpinBox::CorrectToNearestValue);
    setKeyboardTracking(true);
    setAccelerated(true);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(this, &QDoubleSpinBox::textChanged, this, &QWidget::updateGeometry);
}

QString NumberBox::textFromValue(double value) const {
    if (kind_ == Kind::whole) {
        return locale().toString(value, 'f', 0);
    }
    return locale().toString(value, 'g', QLocale::FloatingPointShortest);
}

QSize NumberBox::sizeHint() const {
    ensurePolished();
    constexpr int fewestCharacters = 2;
    constexpr int cursor = 4;
    const QFontMetrics metrics = fontMetrics();
    const int text = std::max(metrics.horizontalAdvance(lineEdit()->displayText()),
                              metrics.horizontalAdvance(QString(fewestCharacters, QLatin1Char('9'))));
    QStyleOptionSpinBox option;
    initStyleOption(&option);
    const QSize contents(text + cursor, metrics.height());
    return style()->sizeFromContents(QStyle::CT_SpinBox, &option, contents, this);
}

QSize NumberBox::minimumSizeHint() const {
    return sizeHint();
}

} // namespace manybrains::app
