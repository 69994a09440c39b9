// The kernel's own account of the schedule: one event per online core, bound to the recorded program and inherited by
// everything it starts. Needs neither root nor a hardware counter (recording.md, section 1).
#pragma once

#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/base/unique_fd.h"
#include "core/record/schedule_source.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace manybrains::record {

/// 128 pages a core is what an ordinary user's perf_event_mlock_kb allows.
inline constexpr std::size_t perf_data_pages = 128;

class PerfSession final : public ScheduleSource {
public:
    /// What the errors of a refused system call say in Error::what.
    static constexpr const char* opening = "perf_event_open";

    /// `data_pages` (a power of two) is what is asked for; less is taken where the allowance for locked memory is
    /// used up by the user's other programs. The error's code is the kernel's errno.
    [[nodiscard]] static Result<std::unique_ptr<ScheduleSource>> open(Pid root, EventMerge& merge,
                                                                      std::size_t data_pages = perf_data_pages);
    /// Could open() work? Tries it on the calling process for one core.
    [[nodiscard]] static Result<void> try_open();

    [[nodiscard]] std::vector<int> wake_descriptors() const override;
    [[nodiscard]] Duration pace() const noexcept override;
    void drain() override;
    [[nodiscard]] std::uint64_t lost() const noexcept override { return lost_; }
    void count_final_losses() override;

private:
    /// Owner of one core's event and its ring.
    class Ring {
    public:
        [[nodiscard]] static Result<Ring> open(Pid target, Core core, std::size_t data_pages);
        Ring(Ring&& other) noexcept;
        Ring& operator=(Ring&&) = delete;
        ~Ring();

        [[nodiscard]] int descriptor() const noexcept { return fd_.get(); }
        /// Returns how many events the kernel reports lost.
        std::uint64_t drain(EventStream& out);
        /// All that were ever lost, where the kernel counts them (Linux 6.0).
        [[nodiscard]] std::uint64_t lost_in_total() const;

    private:
        [[nodiscard]] static Result<Ring> open_event(Pid target, Core core, std::size_t data_pages);
        Ring(UniqueFd fd, bool counts_losses) : fd_(std::move(fd)), counts_losses_(counts_losses) {}
        [[nodiscard]] bool map(std::size_t data_pages);

        UniqueFd fd_;
        bool counts_losses_ = false;
        std::span<std::byte> memory_;
    };

    struct CoreRing {
        Ring ring;
        EventStream* stream;
    };

    PerfSession() = default;

    std::vector<CoreRing> rings_;
    std::uint64_t lost_ = 0;
};

} // namespace manybrains::record
