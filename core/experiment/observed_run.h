// The supervisor's observer of one recorded lesson run: arms the recorder at the gate and gathers what the program
// says of itself.
#pragma once

#include "core/experiment/experiment.h"
#include "core/record/recorder.h"
#include "core/run/report.h"
#include "core/run/supervisor.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace manybrains::experiment {

class ObservedRun : public run::Observer {
public:
    /// `recorder` may be null: a bare run.
    explicit ObservedRun(record::Recorder* recorder) : recorder_(recorder) {}

    Result<void> on_gate(Pid root) override;
    void on_start() override;
    void on_output(run::Stream stream, std::string_view bytes) override;
    void on_report(std::string_view line) override;
    void on_death(Pid pid, int signal) override;

    /// Puts everything learnt into the record, and settles its outcome: what the program reported and which of its
    /// processes crashed weigh more than its exit status.
    void settle(RunRecord& record, const run::Ending& ending) const;

private:
    void settle_outcome(RunRecord& record, const run::Ending& ending) const;

    record::Recorder* recorder_;
    Time started_;
    std::optional<run::CallReport> call_;
    std::optional<run::ReturnReport> returned_;
    std::optional<run::ErrorReport> error_;
    std::optional<run::InterpreterReport> interpreter_;
    std::optional<record::Crash> orphan_; ///< a process that the guard reaped
    std::string output_;
};

} // namespace manybrains::experiment
