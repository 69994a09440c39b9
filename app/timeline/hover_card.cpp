#include "app/timeline/hover_card.h"

#include "app/theme/theme.h"
#include "app/timeline/fonts.h"

#include <QLabel>
#include <QVBoxLayout>

namespace manybrains::app {

namespace {

constexpr int distance = 14; ///< from the pointer

QString html(const SliceFacts& facts) {
    QString text = QStringLiteral("<span style=\"color:%1\">■</span>&nbsp; <b>%2</b>")
                       .arg(facts.colour.name(), facts.headline.toHtmlEscaped());
    const QString muted = Theme::instance().colours().textMuted.name();
    for (const QString& line : facts.lines) {
        text += QStringLiteral("<br><span style=\"color:%1\">%2</span>").arg(muted, line.toHtmlEscaped());
    }
    return text;
}

} // namespace

HoverCard::HoverCard(QWidget* parent) : QFrame(parent), text_(new QLabel(this)) {
    setProperty("card", true);
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(10, 8, 10, 8);
    layout->addWidget(text_);
    text_->setTextFormat(Qt::RichText);
    text_->setFont(fonts::small());
    hide();
}

void HoverCard::showFacts(const SliceFacts& facts, const QPoint& pointer) {
    text_->setText(html(facts));
    adjustSize();
    const QRect area = parentWidget()->rect();
    int x = pointer.x() + distance;
    if (x + width() > area.right()) {
        x = pointer.x() - distance - width();
    }
    int y = pointer.y() + distance;
    if (y + height() > area.bottom()) {
        y = pointer.y() - distance - height();
    }
    move(qBound(0, x, qMax(0, area.width() - width())), qBound(0, y, qMax(0, area.height() - height())));
    show();
    raise();
}

} // namespace manybrains::app
