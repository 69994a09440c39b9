#include "app/theme/desktop_scheme.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QFile>

namespace manybrains::app {

namespace {

constexpr auto service = QLatin1StringView("org.freedesktop.portal.Desktop");
constexpr auto path = QLatin1StringView("/org/freedesktop/portal/desktop");
constexpr auto interface = QLatin1StringView("org.freedesktop.portal.Settings");
constexpr auto group = QLatin1StringView("org.freedesktop.appearance");
constexpr auto key = QLatin1StringView("color-scheme");

/// Without this, libdbus would start a bus of its own where none is running.
bool sessionBusExists() {
    const QString runtime = qEnvironmentVariable("XDG_RUNTIME_DIR");
    return qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS") ||
           (!runtime.isEmpty() && QFile::exists(runtime + QLatin1StringView("/bus")));
}

/// Read() wraps its answer in one variant more than the signal does.
uint toNumber(QVariant value) {
    while (value.canConvert<QDBusVariant>()) {
        value = value.value<QDBusVariant>().variant();
    }
    return value.toUInt();
}

} // namespace

DesktopScheme::DesktopScheme(QObject* parent) : QObject(parent) {}

std::optional<Scheme> DesktopScheme::fromPortal(uint value) {
    switch (value) {
    case 1:
        return Scheme::dark;
    case 2:
        return Scheme::light;
    default:
        return std::nullopt;
    }
}

void DesktopScheme::follow() {
    if (!sessionBusExists()) {
        return;
    }
    auto bus = QDBusConnection::sessionBus();
    if (!bus.isConnected()) {
        return;
    }
    // The whole message: QtDBus 6.4 does not connect to a slot that takes a QDBusVariant.
    bus.connect(service, path, interface, QStringLiteral("SettingChanged"), this, SLOT(onSettingChanged(QDBusMessage)));
    ask();
}

void DesktopScheme::ask() {
    auto message = QDBusMessage::createMethodCall(service, path, interface, QStringLiteral("Read"));
    message << QString(group) << QString(key);
    auto* watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(message), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this](QDBusPendingCallWatcher* call) {
        call->deleteLater();
        const QDBusPendingReply<QVariant> reply = *call;
        if (!reply.isError()) {
            emit preferred(fromPortal(toNumber(reply.value())));
        }
    });
}

void DesktopScheme::onSettingChanged(const QDBusMessage& message) {
    const QVariantList arguments = message.arguments(); // group, key, value
    if (arguments.size() == 3 && arguments[0].toString() == group && arguments[1].toString() == key) {
        emit preferred(fromPortal(toNumber(arguments[2])));
    }
}

} // namespace manybrains::app
