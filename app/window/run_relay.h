// The other end of RunController: told by the experiment on its thread, it emits signals that queue to the GUI thread.
#pragma once

#include "app/results/result_board.h"
#include "core/experiment/experiment.h"

#include <QObject>

#include <cstdint>
#include <memory>
#include <optional>

namespace manybrains::app {

class RunRelay : public QObject, public experiment::Listener {
    Q_OBJECT
public:
    explicit RunRelay(std::uint64_t generation) : generation_(generation) {}

    void on_begin(const run::Plan& plan, const run::EngineInfo& engine, std::size_t index, std::size_t count,
                  std::shared_ptr<const trace::Trace> live) override {
        emit began(generation_, BegunRun{plan, engine, index, count, std::move(live)});
    }
    void on_end(const experiment::RunRecord& record, std::size_t, std::size_t) override {
        emit ended(generation_, std::make_shared<const experiment::RunRecord>(record));
    }
    void say_done(std::optional<Error> error) { emit done(generation_, error); }

signals:
    void began(std::uint64_t generation, const manybrains::app::BegunRun& run);
    void ended(std::uint64_t generation, const std::shared_ptr<const manybrains::experiment::RunRecord>& record);
    void done(std::uint64_t generation, const std::optional<manybrains::Error>& error);

private:
    const std::uint64_t generation_;
};

} // namespace manybrains::app
