#include "app/theme/style_sheet.h"

#include <QFile>

#include <utility>

namespace manybrains::app {

namespace {

QColor mixed(const QColor& a, const QColor& b, float share) {
    return QColor::fromRgbF(a.redF() + (b.redF() - a.redF()) * share, a.greenF() + (b.greenF() - a.greenF()) * share,
                            a.blueF() + (b.blueF() - a.blueF()) * share);
}

} // namespace

QString styleSheetOf(Scheme scheme, const Colours& colours) {
    QFile file(QStringLiteral(":/manybrains/theme/style.qss"));
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    QString sheet = QString::fromUtf8(file.readAll());
    const std::pair<QLatin1StringView, QColor> names[] = {
        {QLatin1StringView("@window@"), colours.window},
        {QLatin1StringView("@card@"), colours.card},
        {QLatin1StringView("@side@"), colours.side},
        {QLatin1StringView("@border@"), colours.border},
        {QLatin1StringView("@control@"), colours.control},
        {QLatin1StringView("@lane@"), colours.lane},
        {QLatin1StringView("@text@"), colours.text},
        {QLatin1StringView("@textMuted@"), colours.textMuted},
        {QLatin1StringView("@disabled@"), colours.disabled},
        {QLatin1StringView("@accent@"), colours.accent},
        {QLatin1StringView("@accentText@"), colours.accentText},
        {QLatin1StringView("@accentHover@"), mixed(colours.accent, colours.text, 0.12F)},
        {QLatin1StringView("@accentPressed@"), mixed(colours.accent, colours.text, 0.25F)},
        {QLatin1StringView("@focus@"), colours.accent},
        {QLatin1StringView("@selection@"), colours.selection},
        {QLatin1StringView("@good@"), colours.good},
        {QLatin1StringView("@warning@"), colours.warning},
        {QLatin1StringView("@error@"), colours.error},
    };
    for (const auto& [name, colour] : names) {
        sheet.replace(name, colour.name());
    }
    sheet.replace(QLatin1StringView("@icons@"), scheme == Scheme::light
                                                    ? QLatin1StringView(":/manybrains/theme/icons/light")
                                                    : QLatin1StringView(":/manybrains/theme/icons/dark"));
    return sheet;
}

QPalette paletteOf(const Colours& colours) {
    QPalette palette(colours.card, colours.window);
    palette.setColor(QPalette::Window, colours.window);
    palette.setColor(QPalette::WindowText, colours.text);
    palette.setColor(QPalette::Base, colours.card);
    palette.setColor(QPalette::AlternateBase, colours.window);
    palette.setColor(QPalette::Text, colours.text);
    palette.setColor(QPalette::Button, colours.card);
    palette.setColor(QPalette::ButtonText, colours.text);
    palette.setColor(QPalette::BrightText, colours.error);
    palette.setColor(QPalette::Highlight, colours.accent);
    palette.setColor(QPalette::HighlightedText, colours.accentText);
    palette.setColor(QPalette::Link, colours.accent);
    palette.setColor(QPalette::LinkVisited, colours.accent);
    palette.setColor(QPalette::ToolTipBase, colours.card);
    palette.setColor(QPalette::ToolTipText, colours.text);
    palette.setColor(QPalette::PlaceholderText, colours.textMuted);
    palette.setColor(QPalette::Mid, colours.control);
    palette.setColor(QPalette::Dark, colours.border);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText}) {
        palette.setColor(QPalette::Disabled, role, colours.disabled);
    }
    return palette;
}

} // namespace manybrains::app
