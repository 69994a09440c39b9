#include "app/results/process_rows.h"

#include "app/lesson/words.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <cstring>

namespace manybrains::app {

namespace {

struct ProcessRows {
    Q_DECLARE_TR_FUNCTIONS(ProcessRows)
};

Duration runningTime(const trace::Trace& trace, const trace::Track& track) {
    const Time horizon = trace.horizon();
    const auto running = static_cast<std::size_t>(trace::State::running);
    Duration time{track.covered_until(Time::max())[running]};
    if (const auto open = track.open(); open && open->state() == trace::State::running && horizon > open->begin) {
        time += horizon - open->begin;
    }
    return time;
}

QString endText(trace::ProcessEnd end) {
    if (end.known && end.signal != 0) {
        return ProcessRows::tr("ended by signal %1 (%2)")
            .arg(end.signal)
            .arg(QString::fromUtf8(::strsignal(end.signal)));
    }
    if (end.known && end.status != 0) {
        return ProcessRows::tr("ended with status %1").arg(end.status);
    }
    return ProcessRows::tr("ended");
}

} // namespace

void ThreadRow::update(const trace::Trace& trace) {
    const trace::Track& track = trace.track(thread->track);
    const std::string_view known = trace.name(thread->name.load());
    name = QString::fromUtf8(known.data(), static_cast<qsizetype>(known.size()));
    ended = thread->end_ns.load() != 0;
    const std::size_t size = track.size();
    for (; seen < size; ++seen) {
        const trace::Slice slice = track.slice(seen);
        if (slice.state() == trace::State::running && slice.thread_detail().core.known()) {
            cores.insert(slice.thread_detail().core.value);
        }
    }
    cpu = runningTime(trace, track);
    state.reset();
    core = {};
    if (const auto open = track.open(); open && !ended) {
        state = open->state();
        core = *state == trace::State::running ? open->thread_detail().core : Core{};
    }
    settled = trace.finished();
}

void ProcessRow::update(const trace::Trace& trace) {
    for (const auto& row : threads) {
        row->update(trace);
    }
    settled = trace.finished();
}

bool ProcessRow::ended() const noexcept {
    return process->end_ns.load() != 0;
}

Duration ProcessRow::cpu() const {
    Duration sum{0};
    for (const auto& row : threads) {
        sum += row->cpu;
    }
    return sum;
}

std::set<int> ProcessRow::cores() const {
    std::set<int> all;
    for (const auto& row : threads) {
        all.insert(row->cores.begin(), row->cores.end());
    }
    return all;
}

QString ProcessRow::name() const {
    const bool root = id == trace::ProcessId{0};
    const QString own = threads.empty() ? QString() : threads.front()->name;
    return root || own.isEmpty() ? title : QStringLiteral("%1 · %2").arg(title, own);
}

QString ProcessRow::stateText() const {
    if (ended()) {
        return endText(trace::unpack_process_end(process->end_status.load()));
    }
    const auto running = std::find_if(threads.begin(), threads.end(),
                                      [](const auto& row) { return row->state == trace::State::running; });
    if (running != threads.end()) {
        return app::stateText(**running);
    }
    return threads.empty() ? QString() : app::stateText(*threads.front());
}

QString stateText(const ThreadRow& row) {
    if (row.ended) {
        return ProcessRows::tr("ended");
    }
    if (!row.state) {
        return {};
    }
    return row.core.known() ? ProcessRows::tr("running on core %1").arg(row.core.value) : stateName(*row.state);
}

QString coresText(const std::set<int>& cores) {
    QStringList numbers;
    for (const int core : cores) {
        numbers += QString::number(core);
    }
    return numbers.join(QStringLiteral(", "));
}

} // namespace manybrains::app
