// Carries an experiment out on a thread of its own and hands what happens to the GUI thread by queued calls. Each
// experiment has a number; what arrives from one that was discarded is dropped.
#pragma once

#include "app/results/result_board.h"
#include "core/base/result.h"
#include "core/experiment/experiment.h"
#include "core/lesson/loader.h"

#include <QObject>

#include <cstdint>
#include <memory>
#include <optional>
#include <thread>

namespace manybrains::app {

class RunRelay;

/// GUI thread only.
class RunController : public QObject {
    Q_OBJECT
public:
    explicit RunController(QObject* parent = nullptr);
    /// Cancels and waits until nothing of the run's process tree is alive.
    ~RunController() override;

    /// The request's lesson belongs to `course`, which is kept for as long as the run needs it. Only when not busy().
    void start(experiment::Request request, const experiment::Installation& installation,
               std::shared_ptr<const lesson::Course> course);
    /// Ends the tree at once; the runs that ended so far stay.
    void cancel();
    /// Cancels, and nothing more is heard of it but idle().
    void discard();
    /// An experiment is going on, or its last process is just being ended.
    [[nodiscard]] bool busy() const noexcept { return thread_.joinable(); }

signals:
    void began(const manybrains::app::BegunRun& run);
    void ended(const std::shared_ptr<const manybrains::experiment::RunRecord>& record);
    void finished(bool cancelled);
    void failed(const manybrains::Error& error);
    /// Ready for the next start().
    void idle();

private:
    void onDone(std::uint64_t generation, const std::optional<Error>& error);

    std::uint64_t generation_ = 0;
    bool cancelled_ = false;
    std::shared_ptr<const lesson::Course> course_;
    std::unique_ptr<RunRelay> relay_;
    std::jthread thread_; ///< last: it uses everything above
};

} // namespace manybrains::app
