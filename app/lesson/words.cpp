#include "app/lesson/words.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

namespace manybrains::app {

namespace {

/// The translation context of this file.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(Words)
};

/// "3.11" of "3.11.2".
QString minorVersion(const std::string& version) {
    return QString::fromStdString(version).section(QLatin1Char('.'), 0, 1);
}

QString pythonName(const run::EngineInfo& engine) {
    const QString name =
        engine.implementation.empty() ? QStringLiteral("Python") : QString::fromStdString(engine.implementation);
    const QString numbered = engine.version.empty() ? name : name + QLatin1Char(' ') + minorVersion(engine.version);
    if (!engine.gil.has_value()) {
        return numbered;
    }
    return *engine.gil ? Words::tr("%1 · GIL").arg(numbered) : Words::tr("%1 · no GIL").arg(numbered);
}

} // namespace

QString strategyName(lesson::Strategy strategy) {
    switch (strategy) {
    case lesson::Strategy::sequential:
        return Words::tr("Sequential");
    case lesson::Strategy::threaded:
        return Words::tr("Threads");
    case lesson::Strategy::async:
        return Words::tr("Async");
    case lesson::Strategy::multiprocess:
        return Words::tr("Processes");
    }
    return {};
}

QString strategyWord(lesson::Strategy strategy) {
    switch (strategy) {
    case lesson::Strategy::sequential:
        return Words::tr("sequential", "a form, inside a sentence");
    case lesson::Strategy::threaded:
        return Words::tr("threads", "a form, inside a sentence");
    case lesson::Strategy::async:
        return Words::tr("async", "a form, inside a sentence");
    case lesson::Strategy::multiprocess:
        return Words::tr("processes", "a form, inside a sentence");
    }
    return {};
}

QString difficultyName(lesson::Difficulty level) {
    switch (level) {
    case lesson::Difficulty::beginner:
        return Words::tr("Beginner");
    case lesson::Difficulty::intermediate:
        return Words::tr("Intermediate");
    case lesson::Difficulty::advanced:
        return Words::tr("Advanced");
    case lesson::Difficulty::general:
        return Words::tr("General");
    }
    return {};
}

QString stateName(trace::State state) {
    switch (state) {
    case trace::State::running:
        return Words::tr("running");
    case trace::State::ready:
        return Words::tr("ready");
    case trace::State::gil_wait:
        return Words::tr("GIL wait");
    case trace::State::lock:
        return Words::tr("lock");
    case trace::State::wait:
        return Words::tr("waiting");
    case trace::State::join:
        return Words::tr("joining a thread");
    case trace::State::child:
        return Words::tr("waiting for a child");
    case trace::State::sleep:
        return Words::tr("sleeping");
    case trace::State::network:
        return Words::tr("network");
    case trace::State::pipe:
        return Words::tr("pipe");
    case trace::State::disk:
        return Words::tr("disk");
    case trace::State::other:
        return Words::tr("off the core");
    }
    return {};
}

QString outcomeWord(run::Outcome outcome) {
    switch (outcome) {
    case run::Outcome::completed:
        return Words::tr("completed");
    case run::Outcome::failed:
        return Words::tr("failed");
    case run::Outcome::crashed:
        return Words::tr("crashed");
    case run::Outcome::timed_out:
        return Words::tr("timed out");
    case run::Outcome::cancelled:
        return Words::tr("cancelled");
    case run::Outcome::contained:
        return Words::tr("stopped at a cap");
    }
    return {};
}

QString levelName(trace::Level level) {
    switch (level) {
    case trace::Level::kernel:
        return Words::tr("exact recording");
    case trace::Level::schedule:
        return Words::tr("exact cores, no reasons");
    case trace::Level::probe:
        return Words::tr("exact waits, sampled cores");
    case trace::Level::sampled:
        return Words::tr("sampled recording");
    case trace::Level::none:
        return Words::tr("not recorded");
    }
    return {};
}

QString levelExplanation(trace::Level level) {
    switch (level) {
    case trace::Level::kernel:
        return Words::tr("Every switch of every thread comes from the kernel, every hand-off of the GIL from the "
                         "interpreter. Nothing is sampled.");
    case trace::Level::schedule:
        return Words::tr("Which thread ran on which core is exact. Why a thread was blocked is not known.");
    case trace::Level::probe:
        return Words::tr(
            "The GIL and every blocking call are exact. The core, and running against ready, are sampled.");
    case trace::Level::sampled:
        return Words::tr("Everything is sampled: short events may be missing.");
    case trace::Level::none:
        return Words::tr("Only times were measured.");
    }
    return {};
}

QString engineName(const run::EngineInfo& engine) {
    if (engine.id == "cpp") {
        return Words::tr("C++");
    }
    if (engine.id == "cpp-gil") {
        return Words::tr("C++ with a GIL");
    }
    return pythonName(engine);
}

QString factorText(double factor) {
    return Words::tr("%1×", "a speedup").arg(QLocale().toString(factor, 'f', factor < 9.995 ? 2 : 1));
}

QString secondsText(double seconds) {
    if (seconds < 0.0995) {
        return Words::tr("%1 ms").arg(QLocale().toString(seconds * 1000, 'f', 1));
    }
    return Words::tr("%1 s").arg(QLocale().toString(seconds, 'f', 2));
}

QString bytesText(std::uint64_t bytes) {
    constexpr double mebibyte = 1024.0 * 1024.0;
    return Words::tr("%1 MiB").arg(QLocale().toString(static_cast<double>(bytes) / mebibyte, 'f', 1));
}

} // namespace manybrains::app
