#include "app/widgets/empty_state.h"

#include "app/theme/theme.h"

#include <QLabel>
#include <QVBoxLayout>

namespace manybrains::app {

EmptyState::EmptyState(const QString& title, const QString& text, QWidget* parent)
    : QWidget(parent), title_(new QLabel(this)), text_(new QLabel(this)) {
    title_->setFont(Theme::font(1.1, QFont::DemiBold));
    for (QLabel* label : {title_, text_}) {
        label->setWordWrap(true);
        label->setAlignment(Qt::AlignHCenter);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    text_->setProperty("tone", QStringLiteral("muted"));
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(Theme::grid);
    layout->addStretch(1);
    layout->addWidget(title_);
    layout->addWidget(text_);
    layout->addStretch(1);
    setTexts(title, text);
}

void EmptyState::setTexts(const QString& title, const QString& text) {
    title_->setText(title);
    title_->setVisible(!title.isEmpty());
    text_->setText(text);
}

} // namespace manybrains::app
