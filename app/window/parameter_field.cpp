#include "app/window/parameter_field.h"

#include "app/theme/theme.h"
#include "app/widgets/number_box.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>

#include <cmath>

namespace manybrains::app {

namespace {

double toDouble(const lesson::Value& value) {
    if (const auto* whole = std::get_if<std::int64_t>(&value)) {
        return static_cast<double>(*whole);
    }
    const auto* decimal = std::get_if<double>(&value);
    return decimal == nullptr ? 0.0 : *decimal;
}

} // namespace

QWidget* labelled(const QString& label, QWidget* field, QWidget* parent) {
    auto* pair = new QWidget(parent);
    auto* row = new QHBoxLayout(pair);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(Theme::grid);
    auto* text = new QLabel(label, pair);
    text->setProperty("tone", QStringLiteral("muted"));
    text->setBuddy(field);
    row->addWidget(text);
    row->addWidget(field);
    return pair;
}

ParameterField::ParameterField(const lesson::Parameter& parameter, QWidget* parent)
    : QWidget(parent), name_(parameter.name), title_(QString::fromStdString(parameter.title)) {
    if (std::holds_alternative<std::string>(parameter.standard)) {
        buildText();
    } else {
        buildNumber(parameter);
    }
    QWidget* field = number_ != nullptr ? static_cast<QWidget*>(number_) : text_;
    field->setAccessibleName(title_);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(labelled(title_, field, this));
    setStandard(parameter.standard);
    setValue(parameter.standard);
}

void ParameterField::buildNumber(const lesson::Parameter& parameter) {
    whole_ = std::holds_alternative<std::int64_t>(parameter.standard);
    number_ = new NumberBox(whole_ ? NumberBox::Kind::whole : NumberBox::Kind::decimal, this);
    number_->setRange(toDouble(parameter.minimum), toDouble(parameter.maximum));
    if (!parameter.unit.empty()) {
        number_->setSuffix(QLatin1Char(' ') + QString::fromStdString(parameter.unit));
    }
    range_ = tr("%1 to %2", "the range of a parameter").arg(valueText(parameter.minimum), valueText(parameter.maximum));
    connect(number_, &QDoubleSpinBox::valueChanged, this, &ParameterField::edited);
}

void ParameterField::buildText() {
    text_ = new QLineEdit(this);
    connect(text_, &QLineEdit::textEdited, this, &ParameterField::edited);
}

lesson::Value ParameterField::value() const {
    if (text_ != nullptr) {
        return text_->text().toStdString();
    }
    if (whole_) {
        return static_cast<std::int64_t>(std::llround(number_->value()));
    }
    return number_->value();
}

void ParameterField::setValue(const lesson::Value& value) {
    if (text_ != nullptr) {
        text_->setText(QString::fromStdString(lesson::to_string(value)));
        return;
    }
    const QSignalBlocker quiet(number_);
    number_->setValue(toDouble(value));
    number_->updateGeometry();
}

void ParameterField::setStandard(const lesson::Value& standard) {
    QString tip = tr("%1; default %2", "a parameter's name and its default").arg(title_, valueText(standard));
    if (!range_.isEmpty()) {
        tip += QStringLiteral(", ") + range_;
    }
    setToolTip(tip);
}

QString ParameterField::valueText(const lesson::Value& value) const {
    return number_ != nullptr ? number_->textFromValue(toDouble(value)) + number_->suffix()
                              : QString::fromStdString(lesson::to_string(value));
}

} // namespace manybrains::app
