// Ends a run whose worker has crashed: the rest of the tree may wait for that worker for ever (multiprocessing.Pool
// does), so it gets a short while to notice by itself and is stopped then.
#pragma once

#include "core/record/recorder.h"

#include <condition_variable>
#include <stop_token>
#include <thread>

namespace manybrains::experiment {

class CrashWatch {
public:
    /// `recorder` may be null: nothing is watched then, and token() follows `outer` alone.
    CrashWatch(const record::Recorder* recorder, std::stop_token outer);

    /// Stops when `outer` does, or when the tree has had its while after a crash.
    [[nodiscard]] std::stop_token token() const { return stop_.get_token(); }

private:
    void watch(const record::Recorder& recorder, std::stop_token end);

    std::stop_source stop_;
    struct Forward {
        std::stop_source target;
        void operator()() { target.request_stop(); }
    };
    std::stop_callback<Forward> forward_;
    std::jthread thread_; ///< last: it uses everything above
};

} // namespace manybrains::experiment
