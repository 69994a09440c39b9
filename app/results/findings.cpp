#include "app/results/findings.h"

#include "app/lesson/words.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>
#include <utility>

namespace manybrains::app {

namespace {

struct Findings {
    Q_DECLARE_TR_FUNCTIONS(Findings)
};

struct Measured {
    const Form* form;
    double speedup;
};

/// All forms that could be compared with sequential, the fastest first.
std::vector<Measured> measured(const ResultBoard& board) {
    std::vector<Measured> all;
    for (const Form& form : board.forms()) {
        const auto speedup = board.speedup(form);
        if (speedup && form.strategy != lesson::Strategy::sequential) {
            all.push_back({&form, *speedup});
        }
    }
    std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.speedup > b.speedup; });
    return all;
}

const experiment::RunRecord* firstSurprise(const ResultBoard& board) {
    for (const experiment::RunRecord& record : board.records()) {
        if (!record.expected) {
            return &record;
        }
    }
    return nullptr;
}

QString surpriseSentence(const experiment::RunRecord& record) {
    return Findings::tr("%1: %2", "a form and how its run ended: Threads: crashed")
        .arg(strategyName(record.plan.strategy), outcomeWord(record.ending.outcome));
}

/// Without a sequential run there is nothing to compare with: the times then.
QString timesSentence(const ResultBoard& board) {
    QStringList parts;
    for (const Form& form : board.forms()) {
        const experiment::RunRecord* record = board.typical(form);
        if (record != nullptr && record->wall_s) {
            parts += Findings::tr("%1: %2", "a form and its time: Threads: 1.62 s")
                         .arg(strategyName(form.strategy), secondsText(*record->wall_s));
        }
    }
    return parts.join(QStringLiteral(" · "));
}

QString coresPhrase(const analyze::Figures& figures) {
    const QString cores = QLocale().toString(figures.parallelism.value_or(0), 'f', 2);
    if (figures.processes.value_or(1) > 1) {
        return Findings::tr("%n processes kept %1 cores busy", nullptr, static_cast<int>(*figures.processes))
            .arg(cores);
    }
    return Findings::tr("%n thread(s) kept %1 cores busy", nullptr, static_cast<int>(figures.threads.value_or(1)))
        .arg(cores);
}

QString gilPhrase(const analyze::Figures& figures) {
    constexpr double worthSaying = 0.01;
    if (!figures.gil_wait_s || *figures.gil_wait_s < worthSaying) {
        return {};
    }
    if (!figures.gil_handoffs) {
        return Findings::tr("waited %1 for the GIL").arg(secondsText(*figures.gil_wait_s));
    }
    return Findings::tr("waited %1 for the GIL, which changed hands %n time(s)", nullptr,
                        static_cast<int>(*figures.gil_handoffs))
        .arg(secondsText(*figures.gil_wait_s));
}

/// The longest wait that is neither the GIL's nor the end of a worker.
QString waitPhrase(const analyze::Figures& figures) {
    using trace::State;
    constexpr double worthSaying = 0.05;
    if (!figures.time_by_state) {
        return {};
    }
    constexpr std::array told = {State::sleep, State::network, State::pipe, State::disk, State::lock, State::wait};
    const auto time = [&](State state) { return (*figures.time_by_state)[static_cast<std::size_t>(state)]; };
    const State longest =
        *std::max_element(told.begin(), told.end(), [&](State a, State b) { return time(a) < time(b); });
    if (time(longest) < worthSaying) {
        return {};
    }
    return Findings::tr("%1: %2 in all", "a state and its time over all workers: sleeping: 10.00 s in all")
        .arg(stateName(longest), secondsText(time(longest)));
}

QString formSentence(const Form& form, const experiment::RunRecord& record) {
    QStringList parts;
    if (record.figures.parallelism) {
        parts += coresPhrase(record.figures);
    }
    parts += gilPhrase(record.figures);
    parts += waitPhrase(record.figures);
    parts.removeAll(QString());
    return parts.isEmpty() ? QString()
                           : Findings::tr("%1: %2.", "a form and what happened in it")
                                 .arg(strategyName(form.strategy), parts.join(QStringLiteral("; ")));
}

} // namespace

QString runningSentence(const Form& form, std::size_t index, std::size_t count) {
    return Findings::tr("Running %1… (%2 of %3)").arg(strategyWord(form.strategy)).arg(index + 1).arg(count);
}

QString headline(const ResultBoard& board, int usableCores) {
    if (const experiment::RunRecord* surprise = firstSurprise(board)) {
        return surpriseSentence(*surprise);
    }
    const std::vector<Measured> forms = measured(board);
    if (forms.empty()) {
        return timesSentence(board);
    }
    QStringList parts;
    for (const auto& [form, speedup] : forms) {
        parts += Findings::tr("%1: %2", "a form and its speedup: Threads: 0.99×")
                     .arg(strategyName(form->strategy), factorText(speedup));
    }
    const QString first = parts.takeFirst();
    const QString finding = Findings::tr("%1 on %n core(s).", nullptr, usableCores).arg(first);
    return parts.isEmpty() ? finding : finding + QLatin1Char(' ') + parts.join(QStringLiteral(" · "));
}

QStringList whatHappened(const ResultBoard& board) {
    QStringList sentences;
    for (const Form& form : board.forms()) {
        const experiment::RunRecord* record = board.typical(form);
        if (record == nullptr) {
            continue;
        }
        if (!record->ending.error.empty()) {
            sentences +=
                QStringLiteral("%1: %2").arg(strategyName(form.strategy), QString::fromStdString(record->ending.error));
        } else {
            sentences += formSentence(form, *record);
        }
    }
    sentences.removeAll(QString());
    return sentences;
}

QString comparePrediction(const ResultBoard& board, const Prediction& prediction) {
    const std::vector<Measured> forms = measured(board);
    if (forms.empty()) {
        return {};
    }
    constexpr double nothingGained = 1.1; ///< within a noisy machine's spread of sequential
    const Measured& fastest = forms.front();
    QString text = Findings::tr("You predicted: %1.").arg(describe(prediction)) + QLatin1Char(' ');
    if (fastest.speedup < nothingGained) {
        text += Findings::tr("Measured: nothing beat sequential.");
    } else {
        text += Findings::tr("Measured: the fastest form was %1, %2.")
                    .arg(strategyWord(fastest.form->strategy), factorText(fastest.speedup));
    }
    const auto own = std::find_if(forms.begin(), forms.end(),
                                  [&](const Measured& one) { return one.form->strategy == prediction.winner; });
    if (own != forms.end() && own->form != fastest.form) {
        text +=
            QLatin1Char(' ') +
            Findings::tr("Your choice, %1, came to %2.").arg(strategyWord(prediction.winner), factorText(own->speedup));
    }
    return text;
}

} // namespace manybrains::app
