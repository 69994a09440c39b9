#include "core/record/perf_session.h"

#include "core/record/online_cores.h"
#include "core/record/perf_parse.h"

#include <linux/perf_event.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <ctime>
#include <utility>

namespace manybrains::record {

namespace {

using namespace std::chrono_literals;

std::size_t page_size() {
    static const auto size = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
    return size;
}

perf_event_attr schedule_attributes() {
    perf_event_attr attributes{};
    attributes.size = sizeof attributes;
    attributes.type = PERF_TYPE_SOFTWARE;
    attributes.config = PERF_COUNT_SW_DUMMY;
    attributes.sample_type = PERF_SAMPLE_TID | PERF_SAMPLE_TIME | PERF_SAMPLE_CPU;
    attributes.sample_id_all = 1;
    attributes.inherit = 1;
    attributes.context_switch = 1;
    attributes.task = 1;
    attributes.comm = 1;
    attributes.comm_exec = 1;
    attributes.exclude_kernel = 1;
    attributes.use_clockid = 1;
    attributes.clockid = CLOCK_MONOTONIC;
    attributes.watermark = 1;
    return attributes;
}

UniqueFd perf_event_open(const perf_event_attr& attributes, Pid target, Core core) {
    return UniqueFd(static_cast<int>(
        ::syscall(SYS_perf_event_open, &attributes, target.value, core.value, -1, PERF_FLAG_FD_CLOEXEC)));
}

/// The ring's control page, whose two positions are shared with the kernel.
struct ControlPage {
    perf_event_mmap_page& page;

    [[nodiscard]] std::uint64_t head() const { return std::atomic_ref(page.data_head).load(std::memory_order_acquire); }
    [[nodiscard]] std::uint64_t tail() const { return std::atomic_ref(page.data_tail).load(std::memory_order_relaxed); }
    void set_tail(std::uint64_t tail) { std::atomic_ref(page.data_tail).store(tail, std::memory_order_release); }
};

} // namespace

Result<PerfSession::Ring> PerfSession::Ring::open(Pid target, Core core, std::size_t data_pages) {
    while (true) {
        Result<Ring> ring = open_event(target, core, data_pages);
        if (!ring || ring->map(data_pages)) {
            return ring;
        }
        const bool too_much_memory = errno == EPERM || errno == ENOMEM;
        if (!too_much_memory || data_pages == 1) {
            return system_error("mapping a perf ring", "ulimit -l unlimited");
        }
        data_pages /= 2;
    }
}

Result<PerfSession::Ring> PerfSession::Ring::open_event(Pid target, Core core, std::size_t data_pages) {
    perf_event_attr attributes = schedule_attributes();
    attributes.wakeup_watermark = static_cast<std::uint32_t>(data_pages * page_size() / 2);
    attributes.read_format = PERF_FORMAT_LOST;
    UniqueFd fd = perf_event_open(attributes, target, core);
    const bool counts_losses = static_cast<bool>(fd);
    if (!fd && errno == EINVAL) { // before Linux 6.0
        attributes.read_format = 0;
        fd = perf_event_open(attributes, target, core);
    }
    if (!fd) {
        const bool too_many_files = errno == EMFILE || errno == ENFILE;
        return system_error(opening, too_many_files ? "ulimit -n 4096" : "");
    }
    return Ring(std::move(fd), counts_losses);
}

bool PerfSession::Ring::map(std::size_t data_pages) {
    const std::size_t size = (1 + data_pages) * page_size();
    void* memory = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd_.get(), 0);
    if (memory == MAP_FAILED) {
        return false;
    }
    memory_ = {static_cast<std::byte*>(memory), size};
    return true;
}

PerfSession::Ring::Ring(Ring&& other) noexcept
    : fd_(std::move(other.fd_)), counts_losses_(other.counts_losses_), memory_(std::exchange(other.memory_, {})) {}

PerfSession::Ring::~Ring() {
    if (!memory_.empty()) {
        ::munmap(memory_.data(), memory_.size());
    }
}

std::uint64_t PerfSession::Ring::drain(EventStream& out) {
    ControlPage control{*reinterpret_cast<perf_event_mmap_page*>(memory_.data())};
    const PerfRingView view{memory_.subspan(page_size()), control.tail(), control.head()};
    const std::uint64_t lost = parse_perf_records(view, out);
    control.set_tail(view.head);
    return lost;
}

std::uint64_t PerfSession::Ring::lost_in_total() const {
    std::array<std::uint64_t, 2> value_and_lost{};
    if (!counts_losses_ || ::read(fd_.get(), value_and_lost.data(), sizeof value_and_lost) != sizeof value_and_lost) {
        return 0;
    }
    return value_and_lost[1];
}

Result<std::unique_ptr<ScheduleSource>> PerfSession::open(Pid root, EventMerge& merge, std::size_t data_pages) {
    std::unique_ptr<PerfSession> session(new PerfSession);
    for (const Core core : online_cores()) {
        Result<Ring> ring = Ring::open(root, core, data_pages);
        if (!ring) {
            if (ring.error().code == ENODEV) { // the core went offline meanwhile
                continue;
            }
            return ring.error();
        }
        session->rings_.push_back({std::move(*ring), &merge.add_stream()});
    }
    return session;
}

Result<void> PerfSession::try_open() {
    constexpr std::size_t one_page = 1;
    const Result<Ring> ring = Ring::open(Pid{0}, online_cores().front(), one_page);
    if (!ring) {
        return ring.error();
    }
    return {};
}

std::vector<int> PerfSession::wake_descriptors() const {
    std::vector<int> descriptors;
    std::ranges::transform(rings_, std::back_inserter(descriptors),
                           [](const CoreRing& entry) { return entry.ring.descriptor(); });
    return descriptors;
}

Duration PerfSession::pace() const noexcept {
    return 10ms;
}

void PerfSession::drain() {
    for (CoreRing& entry : rings_) {
        lost_ += entry.ring.drain(*entry.stream);
    }
}

void PerfSession::count_final_losses() {
    std::uint64_t total = 0;
    for (const CoreRing& entry : rings_) {
        total += entry.ring.lost_in_total();
    }
    lost_ = std::max(lost_, total);
}

} // namespace manybrains::record
