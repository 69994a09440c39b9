// A segmented control: a few choices side by side, one of them taken. Arrow keys move between them.
#pragma once

#include <QWidget>

class QAbstractButton;
class QButtonGroup;
class QHBoxLayout;

namespace manybrains::app {

class Segments : public QWidget {
    Q_OBJECT
public:
    explicit Segments(QWidget* parent = nullptr);

    QAbstractButton* add(int id, const QString& text);
    /// Puts a widget (a menu's button) behind the segment of this id.
    void addBeside(int id, QWidget* widget);
    [[nodiscard]] QAbstractButton* button(int id) const;
    /// -1: none is taken.
    [[nodiscard]] int current() const;
    void setCurrent(int id);

signals:
    /// By the user.
    void chosen(int id);

private:
    /// Tells each segment where in the row it stands: the ends are round.
    void shape();

    QHBoxLayout* layout_;
    QButtonGroup* group_;
};

} // namespace manybrains::app
