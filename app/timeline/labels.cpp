#include "app/timeline/labels.h"

#include "app/lesson/words.h"
#include "app/timeline/time_text.h"

#include <QCoreApplication>

#include <algorithm>

namespace manybrains::app {

namespace {

/// The translation context of this file.
struct Timeline {
    Q_DECLARE_TR_FUNCTIONS(Timeline)
};

constexpr std::size_t pids_at_most = 5;

QString lossText(const TimelineRun& run) {
    const std::uint64_t lost = run.trace ? run.trace->events_lost() : 0;
    return lost == 0 ? QString()
                     : Timeline::tr("%1: events lost in recording: %n", nullptr, static_cast<int>(lost)).arg(run.title);
}

} // namespace

QString processesText(const trace::Trace& trace) {
    const auto& processes = trace.processes();
    const std::size_t count = processes.size();
    if (count == 0) {
        return {};
    }
    if (count == 1) {
        const QString pid = Timeline::tr("pid %1").arg(processes[0]->pid.value);
        const auto threads = static_cast<int>(trace.threads().size());
        return threads < 2 ? pid : pid + Timeline::tr(" · %n threads", nullptr, threads);
    }
    QStringList pids;
    for (std::size_t i = 0; i < std::min(count, pids_at_most); ++i) {
        pids << QString::number(processes[i]->pid.value);
    }
    const QString list = pids.join(QLatin1Char(' '));
    if (count <= pids_at_most) {
        return Timeline::tr("pids %1").arg(list);
    }
    return Timeline::tr("pids %1 … · %n processes", nullptr, static_cast<int>(count)).arg(list);
}

QString threadName(const trace::Trace& trace, const trace::Thread& thread) {
    const std::string_view name = trace.name(thread.name.load());
    if (!name.empty()) {
        return QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
    }
    return thread.tid.value == thread.pid.value ? Timeline::tr("main")
                                                : Timeline::tr("thread %1").arg(thread.tid.value);
}

QString threadText(const trace::Trace& trace, const trace::Thread& thread) {
    return Timeline::tr("%1 · pid %2 · tid %3")
        .arg(threadName(trace, thread))
        .arg(thread.pid.value)
        .arg(thread.tid.value);
}

QString coresText(const trace::Trace& trace) {
    std::vector<int> cores;
    for (std::size_t i = 0; i < trace.track_count(); ++i) {
        const trace::TrackInfo& info = trace.track(static_cast<trace::TrackId>(i)).info();
        if (info.kind == trace::TrackKind::core) {
            cores.push_back(info.core.value);
        }
    }
    std::ranges::sort(cores);
    if (cores.empty()) {
        return {};
    }
    if (cores.size() > 2) {
        return Timeline::tr("cores %1 to %2").arg(cores.front()).arg(cores.back());
    }
    QStringList names;
    for (const int core : cores) {
        names << Timeline::tr("core %1").arg(core);
    }
    return names.join(QLatin1String(", "));
}

QStringList notesOf(const std::vector<TimelineRun>& runs) {
    QStringList notes;
    for (const TimelineRun& run : runs) {
        const trace::Level level = run.trace ? run.trace->level() : trace::Level::none;
        if (level == trace::Level::kernel || (level == trace::Level::none && run.trace && run.trace->events() == 0)) {
            continue; // exact, or not begun
        }
        notes << Timeline::tr("%1: %2", "a level of recording and what it means")
                     .arg(levelName(level), levelExplanation(level));
    }
    notes.removeDuplicates();
    for (const TimelineRun& run : runs) {
        notes << lossText(run);
    }
    notes.removeAll(QString());
    return notes;
}

QString spokenText(const TimelineRun& run) {
    QStringList parts;
    if (const auto length = lengthOf(run)) {
        parts << lengthText(*length);
    }
    parts << run.figure << run.outcome << run.subtitle;
    if (run.trace) {
        parts << processesText(*run.trace);
    }
    parts.removeAll(QString());
    return Timeline::tr("%1: %2.", "a run and its figures").arg(run.title, parts.join(QLatin1String(", ")));
}

} // namespace manybrains::app
