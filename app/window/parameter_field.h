// One of a lesson's parameters in the run bar: its name and a field that keeps to its range.
#pragma once

#include "core/lesson/lesson.h"

#include <QWidget>

class QLineEdit;

namespace manybrains::app {

class NumberBox;

class ParameterField : public QWidget {
    Q_OBJECT
public:
    ParameterField(const lesson::Parameter& parameter, QWidget* parent = nullptr);

    [[nodiscard]] const std::string& name() const noexcept { return name_; }
    [[nodiscard]] lesson::Value value() const;
    /// Not told by edited(). `standard` is the value's default, for the tip.
    void setValue(const lesson::Value& value);
    void setStandard(const lesson::Value& standard);

signals:
    /// By the user.
    void edited();

private:
    void buildNumber(const lesson::Parameter& parameter);
    void buildText();
    [[nodiscard]] QString valueText(const lesson::Value& value) const;

    std::string name_;
    QString title_;
    QString range_;
    bool whole_ = true;
    NumberBox* number_ = nullptr; ///< null for a text
    QLineEdit* text_ = nullptr;
};

/// A label and its field side by side, the label's mnemonic leading to the field.
[[nodiscard]] QWidget* labelled(const QString& label, QWidget* field, QWidget* parent);

} // namespace manybrains::app
