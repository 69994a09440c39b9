#include "app/window/run_messages.h"

#include "app/lesson/words.h"

#include <QCoreApplication>

namespace manybrains::app {

namespace {

struct RunMessages {
    Q_DECLARE_TR_FUNCTIONS(RunMessages)
};

QString sentence(const std::string& text) {
    QString words = QString::fromStdString(text).trimmed();
    if (words.isEmpty()) {
        return words;
    }
    words[0] = words[0].toUpper();
    return words.endsWith(QLatin1Char('.')) ? words : words + QLatin1Char('.');
}

QString capName(run::Cap cap) {
    switch (cap) {
    case run::Cap::none:
        return {};
    case run::Cap::processes:
        return RunMessages::tr("the number of processes");
    case run::Cap::memory:
        return RunMessages::tr("memory");
    case run::Cap::time:
        return RunMessages::tr("time");
    case run::Cap::output:
        return RunMessages::tr("output");
    case run::Cap::files:
        return RunMessages::tr("the size of a file");
    }
    return {};
}

QString help(const experiment::RunRecord& record) {
    switch (record.ending.outcome) {
    case run::Outcome::crashed:
        return RunMessages::tr("What was recorded up to there is kept in the timeline.");
    case run::Outcome::timed_out:
        return RunMessages::tr("Everything it had started was stopped. Choose a smaller size and run it again.");
    case run::Outcome::contained:
        return RunMessages::tr("It reached its limit of %1, so everything it had started was stopped.")
            .arg(capName(record.ending.cap));
    case run::Outcome::completed:
        return RunMessages::tr("The lesson expects it to end otherwise; run it again.");
    case run::Outcome::failed:
    case run::Outcome::cancelled:
        return {};
    }
    return {};
}

} // namespace

std::optional<Message> messageOf(const experiment::RunRecord& record) {
    if (record.expected || record.ending.outcome == run::Outcome::cancelled) {
        return std::nullopt;
    }
    const QString what = RunMessages::tr("%1 %2.", "a form and how it ended: Threads crashed.")
                             .arg(strategyName(record.plan.strategy), outcomeWord(record.ending.outcome));
    return Message{Severity::error, what, sentence(record.ending.error), help(record), {}};
}

Message messageOf(const Error& error) {
    return {Severity::error, sentence(error.what), sentence(error.why), sentence(error.hint), {}};
}

Message noPythonMessage() {
    return {Severity::warning, RunMessages::tr("No Python was found."),
            RunMessages::tr("CPython 3.8 or newer is not on this machine, so the C++ engines run."),
            RunMessages::tr("To see the real GIL, install it and start Manybrains again:"),
            QStringLiteral("sudo apt install python3")};
}

std::optional<Message> messageOf(const record::Availability& recording) {
    if (recording.level == trace::Level::kernel) {
        return std::nullopt;
    }
    return Message{Severity::notice, RunMessages::tr("The recording is coarser here."),
                   sentence(recording.why) + QLatin1Char(' ') + levelExplanation(recording.level),
                   recording.hint.empty() ? QString() : RunMessages::tr("To make it exact:"),
                   QString::fromStdString(recording.hint)};
}

std::optional<Message> lossMessage(const experiment::RunRecord& record) {
    if (record.recorder.events_lost == 0) {
        return std::nullopt;
    }
    return Message{Severity::warning,
                   RunMessages::tr("%n event(s) were lost.", nullptr, static_cast<int>(record.recorder.events_lost)),
                   RunMessages::tr("The recorder could not keep up with %1.").arg(strategyWord(record.plan.strategy)),
                   RunMessages::tr("A smaller size gives a complete picture."),
                   {}};
}

} // namespace manybrains::app
