// A panel with a title, a line below it, buttons at its right, and a body: the frame of everything in the window.
#pragma once

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QVBoxLayout;

namespace manybrains::app {

class Card : public QFrame {
    Q_OBJECT
public:
    explicit Card(QWidget* parent = nullptr);

    /// Shown once it has a text; `scale` is the type size against the system font.
    void setTitle(const QString& title, double scale = 1.0);
    void setSubtitle(const QString& subtitle);
    [[nodiscard]] QString title() const;
    [[nodiscard]] QString subtitle() const;
    void addControl(QWidget* widget);
    [[nodiscard]] QVBoxLayout* body() const noexcept { return body_; }

private:
    QLabel* title_;
    QLabel* subtitle_;
    QHBoxLayout* actions_;
    QVBoxLayout* body_;
};

} // namespace manybrains::app
