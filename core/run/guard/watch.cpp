#include "core/run/guard/watch.h"

#include "core/run/guard/program.h"

#include <algorithm>
#include <ctime>
#include <limits>
#include <utility>

namespace manybrains::run::guard {
namespace {

using Clock = Watch::Clock;

constexpr auto tick = std::chrono::milliseconds(50);
constexpr auto tick_while_growing = std::chrono::milliseconds(5);
constexpr int growing = 16; ///< new threads since the last look
constexpr auto regular_interval = std::chrono::milliseconds(100);
/// The guard's share of one core is at most 1/200 while nothing happens, and 1/20 while the tree grows.
constexpr int regular_spacing = 200;
constexpr int hurried_spacing = 20;

std::chrono::nanoseconds own_cpu_time() {
    timespec time{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

std::uint64_t sum_of(const std::vector<Process>& tree, auto&& bytes) {
    std::uint64_t sum = 0;
    for (const Process& process : tree) {
        sum += bytes(process);
    }
    return sum;
}

bool past_process_cap(const std::vector<Process>& tree, const Settings& settings) {
    const auto alive = std::ranges::count_if(tree, [](const Process& process) { return !process.dead(); });
    int tasks = 0;
    for (const Process& process : tree) {
        tasks += std::max(process.threads, 1);
    }
    return alive > settings.processes || tasks > task_limit(settings);
}

} // namespace

Watch::Watch(const Settings& settings, ListTree list, SharedMemory& shared_memory)
    : settings_(settings), list_(std::move(list)), shared_memory_(shared_memory) {}

std::optional<Cause> Watch::check() {
    const auto now = Clock::now();
    const int grown = growth();
    next_ = now + (grown >= growing ? tick_while_growing : tick);
    const bool urgent = grown > headroom_ && now >= earliest_look_;
    return urgent || now >= next_regular_look_ ? look(now) : std::nullopt;
}

int Watch::growth() {
    const auto threads = machine_threads();
    return threads ? *threads - threads_then_ : std::numeric_limits<int>::max();
}

std::optional<Cause> Watch::look(Clock::time_point now) {
    const auto cpu_before = own_cpu_time();
    threads_then_ = machine_threads().value_or(0);
    const auto tree = list_();
    headroom_ = settings_.processes - static_cast<int>(tree.size());
    std::optional<Cause> cause;
    if (past_process_cap(tree, settings_)) {
        cause = Cause::processes;
    } else if (past_memory_cap(tree)) {
        cause = Cause::memory;
    } else {
        shared_memory_.attribute(tree);
    }
    const auto cost = own_cpu_time() - cpu_before;
    earliest_look_ = now + hurried_spacing * cost;
    next_regular_look_ = now + std::max<std::chrono::nanoseconds>(regular_interval, regular_spacing * cost);
    return cause;
}

/// RSS counts a shared page once a process, PSS once in all: where the cheap RSS is below the cap, so is PSS.
bool Watch::past_memory_cap(const std::vector<Process>& tree) const {
    return sum_of(tree, [](const Process& process) { return process.rss_bytes; }) > settings_.memory_bytes &&
           sum_of(tree, pss_bytes) > settings_.memory_bytes;
}

} // namespace manybrains::run::guard
