#include "app/timeline/layout.h"

#include "app/timeline/labels.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>

namespace manybrains::app {

namespace {

/// The translation context of this file.
struct Timeline {
    Q_DECLARE_TR_FUNCTIONS(Timeline)
};

constexpr double group_gap = 18;
constexpr double row_gap = 3;
constexpr double strip_gap = 1;
constexpr double smallest_group = 52; ///< room for a title and two lines
constexpr double row_height = 14;
constexpr double heading_height = 18;

/// Many cores share the height that two have.
double coreHeight(std::size_t cores) {
    return cores <= 2 ? 26 : cores <= 4 ? 18 : cores <= 8 ? 12 : cores <= 16 ? 8 : 5;
}

double gilHeight(std::size_t gils) {
    return gils <= 4 ? 6 : gils <= 16 ? 4 : 2;
}

std::vector<trace::TrackId> tracksOf(const trace::Trace& trace, trace::TrackKind kind) {
    std::vector<trace::TrackId> ids;
    for (std::size_t i = 0; i < trace.track_count(); ++i) {
        const auto id = static_cast<trace::TrackId>(i);
        if (trace.track(id).info().kind == kind) {
            ids.push_back(id);
        }
    }
    return ids;
}

/// Stacks rows under one another.
class Stack {
public:
    explicit Stack(Group& group) : group_(group), bottom_(group.top) {}

    void add(Row row, double height, double gap) {
        row.top = group_.rows.empty() ? bottom_ : bottom_ + gap;
        row.height = height;
        bottom_ = row.bottom();
        group_.rows.push_back(std::move(row));
    }
    void space(double height) { bottom_ = std::max(bottom_, group_.top + height); }
    [[nodiscard]] double bottom() const noexcept { return bottom_; }

private:
    Group& group_;
    double bottom_;
};

void addLanes(Stack& stack, const trace::Trace& trace) {
    std::vector<trace::TrackId> cores = tracksOf(trace, trace::TrackKind::core);
    std::ranges::sort(cores, {}, [&](trace::TrackId id) { return trace.track(id).info().core; });
    const double gap = cores.size() <= 8 ? row_gap : strip_gap;
    for (const trace::TrackId id : cores) {
        stack.add({RowKind::core, id, 0, 0, {}, {}}, coreHeight(cores.size()), gap);
    }
    const std::vector<trace::TrackId> gils = tracksOf(trace, trace::TrackKind::gil);
    for (const trace::TrackId id : gils) {
        stack.add({RowKind::gil, id, 0, 0, {}, {}}, gilHeight(gils.size()), id == gils.front() ? row_gap : strip_gap);
    }
}

QString tidText(const trace::Thread& thread) {
    return Timeline::tr("tid %1").arg(thread.tid.value);
}

QString pidText(Pid pid) {
    return Timeline::tr("pid %1").arg(pid.value);
}

QString commandOf(const trace::Trace& trace, const trace::Process& process) {
    const std::string_view command = trace.name(process.command.load());
    return QString::fromUtf8(command.data(), static_cast<qsizetype>(command.size()));
}

void addThreads(Stack& stack, const trace::Trace& trace) {
    const std::vector<trace::TrackId> tasks = tracksOf(trace, trace::TrackKind::task);
    const bool headings = trace.processes().size() > 1;
    for (std::size_t p = 0; p < trace.processes().size(); ++p) {
        const trace::Process& process = *trace.processes()[p];
        if (headings) {
            stack.add({RowKind::process, trace::no_track, 0, 0, pidText(process.pid), commandOf(trace, process)},
                      heading_height, row_gap);
        }
        for (std::size_t t = 0; t < trace.threads().size(); ++t) {
            const trace::Thread& thread = *trace.threads()[t];
            if (static_cast<std::size_t>(thread.process) == p) {
                const bool is_main = thread.tid.value == thread.pid.value;
                stack.add({RowKind::thread, thread.track, 0, 0, threadName(trace, thread),
                           is_main ? pidText(thread.pid) : tidText(thread)},
                          row_height, row_gap);
            }
        }
        for (const trace::TrackId id : tasks) {
            const trace::TrackInfo& info = trace.track(id).info();
            if (info.pid == process.pid) {
                const QString name = info.name.empty() ? Timeline::tr("task") : QString::fromStdString(info.name);
                stack.add({RowKind::task, id, 0, 0, name, Timeline::tr("task %1").arg(info.index + 1)}, row_height,
                          row_gap);
            }
        }
    }
}

Group layOutGroup(const TimelineRun& run, std::size_t index, bool open, double top) {
    Group group;
    group.run = index;
    group.top = top;
    group.open = open;
    Stack stack(group);
    if (run.trace) {
        addLanes(stack, *run.trace);
    }
    stack.space(smallest_group);
    group.lanes_bottom = stack.bottom();
    if (open && run.trace) {
        stack.space(group.lanes_bottom - top + row_gap);
        addThreads(stack, *run.trace);
    }
    group.bottom = stack.bottom();
    return group;
}

} // namespace

Layout layOut(const std::vector<TimelineRun>& runs, const std::vector<bool>& open) {
    Layout layout;
    double top = 0;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        layout.groups.push_back(layOutGroup(runs[i], i, i < open.size() && open[i], top));
        top = layout.groups.back().bottom + group_gap;
    }
    layout.height = layout.groups.empty() ? 0 : layout.groups.back().bottom;
    return layout;
}

std::size_t layoutSignature(const std::vector<TimelineRun>& runs) {
    std::size_t signature = runs.size();
    const auto mix = [&](std::size_t value) { signature = signature * 1'000'003 + value; };
    for (const TimelineRun& run : runs) {
        if (!run.trace) {
            continue;
        }
        mix(run.trace->track_count());
        mix(run.trace->processes().size());
        for (std::size_t t = 0; t < run.trace->threads().size(); ++t) {
            mix(static_cast<std::size_t>(run.trace->threads()[t]->name.load()));
        }
    }
    return signature;
}

} // namespace manybrains::app
