#include "core/record/proc_sampler.h"

#include "core/record/proc_files.h"
#include "core/record/thread_clock.h"

#include <fmt/format.h>

#include <fcntl.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <iterator>
#include <string_view>
#include <utility>

namespace manybrains::record {

namespace {

using namespace std::chrono_literals;

constexpr Duration fastest_pace = 1ms;
constexpr Duration slowest_pace = 20ms;
constexpr int share = 50; ///< one part in so many of the time
constexpr Duration discovery_spacing = 10ms;

UniqueFd open_file(Pid pid, Tid tid, const char* name) {
    const std::string path = fmt::format("/proc/{}/task/{}/{}", pid.value, tid.value, name);
    return UniqueFd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
}

Renamed renamed(std::string_view name) {
    Renamed result;
    name.copy(result.name.data(), result.name.size() - 1);
    return result;
}

} // namespace

std::unique_ptr<ScheduleSource> ProcSampler::open(Pid root, EventMerge& merge) {
    return std::unique_ptr<ScheduleSource>(new ProcSampler(root, merge.add_stream()));
}

ProcSampler::ProcSampler(Pid root, EventStream& stream) : stream_(stream), pace_(fastest_pace) {
    parents_[root] = Pid{};
}

void ProcSampler::drain() {
    const Duration cpu = thread_cpu_time();
    pace_ = std::clamp<Duration>(share * (cpu - cpu_before_), fastest_pace, slowest_pace);
    cpu_before_ = cpu;
    const Time now = std::chrono::steady_clock::now();
    if (now >= next_discovery_) {
        discover(now);
        next_discovery_ = now + discovery_spacing;
    }
    sample_all(now);
}

void ProcSampler::discover(Time time) {
    std::vector<Pid> to_visit;
    std::ranges::transform(parents_, std::back_inserter(to_visit), [](const auto& entry) { return entry.first; });
    while (!to_visit.empty()) {
        const Pid pid = to_visit.back();
        to_visit.pop_back();
        const std::vector<Tid> tids = read_threads(pid);
        for (const Tid tid : tids) {
            add_thread(pid, tid, time);
            for (const Pid child : read_children(pid, tid)) {
                if (parents_.try_emplace(child, pid).second) {
                    to_visit.push_back(child);
                }
            }
        }
        if (tids.empty()) {
            parents_.erase(pid);
        }
    }
}

void ProcSampler::add_thread(Pid pid, Tid tid, Time time) {
    if (threads_.contains(tid)) {
        return;
    }
    Thread thread{pid, open_file(pid, tid, "stat"), open_file(pid, tid, "schedstat")};
    if (thread.stat && thread.schedstat) {
        threads_.emplace(tid, std::move(thread));
        stream_.push({time, pid, tid, Core{}, Forked{parents_[pid], Tid{}}});
    }
}

void ProcSampler::sample_all(Time time) {
    for (auto entry = threads_.begin(); entry != threads_.end();) {
        auto& [tid, thread] = *entry;
        const Life life = sample(tid, thread, time);
        if (life != Life::alive && !std::exchange(thread.zombie, true)) {
            stream_.push({time, thread.pid, tid, Core{}, Exited{}});
        }
        entry = life == Life::gone ? threads_.erase(entry) : std::next(entry);
    }
    stream_.push({time, Pid{}, Tid{}, Core{}, SamplesComplete{}});
}

ProcSampler::Life ProcSampler::sample(Tid tid, Thread& thread, Time time) {
    std::array<char, 1024> buffer;
    const auto stat = parse_thread_stat(read_proc(thread.stat.get(), buffer));
    if (!stat) {
        return Life::gone;
    }
    if (stat->name != thread.name) {
        thread.name = stat->name;
        stream_.push({time, thread.pid, tid, stat->core, renamed(thread.name)});
    }
    constexpr std::string_view over = "ZXx";
    const auto executed = parse_schedstat(read_proc(thread.schedstat.get(), buffer));
    if (!executed || over.find(stat->state) != std::string_view::npos) {
        return Life::zombie;
    }
    stream_.push({time, thread.pid, tid, stat->core, Sampled{stat->state == 'R', *executed}});
    return Life::alive;
}

} // namespace manybrains::record
