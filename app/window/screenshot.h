// Opens a window in a given state, saves a picture of it, and ends: for the README and for the tests.
#pragma once

#include "app/window/options.h"

#include <QObject>

namespace manybrains::app {

class MainWindow;

class Screenshot : public QObject {
    Q_OBJECT
public:
    /// Ends the application with status 0, or 2 when the picture cannot be written.
    Screenshot(MainWindow& window, WindowOptions options);

private:
    void onReady();
    void prepareRun();
    void grab();

    MainWindow& window_;
    WindowOptions options_;
    bool begun_ = false;
};

} // namespace manybrains::app
