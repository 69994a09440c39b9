// manybrains-window: the Qt program. `manybrains` executes it to open the window and to draw charts.
#include "app/theme/theme.h"
#include "app/window/main_window.h"
#include "app/window/options.h"
#include "app/window/render_charts.h"
#include "app/window/screenshot.h"

#include <QApplication>
#include <QIcon>
#include <QLocale>
#include <QSettings>
#include <QTemporaryDir>
#include <QTranslator>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <string_view>

namespace {

using namespace manybrains::app;

constexpr int inputError = 2;

/// Known before QApplication, which would look for a display.
bool drawsOnly(int argc, char** argv) {
    return std::any_of(argv, argv + argc,
                       [](const char* word) { return std::string_view(word).starts_with("--render-charts"); });
}

int complain(const QString& error) {
    std::fprintf(stderr, "manybrains-window: %s\n", qPrintable(error));
    return inputError;
}

/// English has a translation, too: it holds the plurals.
void installTranslations(QApplication& application) {
    auto* translator = new QTranslator(&application);
    if (translator->load(QLocale(), QStringLiteral("manybrains"), QStringLiteral("_"), QStringLiteral(":/i18n")) ||
        translator->load(QStringLiteral(":/i18n/manybrains_en.qm"))) {
        QApplication::installTranslator(translator);
    }
}

/// A picture for the README starts from nothing and leaves nothing behind.
std::unique_ptr<QSettings> openSettings(const WindowOptions& options, const QTemporaryDir& scratch) {
    if (options.screenshot) {
        return std::make_unique<QSettings>(scratch.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
    }
    return std::make_unique<QSettings>();
}

int openWindow(const WindowOptions& options) {
    Theme::instance().install();
    const QTemporaryDir scratch;
    const auto settings = openSettings(options, scratch);
    MainWindow window({}, *settings, options.lesson);
    if (options.scheme) {
        Theme::instance().setChoice(*options.scheme);
    }
    if (options.size) {
        window.resize(*options.size);
    }
    std::unique_ptr<Screenshot> screenshot;
    if (options.screenshot) {
        screenshot = std::make_unique<Screenshot>(window, options);
    }
    window.show();
    return QApplication::exec();
}

} // namespace

int main(int argc, char** argv) {
    if (drawsOnly(argc, argv)) {
        qputenv("QT_QPA_PLATFORM", "offscreen");
    }
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("Manybrains"));
    QApplication::setOrganizationName(QStringLiteral("Manybrains"));
    QApplication::setApplicationVersion(QStringLiteral(MANYBRAINS_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("manybrains"));
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/manybrains.svg")));
    installTranslations(application);

    const ParsedOptions parsed = parseOptions(QApplication::arguments());
    if (!parsed.message.isEmpty()) {
        std::fputs(qPrintable(parsed.message), stdout);
        return 0;
    }
    if (!parsed.error.isEmpty()) {
        return complain(parsed.error);
    }
    if (parsed.options.chartsOf) {
        return renderChartsInto(*parsed.options.chartsOf, parsed.options.chartsInto);
    }
    return openWindow(parsed.options);
}
