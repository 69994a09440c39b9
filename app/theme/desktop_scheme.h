// What the desktop prefers, light or dark: asked of the settings portal through D-Bus, without ever waiting for an
// answer. Where there is no portal nothing is ever signalled, and the palette's guess stays.
#pragma once

#include "app/theme/theme.h"

#include <QDBusMessage>
#include <QObject>

#include <optional>

namespace manybrains::app {

class DesktopScheme : public QObject {
    Q_OBJECT
public:
    explicit DesktopScheme(QObject* parent = nullptr);

    /// Asks once and listens from then on.
    void follow();

    /// The portal's number: 1 dark, 2 light, anything else no preference.
    [[nodiscard]] static std::optional<Scheme> fromPortal(uint value);

signals:
    /// nullopt: the desktop has no preference.
    void preferred(std::optional<manybrains::app::Scheme> scheme);

private slots:
    void onSettingChanged(const QDBusMessage& message);

private:
    void ask();
};

} // namespace manybrains::app
