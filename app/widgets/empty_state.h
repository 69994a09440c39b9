// What stands where there is nothing to show yet: what this place is for, and what to do next.
#pragma once

#include <QWidget>

class QLabel;

namespace manybrains::app {

class EmptyState : public QWidget {
    Q_OBJECT
public:
    explicit EmptyState(const QString& title, const QString& text, QWidget* parent = nullptr);

    void setTexts(const QString& title, const QString& text);

private:
    QLabel* title_;
    QLabel* text_;
};

} // namespace manybrains::app
