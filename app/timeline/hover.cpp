#include "app/timeline/hover.h"

#include "app/lesson/words.h"
#include "app/theme/theme.h"
#include "app/timeline/labels.h"
#include "app/timeline/time_text.h"

#include <QCoreApplication>

#include <algorithm>

namespace manybrains::app {

namespace {

/// The translation context of this file.
struct Timeline {
    Q_DECLARE_TR_FUNCTIONS(Timeline)
};

/// The slice or gap around an instant.
struct Stretch {
    std::optional<trace::Slice> slice; ///< nullopt: a gap
    std::optional<Time> begin;         ///< unknown before the first slice
    std::optional<Time> end;           ///< unknown after the last
    bool goes_on = false;
};

Stretch stretchAt(const trace::Track& track, Time time, Time horizon) {
    const std::optional<trace::Slice> open = track.open();
    const std::size_t size = track.size();
    const std::size_t index = std::min(track.first_ending_after(time), size);
    Stretch stretch;
    if (index < size && track.slice(index).begin <= time) {
        stretch.slice = track.slice(index);
        stretch.begin = stretch.slice->begin;
        stretch.end = stretch.slice->end;
        return stretch;
    }
    if (open && open->begin <= time && time < horizon) {
        stretch.slice = open;
        stretch.begin = open->begin;
        stretch.end = horizon;
        stretch.goes_on = true;
        return stretch;
    }
    if (index > 0) {
        stretch.begin = track.slice(index - 1).end;
    }
    if (index < size) {
        stretch.end = track.slice(index).begin;
    } else if (open && open->begin > time) {
        stretch.end = open->begin;
    }
    return stretch;
}

QString threadTextOf(const trace::Trace& trace, trace::TrackId track) {
    const trace::Thread* thread = trace.thread_of(track);
    return thread == nullptr ? Timeline::tr("a thread not known") : threadText(trace, *thread);
}

QString threadNameOf(const trace::Trace& trace, trace::TrackId track) {
    const trace::Thread* thread = trace.thread_of(track);
    return thread == nullptr ? Timeline::tr("a thread not known") : threadName(trace, *thread);
}

QString gapHeadline(RowKind kind) {
    switch (kind) {
    case RowKind::core:
        return Timeline::tr("nothing of this run");
    case RowKind::gil:
        return Timeline::tr("GIL free");
    case RowKind::thread:
        return Timeline::tr("not alive");
    case RowKind::task:
    case RowKind::process:
        break;
    }
    return Timeline::tr("not at work");
}

QString placeOf(const trace::TrackInfo& info, RowKind kind) {
    switch (kind) {
    case RowKind::core:
        return Timeline::tr("core %1").arg(info.core.value);
    case RowKind::gil:
        return Timeline::tr("GIL of pid %1").arg(info.pid.value);
    default:
        return {};
    }
}

void describeState(SliceFacts& facts, const trace::Trace& trace, const Row& row, const trace::Slice& slice) {
    const trace::ThreadDetail detail = slice.thread_detail();
    const bool running = slice.state() == trace::State::running;
    const trace::Thread* thread = trace.thread_of(row.track);
    facts.headline = stateName(slice.state());
    facts.colour =
        running && thread != nullptr ? Theme::instance().worker(thread->hue) : Theme::instance().state(slice.state());
    facts.lines << threadTextOf(trace, row.track);
    QStringList words;
    if (running && detail.core.known()) {
        words << Timeline::tr("core %1").arg(detail.core.value);
    }
    if (running && trace.gil_seen()) {
        words << (detail.held_gil ? Timeline::tr("holds the GIL") : Timeline::tr("without the GIL"));
    }
    if (detail.sampled) {
        words << Timeline::tr("sampled");
    }
    if (!words.isEmpty()) {
        facts.lines << words.join(QStringLiteral(" · "));
    }
}

void describeWorker(SliceFacts& facts, const trace::Trace& trace, const Row& row, const trace::Slice& slice) {
    const trace::TrackInfo& info = trace.track(row.track).info();
    facts.colour = Theme::instance().worker(slice.key);
    if (row.kind == RowKind::task) {
        facts.headline = row.label + QStringLiteral(" · ") + row.detail;
        facts.lines << threadTextOf(trace, slice.thread());
        return;
    }
    const QString name = threadNameOf(trace, slice.thread());
    facts.headline = row.kind == RowKind::gil ? Timeline::tr("%1 holds the GIL").arg(name) : name;
    facts.lines << threadTextOf(trace, slice.thread()) << placeOf(info, row.kind);
}

void describeTimes(SliceFacts& facts, const Stretch& stretch, Time zero) {
    if (stretch.begin && stretch.end) {
        facts.lines << Timeline::tr("%1 to %2").arg(exactText(*stretch.begin - zero), exactText(*stretch.end - zero));
        const QString length = exactText(*stretch.end - *stretch.begin);
        facts.lines << (stretch.goes_on ? Timeline::tr("%1 so far").arg(length) : length);
    } else if (stretch.begin) {
        facts.lines << Timeline::tr("from %1").arg(exactText(*stretch.begin - zero));
    } else if (stretch.end) {
        facts.lines << Timeline::tr("until %1").arg(exactText(*stretch.end - zero));
    }
}

void describeCrowd(SliceFacts& facts, const trace::Track& track, Time from, Time to) {
    const std::size_t first = track.first_ending_after(from);
    std::size_t last = track.first_ending_after(to);
    if (last < track.size() && track.slice(last).begin < to) {
        ++last;
    }
    if (last > first + 1) {
        facts.lines << Timeline::tr("%n slices share this pixel", nullptr, static_cast<int>(last - first));
    }
}

} // namespace

std::optional<Hit> hitTest(const Picture& picture, const QPointF& at) {
    const Geometry& geometry = picture.geometry;
    if (!geometry.body.contains(at) || at.x() < geometry.lanes_left || at.x() >= geometry.lanes_right) {
        return std::nullopt;
    }
    const double y = at.y() - geometry.body.top() + picture.scroll;
    for (const Group& group : picture.layout.groups) {
        for (const Row& row : group.rows) {
            if (y >= row.top && y < row.bottom() && row.kind != RowKind::process) {
                return Hit{group.run, &row, timeOf(geometry.axis(picture.range), at.x())};
            }
        }
    }
    return std::nullopt;
}

QString SliceFacts::sentence() const {
    return headline + QStringLiteral(": ") + lines.join(QStringLiteral(", "));
}

SliceFacts factsOf(const TimelineRun& run, const Row& row, Duration time, Duration pixel) {
    const Time zero = zeroOf(run);
    const trace::Trace& trace = *run.trace;
    const trace::Track& track = trace.track(row.track);
    const Stretch stretch = stretchAt(track, zero + time, trace.horizon());
    SliceFacts facts;
    if (!stretch.slice) {
        facts.headline = gapHeadline(row.kind);
        facts.colour = Theme::instance().colours().lane;
        const QString place = placeOf(track.info(), row.kind);
        facts.lines << (place.isEmpty() ? row.label + QStringLiteral(" · ") + row.detail : place);
    } else if (row.kind == RowKind::thread) {
        describeState(facts, trace, row, *stretch.slice);
    } else {
        describeWorker(facts, trace, row, *stretch.slice);
    }
    describeTimes(facts, stretch, zero);
    describeCrowd(facts, track, zero + time - pixel / 2, zero + time + pixel / 2);
    return facts;
}

} // namespace manybrains::app
