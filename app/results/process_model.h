// The process table: a row for each process of the runs shown, its threads below it. Follows traces that grow:
// refresh() takes what is new and leaves alone what is settled.
#pragma once

#include "core/trace/trace.h"

#include <QAbstractItemModel>
#include <QString>

#include <cstddef>
#include <memory>
#include <vector>

namespace manybrains::app {

struct ProcessRow;
struct ThreadRow;

/// One run whose processes are listed.
struct ProcessSource {
    QString title; ///< "Threads"
    std::shared_ptr<const trace::Trace> trace;
};

/// GUI thread only; the traces may be written by another thread meanwhile.
class ProcessModel : public QAbstractItemModel {
    Q_OBJECT
public:
    enum Column { pid_column, name_column, state_column, core_column, cpu_column, memory_column, column_count };

    explicit ProcessModel(QObject* parent = nullptr);
    ~ProcessModel() override;

    /// Those listed already stay as they are where the new ones only follow them.
    void setSources(std::vector<ProcessSource> sources);
    void refresh();

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex& index) const override;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    /// How much of a trace is in the table already.
    struct Follower {
        ProcessSource source;
        std::size_t processes = 0;
        std::size_t threads = 0;
        std::size_t samples = 0;
    };

    void addProcesses(std::size_t source);
    void addThreads(std::size_t source);
    void takeMemory(std::size_t source);
    [[nodiscard]] ProcessRow* find(std::size_t source, trace::ProcessId id) const;
    [[nodiscard]] int rowOf(const ProcessRow& row) const;

    std::vector<Follower> followers_;
    std::vector<std::unique_ptr<ProcessRow>> rows_; ///< by source, then in order of appearance
};

} // namespace manybrains::app
