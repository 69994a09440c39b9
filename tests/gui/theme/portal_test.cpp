// The desktop's wish for light or dark, asked of a settings portal on a bus of the test's own (dbus-run-session).
#include "app/theme/theme.h"

#include <QDBusConnection>
#include <QDBusVariant>
#include <QSignalSpy>
#include <QtTest>

using namespace manybrains::app;

/// As much of org.freedesktop.portal.Settings as desktops offer.
class Portal : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.Settings")
public:
    uint scheme = 1;

public slots:
    // The portal wraps its answer in two variants.
    QDBusVariant Read(const QString&, const QString&) {
        return QDBusVariant(QVariant::fromValue(QDBusVariant(QVariant(scheme))));
    }

signals:
    void SettingChanged(const QString& group, const QString& key, const QDBusVariant& value);
};

class PortalTest : public QObject {
    Q_OBJECT
private slots:
    void followsTheDesktop();
};

void PortalTest::followsTheDesktop() {
    Portal portal;
    QDBusConnection desktop = QDBusConnection::connectToBus(QDBusConnection::SessionBus, QStringLiteral("desktop"));
    QVERIFY(desktop.isConnected());
    QVERIFY(desktop.registerObject(QStringLiteral("/org/freedesktop/portal/desktop"), &portal,
                                   QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals));
    QVERIFY(desktop.registerService(QStringLiteral("org.freedesktop.portal.Desktop")));

    Theme& theme = Theme::instance();
    QCOMPARE(theme.scheme(), Scheme::light); // what the palette says, until the portal has answered
    theme.install();
    QTRY_COMPARE(theme.scheme(), Scheme::dark);

    const auto change = [&](const QString& key, uint value) {
        emit portal.SettingChanged(QStringLiteral("org.freedesktop.appearance"), key, QDBusVariant(QVariant(value)));
    };
    change(QStringLiteral("color-scheme"), 2);
    QTRY_COMPARE(theme.scheme(), Scheme::light);
    change(QStringLiteral("color-scheme"), 1);
    QTRY_COMPARE(theme.scheme(), Scheme::dark);

    // Another key is none of ours; no preference is what the palette said. They arrive in the order of their sending.
    change(QStringLiteral("contrast"), 2);
    change(QStringLiteral("color-scheme"), 0);
    QSignalSpy changed(&theme, &Theme::changed);
    QTRY_COMPARE(theme.scheme(), Scheme::light);
    QCOMPARE(changed.count(), 1);

    theme.setChoice(SchemeChoice::dark);
    change(QStringLiteral("color-scheme"), 2);
    change(QStringLiteral("color-scheme"), 1);
    theme.setChoice(SchemeChoice::system);
    QTRY_COMPARE(theme.scheme(), Scheme::dark);
}

QTEST_MAIN(PortalTest)
#include "portal_test.moc"
