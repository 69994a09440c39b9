// The small menu for light and dark.
#pragma once

#include <QToolButton>

class QSettings;

namespace manybrains::app {

class AppearanceMenu : public QToolButton {
    Q_OBJECT
public:
    /// Reads the choice from the settings and keeps it there.
    explicit AppearanceMenu(QSettings& settings, QWidget* parent = nullptr);
};

} // namespace manybrains::app
