#include "core/experiment/crash_watch.h"

#include <chrono>
#include <mutex>

namespace manybrains::experiment {
namespace {

using namespace std::chrono_literals;

/// How often the recorder is asked. A crash ends a run that is broken anyway: nothing is gained by asking more often.
constexpr auto ask_every = 100ms;
/// A program that handles its worker's end itself (re-raises, reports) is done with that long before.
constexpr auto patience = 1500ms;

/// True when `end` was asked for meanwhile.
bool wait(std::chrono::milliseconds time, std::stop_token end) {
    std::mutex mutex;
    std::condition_variable_any never;
    std::unique_lock lock(mutex);
    never.wait_for(lock, end, time, [] { return false; });
    return end.stop_requested();
}

} // namespace

CrashWatch::CrashWatch(const record::Recorder* recorder, std::stop_token outer)
    : forward_(std::move(outer), Forward{stop_}) {
    if (recorder != nullptr) {
        thread_ = std::jthread([this, recorder](std::stop_token end) { watch(*recorder, end); });
    }
}

void CrashWatch::watch(const record::Recorder& recorder, std::stop_token end) {
    while (!recorder.crash()) {
        if (wait(ask_every, end)) {
            return;
        }
    }
    if (!wait(patience, end)) {
        stop_.request_stop();
    }
}

} // namespace manybrains::experiment
