#include "core/experiment/experiment.h"

#include "core/experiment/crash_watch.h"
#include "core/experiment/observed_run.h"
#include "core/experiment/service.h"
#include "core/io/topology.h"

#include <algorithm>
#include <utility>

namespace manybrains::experiment {
namespace {

/// What stands in the record before anything has happened.
RunRecord begin_record(const PlannedRun& planned) {
    RunRecord record;
    record.engine = planned.engine->info();
    record.plan = planned.plan;
    const lesson::Lesson& lesson = *planned.plan.lesson;
    record.ideal =
        lesson.ideal_speedup(planned.plan.workers, lesson.tasks(planned.plan.parameters), io::topology().usable);
    return record;
}

run::Outcome expected_outcome(const run::Plan& plan) {
    const lesson::Variant* variant = plan.lesson->variant(plan.variant);
    return variant == nullptr ? run::Outcome::completed
                              : run::outcome_from_code(variant->outcome).value_or(run::Outcome::completed);
}

/// One plan from its server to its figures.
class SingleRun {
public:
    SingleRun(const Request& request, const Installation& installation, PlannedRun planned)
        : request_(request), installation_(installation), planned_(std::move(planned)),
          record_(begin_record(planned_)) {}

    Result<void> prepare(std::stop_token stop) {
        if (planned_.plan.lesson->service) {
            auto service = ServiceProcess::start(planned_.plan, installation_, stop);
            if (!service) {
                return service.error();
            }
            service_ = std::move(*service);
            planned_.plan.service_url = service_->url();
        }
        if (!request_.record) {
            return {};
        }
        trace_ = std::make_shared<trace::Trace>();
        auto recorder = record::Recorder::create({request_.level_at_most, installation_.probe}, trace_);
        if (!recorder) {
            return recorder.error();
        }
        recorder_ = std::move(*recorder);
        return {};
    }

    [[nodiscard]] std::shared_ptr<const trace::Trace> live() const { return trace_; }

    Result<RunRecord> carry_out(std::stop_token stop) {
        auto command = planned_.engine->command(planned_.plan);
        if (!command) {
            return command.error();
        }
        record_.command_line = command->argv;
        if (recorder_) {
            const auto recording = recorder_->environment();
            command->environment.insert(command->environment.end(), recording.begin(), recording.end());
        }
        ObservedRun observed(recorder_.get());
        auto ending = supervise(*command, observed, stop);
        if (!ending) {
            return ending.error();
        }
        observed.settle(record_, *ending);
        finish();
        return std::move(record_);
    }

private:
    /// Asking for many workers is not a fork bomb: their number plus what an engine needs beside them is allowed.
    [[nodiscard]] run::Caps caps() const {
        constexpr int beside_workers = 16;
        run::Caps caps = request_.caps;
        caps.processes = std::max(caps.processes, planned_.plan.workers + beside_workers);
        return caps;
    }

    Result<run::Ending> supervise(const run::Command& command, ObservedRun& observed, std::stop_token stop) {
        CrashWatch watch(recorder_.get(), stop);
        auto ending = run::supervise(command, caps(), installation_.guard, observed, watch.token());
        if (recorder_) {
            recorder_->finish();
        }
        // A tree that the watch stopped was not cancelled by anybody: it crashed, and settle() will say so.
        if (ending && ending->outcome == run::Outcome::cancelled && !stop.stop_requested()) {
            ending->outcome = run::Outcome::crashed;
        }
        return ending;
    }

    void finish() {
        record_.expected = record_.ending.outcome == expected_outcome(record_.plan);
        if (!recorder_) {
            return;
        }
        record_.trace = trace_;
        record_.level = trace_->level();
        record_.level_reason = recorder_->availability().why;
        record_.recorder = recorder_->statistics();
        if (record_.window) {
            record_.figures = analyze::figures(*trace_, *record_.window);
        }
    }

    const Request& request_;
    const Installation& installation_;
    PlannedRun planned_;
    RunRecord record_;
    std::unique_ptr<ServiceProcess> service_;
    std::shared_ptr<trace::Trace> trace_;
    std::unique_ptr<record::Recorder> recorder_;
};

} // namespace

Result<std::vector<RunRecord>> carry_out(const Request& request, const Installation& installation, Listener& listener,
                                         std::stop_token stop) {
    auto plans = expand(request);
    if (!plans) {
        return plans.error();
    }
    std::vector<RunRecord> records;
    for (std::size_t i = 0; i < plans->size() && !stop.stop_requested(); ++i) {
        SingleRun single(request, installation, (*plans)[i]);
        if (auto ready = single.prepare(stop); !ready) {
            return ready.error();
        }
        listener.on_begin((*plans)[i].plan, (*plans)[i].engine->info(), i, plans->size(), single.live());
        auto record = single.carry_out(stop);
        if (!record) {
            return record.error();
        }
        records.push_back(std::move(*record));
        compare(records);
        listener.on_end(records.back(), i, plans->size());
    }
    return records;
}

} // namespace manybrains::experiment
