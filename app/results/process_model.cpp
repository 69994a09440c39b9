#include "app/results/process_model.h"

#include "app/lesson/words.h"
#include "app/results/process_rows.h"
#include "app/theme/theme.h"

#include <algorithm>
#include <utility>

namespace manybrains::app {

namespace {

QVariant processText(const ProcessRow& row, int column) {
    switch (column) {
    case ProcessModel::pid_column:
        return QString::number(row.process->pid.value);
    case ProcessModel::name_column:
        return row.name();
    case ProcessModel::state_column:
        return row.stateText();
    case ProcessModel::core_column:
        return coresText(row.cores());
    case ProcessModel::cpu_column:
        return secondsText(to_seconds(row.cpu()));
    case ProcessModel::memory_column:
        if (row.memory_peak == 0) {
            return QStringLiteral("–");
        }
        return bytesText(row.ended() || row.settled ? row.memory_peak : row.memory_now);
    default:
        return {};
    }
}

QVariant threadText(const ThreadRow& row, int column) {
    switch (column) {
    case ProcessModel::pid_column:
        return QString::number(row.thread->tid.value);
    case ProcessModel::name_column:
        return row.name;
    case ProcessModel::state_column:
        return stateText(row);
    case ProcessModel::core_column:
        return coresText(row.cores);
    case ProcessModel::cpu_column:
        return secondsText(to_seconds(row.cpu));
    default:
        return {}; // memory belongs to the process
    }
}

bool isNumber(int column) {
    return column == ProcessModel::core_column || column == ProcessModel::cpu_column ||
           column == ProcessModel::memory_column;
}

/// The process whose thread this index is; nullptr for a process itself.
ProcessRow* owner(const QModelIndex& index) {
    return static_cast<ProcessRow*>(index.internalPointer());
}

} // namespace

ProcessModel::ProcessModel(QObject* parent) : QAbstractItemModel(parent) {}

ProcessModel::~ProcessModel() = default;

void ProcessModel::setSources(std::vector<ProcessSource> sources) {
    std::erase_if(sources, [](const ProcessSource& source) { return source.trace == nullptr; });
    const auto same = [](const Follower& follower, const ProcessSource& source) {
        return follower.source.trace == source.trace;
    };
    const bool grows =
        sources.size() >= followers_.size() && std::equal(followers_.begin(), followers_.end(), sources.begin(), same);
    if (!grows) {
        beginResetModel();
        rows_.clear();
        followers_.clear();
        endResetModel();
    }
    for (std::size_t i = followers_.size(); i < sources.size(); ++i) {
        followers_.push_back({std::move(sources[i])});
    }
    refresh();
}

void ProcessModel::refresh() {
    for (std::size_t i = 0; i < followers_.size(); ++i) {
        addProcesses(i);
        addThreads(i);
        takeMemory(i);
    }
    for (const auto& row : rows_) {
        if (row->settled) {
            continue;
        }
        row->update(*followers_[row->source].source.trace);
        const int at = rowOf(*row);
        const QModelIndex process = index(at, 0);
        emit dataChanged(process, index(at, column_count - 1));
        if (const int threads = rowCount(process); threads > 0) {
            emit dataChanged(index(0, 0, process), index(threads - 1, column_count - 1, process));
        }
    }
}

void ProcessModel::addProcesses(std::size_t source) {
    Follower& follower = followers_[source];
    const auto& processes = follower.source.trace->processes();
    const std::size_t size = processes.size();
    for (; follower.processes < size; ++follower.processes) {
        auto row = std::make_unique<ProcessRow>();
        row->source = source;
        row->id = static_cast<trace::ProcessId>(follower.processes);
        row->process = processes[follower.processes].get();
        row->title = follower.source.title;
        const auto behind =
            std::find_if(rows_.begin(), rows_.end(), [&](const auto& other) { return other->source > source; });
        const auto at = static_cast<int>(behind - rows_.begin());
        beginInsertRows({}, at, at);
        rows_.insert(behind, std::move(row));
        endInsertRows();
    }
}

void ProcessModel::addThreads(std::size_t source) {
    Follower& follower = followers_[source];
    const auto& threads = follower.source.trace->threads();
    const std::size_t size = threads.size();
    for (; follower.threads < size; ++follower.threads) {
        const trace::Thread& thread = *threads[follower.threads];
        ProcessRow* row = find(source, thread.process);
        if (row == nullptr) {
            return; // its process was published after this refresh took the processes: next time
        }
        auto added = std::make_unique<ThreadRow>();
        added->thread = &thread;
        const auto at = static_cast<int>(row->threads.size());
        beginInsertRows(index(rowOf(*row), 0), at, at);
        row->threads.push_back(std::move(added));
        endInsertRows();
    }
}

void ProcessModel::takeMemory(std::size_t source) {
    Follower& follower = followers_[source];
    const auto& samples = follower.source.trace->memory();
    const std::size_t size = samples.size();
    for (; follower.samples < size; ++follower.samples) {
        const trace::MemorySample& sample = samples[follower.samples];
        if (ProcessRow* row = find(source, sample.process)) {
            row->memory_now = sample.pss;
            row->memory_peak = std::max(row->memory_peak, sample.pss);
        }
    }
}

ProcessRow* ProcessModel::find(std::size_t source, trace::ProcessId id) const {
    const auto found = std::find_if(rows_.begin(), rows_.end(),
                                    [&](const auto& row) { return row->source == source && row->id == id; });
    return found == rows_.end() ? nullptr : found->get();
}

int ProcessModel::rowOf(const ProcessRow& row) const {
    const auto found = std::find_if(rows_.begin(), rows_.end(), [&](const auto& other) { return other.get() == &row; });
    return static_cast<int>(found - rows_.begin());
}

QModelIndex ProcessModel::index(int row, int column, const QModelIndex& parent) const {
    if (!hasIndex(row, column, parent)) {
        return {};
    }
    return createIndex(row, column, parent.isValid() ? rows_[static_cast<std::size_t>(parent.row())].get() : nullptr);
}

QModelIndex ProcessModel::parent(const QModelIndex& index) const {
    const ProcessRow* process = index.isValid() ? owner(index) : nullptr;
    return process == nullptr ? QModelIndex() : createIndex(rowOf(*process), 0, nullptr);
}

int ProcessModel::rowCount(const QModelIndex& parent) const {
    if (!parent.isValid()) {
        return static_cast<int>(rows_.size());
    }
    if (owner(parent) != nullptr || parent.column() != 0) {
        return 0;
    }
    return static_cast<int>(rows_[static_cast<std::size_t>(parent.row())]->threads.size());
}

int ProcessModel::columnCount(const QModelIndex&) const {
    return column_count;
}

QVariant ProcessModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant((isNumber(index.column()) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    const auto row = static_cast<std::size_t>(index.row());
    const ProcessRow* process = owner(index);
    if (role == Qt::ForegroundRole) {
        return process == nullptr ? QVariant() : Theme::instance().colours().textMuted;
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    return process == nullptr ? processText(*rows_[row], index.column())
                              : threadText(*process->threads[row], index.column());
}

QVariant ProcessModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant((isNumber(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    const bool tip = role == Qt::ToolTipRole;
    if (role != Qt::DisplayRole && !tip) {
        return {};
    }
    switch (section) {
    case pid_column:
        return tip ? tr("The kernel's number of the process; below it, of its threads") : tr("PID");
    case name_column:
        return tip ? tr("The form, and the program's name") : tr("Name");
    case state_column:
        return tip ? tr("What it is doing now, or how it ended") : tr("State");
    case core_column:
        return tip ? tr("The cores it ran on") : tr("Cores");
    case cpu_column:
        return tip ? tr("Time on a core") : tr("CPU time");
    case memory_column:
        return tip ? tr("Its share of memory (PSS): now, and at its peak once it has ended") : tr("Memory");
    default:
        return {};
    }
}

} // namespace manybrains::app
