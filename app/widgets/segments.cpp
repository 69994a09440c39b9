#include "app/widgets/segments.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QPushButton>
#include <QStyle>

namespace manybrains::app {

Segments::Segments(QWidget* parent) : QWidget(parent), layout_(new QHBoxLayout(this)), group_(new QButtonGroup(this)) {
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    layout_->setContentsMargins(0, 0, 0, 0);
    layout_->setSpacing(0);
    connect(group_, &QButtonGroup::idToggled, this, [this](int id, bool on) {
        // Arrow keys toggle without a click. Only a segment that has the focus was toggled by the user.
        if (on && group_->button(id)->hasFocus()) {
            emit chosen(id);
        }
    });
}

QAbstractButton* Segments::add(int id, const QString& text) {
    auto* button = new QPushButton(text, this);
    button->setCheckable(true);
    button->setAutoDefault(false);
    button->setFocusPolicy(Qt::StrongFocus);
    group_->addButton(button, id);
    layout_->addWidget(button);
    shape();
    return button;
}

void Segments::addBeside(int id, QWidget* widget) {
    layout_->insertWidget(layout_->indexOf(button(id)) + 1, widget);
    shape();
}

void Segments::shape() {
    const int last = layout_->count() - 1;
    for (int i = 0; i <= last; ++i) {
        QWidget* segment = layout_->itemAt(i)->widget();
        const QString place = last == 0   ? QStringLiteral("only")
                              : i == 0    ? QStringLiteral("first")
                              : i == last ? QStringLiteral("last")
                                          : QStringLiteral("middle");
        segment->setProperty("segment", place);
        segment->style()->unpolish(segment);
        segment->style()->polish(segment);
    }
}

QAbstractButton* Segments::button(int id) const {
    return group_->button(id);
}

int Segments::current() const {
    return group_->checkedId();
}

void Segments::setCurrent(int id) {
    if (QAbstractButton* taken = group_->button(id)) {
        taken->setChecked(true);
    }
}

} // namespace manybrains::app
