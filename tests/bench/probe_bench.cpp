// What the probe costs the recorded program: one record (aim: at most 40 ns), and the calls that it stands in front of
// beside the same calls without it. The library is loaded as it is; rings are read between the measurements.
#include "core/probe/api.h"
#include "core/probe/mapping.h"

#include <benchmark/benchmark.h>

#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <time.h>

#include <cstdlib>

namespace {

using namespace manybrains::probe;

/// The preloaded library, recording this program's own calls through it.
class Probe {
public:
    static Probe& instance() {
        static Probe probe;
        return probe;
    }

    template <typename Function>
    Function* find(const char* name) const {
        return reinterpret_cast<Function*>(::dlsym(library_, name));
    }

    void drain() {
        mapping_.drain([](const Writer&, const Event&) {});
    }

    [[nodiscard]] std::uint64_t lost() const { return mapping_.lost(); }

private:
    Probe() {
        ::setenv(mapping_variable, mapping_.path().c_str(), 1);
        library_ = ::dlopen(MANYBRAINS_APP_DIR "/libmanybrains-probe.so", RTLD_NOW | RTLD_LOCAL);
        if (library_ == nullptr) {
            std::abort();
        }
    }

    RingMapping mapping_ = RingMapping::create().value();
    void* library_ = nullptr;
};

/// Measures `call`, and makes room in the ring before it is full.
template <typename Call>
void measure_recorded(benchmark::State& state, Call call) {
    constexpr std::size_t calls_between_drains = ring_capacity / 4;
    Probe& probe = Probe::instance();
    std::size_t left = 0;
    for (auto _ : state) {
        if (left-- == 0) {
            state.PauseTiming();
            probe.drain();
            left = calls_between_drains;
            state.ResumeTiming();
        }
        call();
    }
    if (probe.lost() != 0) {
        state.SkipWithError("records were lost");
    }
}

void read_the_clock(benchmark::State& state) {
    timespec time{};
    for (auto _ : state) {
        ::clock_gettime(CLOCK_MONOTONIC, &time);
        benchmark::DoNotOptimize(time);
    }
}
BENCHMARK(read_the_clock);

void record_an_event(benchmark::State& state) {
    auto* hint = Probe::instance().find<decltype(manybrains_probe_hint_begin)>("manybrains_probe_hint_begin");
    measure_recorded(state, [hint] { hint(0); });
}
BENCHMARK(record_an_event);

void record_a_task(benchmark::State& state) {
    auto* begin = Probe::instance().find<decltype(manybrains_probe_task_begin)>("manybrains_probe_task_begin");
    measure_recorded(state, [begin] { begin("count_in_a_loop", 7); });
}
BENCHMARK(record_a_task);

using Read = ssize_t(int, void*, size_t);

void read_bare(benchmark::State& state) {
    const int zeros = ::open("/dev/zero", O_RDONLY | O_CLOEXEC);
    char byte = 0;
    for (auto _ : state) {
        benchmark::DoNotOptimize(::read(zeros, &byte, 1));
    }
    ::close(zeros);
}
BENCHMARK(read_bare);

void read_recorded(benchmark::State& state) {
    auto* read = Probe::instance().find<Read>("read");
    const int zeros = ::open("/dev/zero", O_RDONLY | O_CLOEXEC);
    char byte = 0;
    measure_recorded(state, [&] { benchmark::DoNotOptimize(read(zeros, &byte, 1)); });
    ::close(zeros);
}
BENCHMARK(read_recorded);

using MutexFunction = int(pthread_mutex_t*);

void lock_a_free_mutex(benchmark::State& state, MutexFunction* lock) {
    pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
    for (auto _ : state) {
        lock(&mutex);
        ::pthread_mutex_unlock(&mutex);
    }
}
BENCHMARK_CAPTURE(lock_a_free_mutex, bare, ::pthread_mutex_lock);
BENCHMARK_CAPTURE(lock_a_free_mutex, recorded, Probe::instance().find<MutexFunction>("pthread_mutex_lock"));

} // namespace

BENCHMARK_MAIN();
