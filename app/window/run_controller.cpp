#include "app/window/run_controller.h"

#include "app/window/run_relay.h"

#include <cassert>
#include <utility>

namespace manybrains::app {

RunController::RunController(QObject* parent) : QObject(parent) {}

RunController::~RunController() = default;

void RunController::start(experiment::Request request, const experiment::Installation& installation,
                          std::shared_ptr<const lesson::Course> course) {
    assert(!busy());
    course_ = std::move(course);
    cancelled_ = false;
    relay_ = std::make_unique<RunRelay>(++generation_);
    connect(
        relay_.get(), &RunRelay::began, this,
        [this](std::uint64_t generation, const BegunRun& run) {
            if (generation == generation_) {
                emit began(run);
            }
        },
        Qt::QueuedConnection);
    connect(
        relay_.get(), &RunRelay::ended, this,
        [this](std::uint64_t generation, const std::shared_ptr<const experiment::RunRecord>& record) {
            if (generation == generation_) {
                emit ended(record);
            }
        },
        Qt::QueuedConnection);
    connect(relay_.get(), &RunRelay::done, this, &RunController::onDone, Qt::QueuedConnection);

    thread_ = std::jthread([relay = relay_.get(), request = std::move(request), installation](std::stop_token stop) {
        const auto records = experiment::carry_out(request, installation, *relay, stop);
        relay->say_done(records ? std::nullopt : std::optional(records.error()));
    });
}

void RunController::cancel() {
    cancelled_ = true;
    thread_.request_stop();
}

void RunController::discard() {
    if (busy()) {
        cancel();
        ++generation_;
    }
}

void RunController::onDone(std::uint64_t generation, const std::optional<Error>& error) {
    thread_.join(); // it has said its last word: this does not wait
    if (generation == generation_) {
        if (error && !cancelled_) {
            emit failed(*error);
        } else {
            emit finished(cancelled_);
        }
    }
    emit idle();
}

} // namespace manybrains::app
