#include "core/experiment/observed_run.h"

#include <fmt/format.h>

#include <cstring>
#include <type_traits>
#include <utility>
#include <variant>

namespace manybrains::experiment {
namespace {

Time now() {
    return std::chrono::steady_clock::now();
}

std::string crash_words(Pid pid, int signal) {
    const char* name = ::strsignal(signal);
    return fmt::format("pid {} was ended by signal {} ({})", pid.value, signal, name != nullptr ? name : "unknown");
}

/// The tree was stopped from outside: whatever its processes died of after that says nothing about the lesson.
bool stopped_from_outside(run::Outcome outcome) {
    return outcome == run::Outcome::cancelled || outcome == run::Outcome::timed_out ||
           outcome == run::Outcome::contained;
}

} // namespace

Result<void> ObservedRun::on_gate(Pid root) {
    return recorder_ != nullptr ? recorder_->arm(root) : Result<void>{};
}

void ObservedRun::on_start() {
    started_ = now();
}

void ObservedRun::on_output(run::Stream, std::string_view bytes) {
    output_ += bytes;
}

void ObservedRun::on_report(std::string_view line) {
    auto report = run::parse_report(line);
    if (!report) {
        return; // the lesson wrote to the pipe by itself: not a word of ours, and nothing depends on it
    }
    std::visit(
        [this](auto&& said) {
            using Said = std::decay_t<decltype(said)>;
            if constexpr (std::is_same_v<Said, run::CallReport>) {
                call_ = said;
            } else if constexpr (std::is_same_v<Said, run::ReturnReport>) {
                returned_ = std::move(said);
            } else if constexpr (std::is_same_v<Said, run::ErrorReport>) {
                error_ = std::move(said);
            } else {
                interpreter_ = std::move(said);
            }
        },
        std::move(*report));
}

void ObservedRun::on_death(Pid pid, int signal) {
    if (!orphan_) {
        orphan_ = record::Crash{pid, signal, now()};
    }
}

void ObservedRun::settle(RunRecord& record, const run::Ending& ending) const {
    record.started = started_;
    record.output = output_;
    if (interpreter_) {
        record.engine.version = interpreter_->version;
        record.engine.implementation = interpreter_->implementation;
        record.engine.gil = interpreter_->gil;
    }
    if (call_) {
        record.startup_s = to_seconds(call_->time - started_);
    }
    if (call_ && returned_) {
        record.window = analyze::Window{call_->time, returned_->time};
        record.wall_s = to_seconds(returned_->time - call_->time);
        record.results = returned_->results;
    }
    settle_outcome(record, ending);
}

void ObservedRun::settle_outcome(RunRecord& record, const run::Ending& ending) const {
    record.ending = ending;
    if (stopped_from_outside(ending.outcome)) {
        return;
    }
    std::optional<record::Crash> crash = recorder_ != nullptr ? recorder_->crash() : std::nullopt;
    if (!crash) {
        crash = orphan_;
    }
    if (crash) {
        record.ending.outcome = run::Outcome::crashed;
        record.ending.culprit = crash->pid;
        record.ending.signal = crash->signal;
        record.ending.error = crash_words(crash->pid, crash->signal);
    } else if (error_ && ending.outcome != run::Outcome::crashed) {
        record.ending.outcome = run::Outcome::failed;
        record.ending.error = error_->kind.empty() ? error_->message : error_->kind + ": " + error_->message;
        record.output += error_->detail;
    } else if (ending.outcome == run::Outcome::completed && !returned_) {
        record.ending.outcome = run::Outcome::failed;
        record.ending.error = "the program ended without handing back its results";
    }
}

} // namespace manybrains::experiment
