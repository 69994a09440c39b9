// The command line of manybrains-window: of use to the tests, to the README's pictures, and to `manybrains`.
#pragma once

#include "app/theme/theme.h"

#include <QSize>
#include <QString>
#include <QStringList>

#include <optional>

namespace manybrains::app {

struct WindowOptions {
    QString lesson;
    std::optional<QString> screenshot; ///< grab the window into this file and end
    bool run = false;                  ///< before the grab
    bool quick = false;                ///< with the lesson's small sizes
    QString engine;                    ///< "python", "cpp", "cpp-gil"; empty: as the window opens
    QString page;                      ///< "read", "code", "questions"
    std::optional<SchemeChoice> scheme;
    std::optional<QSize> size;
    /// --render-charts RESULT_JSON DIR: draws without opening a window.
    std::optional<QString> chartsOf;
    QString chartsInto;
};

struct ParsedOptions {
    WindowOptions options;
    QString error;   ///< one line; empty when the words are right
    QString message; ///< the answer to --help or --version: print it and end
};

/// `arguments` begins with the program's name.
[[nodiscard]] ParsedOptions parseOptions(const QStringList& arguments);

} // namespace manybrains::app
