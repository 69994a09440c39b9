// The small card beside the pointer with the facts of what lies under it.
#pragma once

#include "app/timeline/hover.h"

#include <QFrame>

class QLabel;

namespace manybrains::app {

class HoverCard : public QFrame {
    Q_OBJECT
public:
    /// Lies over `parent`, inside its rectangle.
    explicit HoverCard(QWidget* parent);

    void showFacts(const SliceFacts& facts, const QPoint& pointer);

private:
    QLabel* text_;
};

} // namespace manybrains::app
