#include "app/window/appearance_menu.h"

#include "app/theme/theme.h"

#include <QActionGroup>
#include <QMenu>
#include <QSettings>

#include <array>
#include <utility>

namespace manybrains::app {

namespace {

constexpr QLatin1StringView schemeKey("window/scheme");

SchemeChoice stored(const QSettings& settings) {
    const int choice = settings.value(schemeKey).toInt();
    const bool known =
        choice >= static_cast<int>(SchemeChoice::system) && choice <= static_cast<int>(SchemeChoice::dark);
    return known ? static_cast<SchemeChoice>(choice) : SchemeChoice::system;
}

} // namespace

AppearanceMenu::AppearanceMenu(QSettings& settings, QWidget* parent) : QToolButton(parent) {
    setText(QStringLiteral("◐"));
    setAccessibleName(tr("Light or dark"));
    setToolTip(accessibleName());
    setProperty("kind", QStringLiteral("quiet"));
    setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(this);
    auto* group = new QActionGroup(menu);
    const std::array choices{std::pair(SchemeChoice::system, tr("As the desktop")),
                             std::pair(SchemeChoice::light, tr("Light")), std::pair(SchemeChoice::dark, tr("Dark"))};
    Theme::instance().setChoice(stored(settings));
    for (const auto& [choice, name] : choices) {
        QAction* action = menu->addAction(name);
        action->setCheckable(true);
        action->setChecked(choice == Theme::instance().choice());
        group->addAction(action);
        connect(action, &QAction::triggered, this, [&settings, choice = choice] {
            Theme::instance().setChoice(choice);
            settings.setValue(schemeKey, static_cast<int>(choice));
        });
    }
    setMenu(menu);
}

} // namespace manybrains::app
