// What the trace store costs: appending a slice while a run is recorded, and asking for a row of 1600 pixels while
// it is drawn.
#include "core/trace/track.h"

#include <benchmark/benchmark.h>

#include <cstdint>
#include <map>
#include <memory>
#include <random>
#include <vector>

namespace {

using manybrains::Time;
using manybrains::time_from_ns;
using manybrains::to_ns;
using manybrains::trace::Key;
using manybrains::trace::key_count;
using manybrains::trace::Slice;
using manybrains::trace::Track;
using manybrains::trace::TrackId;

/// Slices of 1 to 10 µs, half of them after a gap.
class Slices {
public:
    Slice next() {
        const std::uint64_t bits = random_();
        now_ += (bits & 1U) != 0 ? static_cast<std::int64_t>(bits >> 8 & 0xfffU) : 0;
        const std::int64_t begin = now_;
        now_ += 1'000 + static_cast<std::int64_t>(bits >> 24 & 0x1fffU);
        return {time_from_ns(begin), time_from_ns(now_), static_cast<Key>(bits >> 48 & (key_count - 1)), 0};
    }

private:
    std::mt19937_64 random_{1};
    std::int64_t now_ = 0;
};

const Track& track_of(std::int64_t count) {
    static std::map<std::int64_t, std::unique_ptr<Track>> tracks;
    auto& track = tracks[count];
    if (!track) {
        track = std::make_unique<Track>(TrackId{}, manybrains::trace::TrackInfo{});
        Slices slices;
        for (std::int64_t i = 0; i < count; ++i) {
            track->append(slices.next());
        }
    }
    return *track;
}

void append(benchmark::State& state) {
    Slices slices;
    auto track = std::make_unique<Track>(TrackId{}, manybrains::trace::TrackInfo{});
    for (auto _ : state) {
        track->append(slices.next());
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(append)->Iterations(10'000'000);

/// The second argument is the part of the track that the row shows: 1 of 1, 1 of 100, 1 of 10,000.
void coverage_of_a_row(benchmark::State& state) {
    const Track& track = track_of(state.range(0));
    const std::int64_t whole = to_ns(track.slice(track.size() - 1).end);
    const std::int64_t length = whole / state.range(1);
    const std::int64_t begin = (whole - length) / 2;
    std::vector<manybrains::trace::Coverage> row(1600);
    for (auto _ : state) {
        track.coverage(time_from_ns(begin), time_from_ns(begin + length), row);
        benchmark::DoNotOptimize(row.data());
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(row.size()));
}
BENCHMARK(coverage_of_a_row)
    ->ArgNames({"slices", "part"})
    ->ArgsProduct({{1'000'000, 10'000'000}, {1, 100, 10'000}})
    ->Unit(benchmark::kMicrosecond);

/// The same, asked pixel by pixel.
void coverage_of_pixels(benchmark::State& state) {
    const Track& track = track_of(state.range(0));
    const std::int64_t whole = to_ns(track.slice(track.size() - 1).end);
    constexpr std::int64_t pixels = 1600;
    for (auto _ : state) {
        for (std::int64_t pixel = 0; pixel < pixels; ++pixel) {
            const Time from = time_from_ns(whole * pixel / pixels);
            const Time to = time_from_ns(whole * (pixel + 1) / pixels);
            benchmark::DoNotOptimize(track.coverage(from, to));
        }
    }
    state.SetItemsProcessed(state.iterations() * pixels);
}
BENCHMARK(coverage_of_pixels)->ArgName("slices")->Arg(1'000'000)->Arg(10'000'000)->Unit(benchmark::kMicrosecond);

} // namespace

BENCHMARK_MAIN();
