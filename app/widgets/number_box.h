// A spin box for the sizes of a lesson: whole numbers up to 2^53 or decimals, with thousands separators, as wide as
// what it shows.
#pragma once

#include <QDoubleSpinBox>

namespace manybrains::app {

class NumberBox : public QDoubleSpinBox {
    Q_OBJECT
public:
    enum class Kind { whole, decimal };

    explicit NumberBox(Kind kind, QWidget* parent = nullptr);

    [[nodiscard]] QString textFromValue(double value) const override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

private:
    Kind kind_;
};

} // namespace manybrains::app
