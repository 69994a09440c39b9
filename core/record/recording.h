// The Recorder itself: one thread that gathers from the schedule's source and the probe's rings, merges, sweeps and
// samples. What it asks of the system comes in from outside, so that tests can make the system refuse.
#pragma once

#include "core/base/unique_fd.h"
#include "core/probe/mapping.h"
#include "core/record/event_merge.h"
#include "core/record/memory_sampler.h"
#include "core/record/recorder.h"
#include "core/record/schedule_source.h"
#include "core/record/sweep.h"

#include <poll.h>

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace manybrains::record {

/// The kernel's schedule: whether it can be had, and having it.
struct KernelSchedule {
    std::function<Result<void>()> try_open;
    OpenSchedule open;
};

/// The real one.
[[nodiscard]] KernelSchedule kernel_schedule();

class Recording final : public Recorder {
public:
    [[nodiscard]] static Result<std::unique_ptr<Recording>>
    create(const Options& options, std::shared_ptr<trace::Trace> trace, KernelSchedule kernel);
    ~Recording() override;

    [[nodiscard]] const Availability& availability() const noexcept override { return availability_; }
    [[nodiscard]] std::vector<std::string> environment() const override;
    Result<void> arm(Pid root) override;
    [[nodiscard]] std::optional<Crash> crash() const override;
    void finish() override;
    [[nodiscard]] Statistics statistics() const noexcept override { return statistics_; }

private:
    Recording(const Options& options, std::shared_ptr<trace::Trace> trace, KernelSchedule kernel, UniqueFd stop);

    Result<void> open_schedule(Pid root);
    Result<void> start_thread();
    [[nodiscard]] Facts facts();

    // On the recorder's own thread.
    void run();
    [[nodiscard]] bool wait_for_events();
    void play_round(Time now, Time horizon);
    void gather(Time now);
    void gather_probe(Time now);
    void sample_memory(Time now);
    void count(std::uint64_t events);
    void settle_level(Time horizon);
    void conclude();

    Options options_;
    std::shared_ptr<trace::Trace> trace_;
    KernelSchedule kernel_;
    Availability availability_;
    std::optional<probe::RingMapping> rings_;
    std::vector<EventStream*> ring_streams_; ///< by the ring's number
    EventMerge merge_;
    std::unique_ptr<ScheduleSource> schedule_;
    std::optional<Sweep> sweep_;
    MemorySampler memory_;
    std::vector<pollfd> polled_; ///< stop_ first, then what the schedule's source wakes by
    Statistics statistics_;
    mutable std::mutex crash_mutex_;
    std::optional<Crash> crash_;
    bool finished_ = false;
    UniqueFd stop_; ///< an eventfd: finish() writes it
    std::thread thread_;
};

} // namespace manybrains::record
