#include "app/widgets/message_strip.h"

#include "app/theme/theme.h"

#include <QClipboard>
#include <QFrame>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QToolButton>
#include <QVBoxLayout>

namespace manybrains::app {

namespace {

/// A card with a bar of the severity's colour at its side.
class MessageRow : public QFrame {
public:
    MessageRow(Severity severity, QWidget* parent) : QFrame(parent), severity_(severity) { setProperty("card", true); }

protected:
    void paintEvent(QPaintEvent* event) override {
        QFrame::paintEvent(event);
        constexpr int bar = 4;
        const Colours& colours = Theme::instance().colours();
        const QColor colour = severity_ == Severity::notice    ? colours.accent
                              : severity_ == Severity::warning ? colours.warning
                                                               : colours.error;
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour);
        painter.drawRoundedRect(QRectF(3, 6, bar, height() - 12), bar / 2.0, bar / 2.0);
    }

private:
    Severity severity_;
};

QString sign(Severity severity) {
    return severity == Severity::notice ? QStringLiteral("ℹ") : QStringLiteral("⚠");
}

QString richText(const Message& message) {
    QString text = QStringLiteral("<b>%1</b>").arg(message.what.toHtmlEscaped());
    for (const QString& part : {message.why, message.help}) {
        if (!part.isEmpty()) {
            text += QStringLiteral(" ") + part.toHtmlEscaped();
        }
    }
    if (!message.command.isEmpty()) {
        text += QStringLiteral(" <code>%1</code>").arg(message.command.toHtmlEscaped());
    }
    return text;
}

QString plainText(const Message& message) {
    QStringList parts{message.what, message.why, message.help, message.command};
    parts.removeAll(QString());
    return parts.join(QLatin1Char(' '));
}

QToolButton* quietButton(const QString& text, QWidget* parent) {
    auto* button = new QToolButton(parent);
    button->setText(text);
    button->setProperty("kind", QStringLiteral("quiet"));
    return button;
}

} // namespace

MessageStrip::MessageStrip(QWidget* parent) : QWidget(parent), layout_(new QVBoxLayout(this)) {
    layout_->setContentsMargins(0, 0, 0, 0);
    layout_->setSpacing(Theme::grid);
    hide();
}

void MessageStrip::post(const QString& subject, const Message& message) {
    withdraw(subject);
    QWidget* row = build(subject, message);
    layout_->addWidget(row);
    shown_.insert(subject, row);
    show();
}

void MessageStrip::withdraw(const QString& subject) {
    if (QWidget* row = shown_.take(subject)) {
        row->hide();
        row->deleteLater();
    }
    setVisible(!shown_.isEmpty());
}

QString MessageStrip::text(const QString& subject) const {
    const QWidget* row = shown_.value(subject);
    return row == nullptr ? QString() : row->accessibleName();
}

QWidget* MessageStrip::build(const QString& subject, const Message& message) {
    auto* row = new MessageRow(message.severity, this);
    row->setAccessibleName(plainText(message));
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(2 * Theme::grid, Theme::grid / 2, Theme::grid / 2, Theme::grid / 2);
    layout->setSpacing(Theme::grid);

    auto* text = new QLabel(sign(message.severity) + QStringLiteral("&nbsp; ") + richText(message), row);
    text->setTextFormat(Qt::RichText);
    text->setWordWrap(true);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    layout->addWidget(text, 1);
    if (!message.command.isEmpty()) {
        QToolButton* copy = quietButton(tr("Copy command"), row);
        connect(copy, &QToolButton::clicked, this,
                [command = message.command] { QGuiApplication::clipboard()->setText(command); });
        layout->addWidget(copy);
    }
    QToolButton* close = quietButton(QStringLiteral("✕"), row);
    close->setAccessibleName(tr("Put this message away"));
    close->setToolTip(close->accessibleName());
    connect(close, &QToolButton::clicked, this, [this, subject] {
        withdraw(subject);
        emit dismissed(subject);
    });
    layout->addWidget(close);
    return row;
}

} // namespace manybrains::app
