// Where the kernel refuses its own account of the schedule: looks, up to a thousand times a second, which threads are
// runnable and on which core, and finds new processes and threads.
#pragma once

#include "core/base/ids.h"
#include "core/base/unique_fd.h"
#include "core/record/schedule_source.h"

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace manybrains::record {

class ProcSampler final : public ScheduleSource {
public:
    [[nodiscard]] static std::unique_ptr<ScheduleSource> open(Pid root, EventMerge& merge);

    [[nodiscard]] std::vector<int> wake_descriptors() const override { return {}; }
    /// Grows with what a round costs, so that sampling stays below two per cent of a core.
    [[nodiscard]] Duration pace() const noexcept override { return pace_; }
    void drain() override;
    [[nodiscard]] std::uint64_t lost() const noexcept override { return 0; }
    void count_final_losses() override {}

private:
    struct Thread {
        Pid pid;
        UniqueFd stat;
        UniqueFd schedstat;
        std::string name{};
        bool zombie = false; ///< its end was told; it is kept until nobody can see it any more
    };
    enum class Life { alive, zombie, gone };

    ProcSampler(Pid root, EventStream& stream);

    void discover(Time time);
    void add_thread(Pid pid, Tid tid, Time time);
    void sample_all(Time time);
    [[nodiscard]] Life sample(Tid tid, Thread& thread, Time time);

    EventStream& stream_;
    std::unordered_map<Pid, Pid> parents_; ///< of every living process
    std::unordered_map<Tid, Thread> threads_;
    Time next_discovery_{};
    Duration cpu_before_{}; ///< of the recorder's thread, when the last round began
    Duration pace_;
};

} // namespace manybrains::record
