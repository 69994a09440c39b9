#include "core/run/guard/watch.h"

#include "core/run/guard/freeze.h"
#include "core/run/guard/program.h"

#include <algorithm>
#include <csignal>
#include <ctime>
#include <functional>
#include <utility>

namespace manybrains::run::guard {
namespace {

using Clock = Watch::Clock;

constexpr auto tick = std::chrono::milliseconds(20);
constexpr auto tick_while_growing = std::chrono::milliseconds(5);
constexpr int growing = 16; ///< new threads since the last look
constexpr auto regular_interval = std::chrono::milliseconds(100);
/// Looking takes at most 1/400 of a core; where PSS has to be measured, which is dear, 1/20: such a tree is near its
/// cap.
constexpr int usual_spacing = 400;
constexpr int spacing_near_memory_cap = 20;

std::chrono::nanoseconds own_cpu_time() {
    timespec time{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

std::uint64_t sum_of(const std::vector<Process>& tree, auto bytes) {
    std::uint64_t sum = 0;
    for (const Process& process : tree) {
        sum += std::invoke(bytes, process);
    }
    return sum;
}

/// Counts the tree while it is read, and from the moment in which it is past its cap stops what it counted and what is
/// still found: under a tree that forks without end a second reading might come too late.
class Census {
public:
    Census(const Settings& settings, Pid root) : settings_(settings), root_(root) {}

    void count(const Process& process, UniqueFd handle) {
        alive_ += process.dead() ? 0 : 1;
        tasks_ += std::max(process.threads, 1);
        counted_.emplace_back(process, std::move(handle));
        if (past_cap()) {
            if (!std::exchange(stopping_, true)) {
                ::kill(-root_.value, SIGSTOP);
            }
            for (const auto& [counted, its_handle] : counted_) {
                stop(counted, its_handle);
            }
            counted_.clear();
        }
    }
    [[nodiscard]] bool past_cap() const { return alive_ > settings_.processes || tasks_ > task_limit(settings_); }
    [[nodiscard]] int headroom() const { return settings_.processes - alive_; }

private:
    const Settings& settings_;
    Pid root_;
    bool stopping_ = false;
    int alive_ = 0;
    int tasks_ = 0;
    std::vector<std::pair<Process, UniqueFd>> counted_;
};

} // namespace

Watch::Watch(const Settings& settings, TreeReader& reader, SharedMemory& shared_memory)
    : settings_(settings), reader_(reader), shared_memory_(shared_memory) {}

std::optional<Cause> Watch::check() {
    const auto now = Clock::now();
    const int grown = growth();
    next_ = now + (grown >= growing ? tick_while_growing : tick);
    return grown > headroom_ || now >= next_regular_look_ ? look(now) : std::nullopt;
}

int Watch::growth() {
    const auto threads = threads_.count();
    return threads ? *threads - threads_then_ : 0;
}

std::optional<Cause> Watch::look(Clock::time_point now) {
    const auto cpu_before = own_cpu_time();
    threads_then_ = threads_.count().value_or(0);
    Census census(settings_, root_);
    const auto tree = reader_.read(TreeReader::Scope::everyone, [&](const Process& process, UniqueFd handle) {
        census.count(process, std::move(handle));
    });
    headroom_ = census.headroom();
    if (census.past_cap()) {
        return Cause::processes;
    }
    // RSS counts a shared page once a process, PSS once in all: where the cheap RSS is below the cap, so is PSS.
    const bool near_memory_cap = sum_of(tree, &Process::rss_bytes) > settings_.memory_bytes;
    if (near_memory_cap && sum_of(tree, pss_bytes) > settings_.memory_bytes) {
        return Cause::memory;
    }
    shared_memory_.attribute(tree);
    const auto cost = own_cpu_time() - cpu_before;
    const int spacing = near_memory_cap ? spacing_near_memory_cap : usual_spacing;
    next_regular_look_ = now + std::max<std::chrono::nanoseconds>(regular_interval, spacing * cost);
    return std::nullopt;
}

} // namespace manybrains::run::guard
