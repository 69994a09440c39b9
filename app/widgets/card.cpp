#include "app/widgets/card.h"

#include "app/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace manybrains::app {

namespace {

/// A line of the head: wraps rather than widening the card.
QLabel* headLine(QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->hide();
    return label;
}

} // namespace

Card::Card(QWidget* parent)
    : QFrame(parent), title_(headLine(this)), subtitle_(headLine(this)), actions_(new QHBoxLayout),
      body_(new QVBoxLayout) {
    setProperty("card", true);
    subtitle_->setProperty("tone", QStringLiteral("muted"));
    auto* lines = new QVBoxLayout;
    lines->setSpacing(Theme::grid / 4);
    lines->addWidget(title_);
    lines->addWidget(subtitle_);
    lines->addStretch(1);
    auto* head = new QHBoxLayout;
    head->setSpacing(Theme::grid);
    head->addLayout(lines, 1);
    actions_->setSpacing(Theme::grid / 2);
    actions_->setAlignment(Qt::AlignTop);
    head->addLayout(actions_);
    body_->setSpacing(Theme::grid);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * Theme::grid, Theme::grid * 3 / 2, 2 * Theme::grid, Theme::grid * 3 / 2);
    layout->setSpacing(Theme::grid);
    layout->addLayout(head);
    layout->addLayout(body_, 1);
}

void Card::setTitle(const QString& title, double scale) {
    title_->setFont(Theme::font(scale, QFont::DemiBold));
    title_->setText(title);
    title_->setVisible(!title.isEmpty());
}

void Card::setSubtitle(const QString& subtitle) {
    subtitle_->setText(subtitle);
    subtitle_->setVisible(!subtitle.isEmpty());
}

QString Card::title() const {
    return title_->text();
}

QString Card::subtitle() const {
    return subtitle_->text();
}

void Card::addControl(QWidget* widget) {
    actions_->addWidget(widget, 0, Qt::AlignTop);
}

} // namespace manybrains::app
