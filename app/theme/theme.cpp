#include "app/theme/theme.h"

#include "app/theme/desktop_scheme.h"
#include "app/theme/palettes.h"
#include "app/theme/style_sheet.h"

#include <QApplication>
#include <QFontDatabase>
#include <QFontMetricsF>
#include <QPalette>
#include <QStringList>
#include <QStyleFactory>

/// Outside any namespace, as Q_INIT_RESOURCE demands: a static library's resources are not registered by themselves.
static void registerResources() {
    Q_INIT_RESOURCE(theme);
}

namespace manybrains::app {

namespace {

Scheme schemeOfPalette() {
    const QPalette palette = QGuiApplication::palette();
    const bool dark = palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
    return dark ? Scheme::dark : Scheme::light;
}

bool hasTabularFigures(const QFont& font) {
    const QFontMetricsF metrics(font);
    const double width = metrics.horizontalAdvance(u'0');
    for (char16_t digit = u'1'; digit <= u'9'; ++digit) {
        if (qAbs(metrics.horizontalAdvance(digit) - width) > 0.01) {
            return false;
        }
    }
    return true;
}

QString familyWithTabularFigures() {
    const QFont system = QFontDatabase::systemFont(QFontDatabase::GeneralFont);
    if (hasTabularFigures(system)) {
        return system.family();
    }
    for (const auto& family :
         {QStringLiteral("Noto Sans"), QStringLiteral("DejaVu Sans"), QStringLiteral("Liberation Sans")}) {
        if (QFontDatabase::hasFamily(family) && hasTabularFigures(QFont(family))) {
            return family;
        }
    }
    return system.family();
}

} // namespace

Theme& Theme::instance() {
    static Theme theme;
    return theme;
}

Theme::Theme() : desktop_(schemeOfPalette()), scheme_(desktop_), colours_(coloursOf(scheme_)) {}

void Theme::install() {
    if (installed_) {
        return;
    }
    installed_ = true;
    registerResources();
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    auto* desktop = new DesktopScheme(qApp);
    connect(desktop, &DesktopScheme::preferred, this,
            [this, guess = desktop_](std::optional<Scheme> scheme) { follow(scheme.value_or(guess)); });
    desktop->follow();
    apply();
}

void Theme::setChoice(SchemeChoice choice) {
    choice_ = choice;
    if (wanted() != scheme_) {
        apply();
    }
}

void Theme::follow(Scheme desktop) {
    desktop_ = desktop;
    if (wanted() != scheme_) {
        apply();
    }
}

Scheme Theme::wanted() const noexcept {
    switch (choice_) {
    case SchemeChoice::light:
        return Scheme::light;
    case SchemeChoice::dark:
        return Scheme::dark;
    case SchemeChoice::system:
        break;
    }
    return desktop_;
}

void Theme::apply() {
    scheme_ = wanted();
    colours_ = coloursOf(scheme_);
    if (installed_) {
        QApplication::setPalette(paletteOf(colours_));
        qApp->setStyleSheet(styleSheetOf(scheme_, colours_));
    }
    emit changed();
}

QColor Theme::worker(trace::Key hue) const {
    return workerColour(scheme_, hue);
}

QColor Theme::state(trace::State state) const {
    return stateColour(scheme_, state);
}

QFont Theme::font(double scale, QFont::Weight weight) {
    QFont font = QFontDatabase::systemFont(QFontDatabase::GeneralFont);
    if (font.pointSizeF() > 0) {
        font.setPointSizeF(font.pointSizeF() * scale);
    } else {
        font.setPixelSize(qRound(font.pixelSize() * scale));
    }
    font.setWeight(weight);
    return font;
}

QFont Theme::figureFont(double scale, QFont::Weight weight) {
    static const QString family = familyWithTabularFigures();
    QFont figures = font(scale, weight);
    figures.setFamily(family);
    return figures;
}

QFont Theme::codeFont() {
    return QFontDatabase::systemFont(QFontDatabase::FixedFont);
}

} // namespace manybrains::app
