// What one frame of the timeline costs: 8 rows over 1600 x 800 pixels, of 1 and 10 million slices, at random views.
// Aim: a median of at most 1.5 ms, whatever the number of slices. Run with QT_QPA_PLATFORM=offscreen.
#include "app/timeline/columns.h"
#include "app/timeline/row_image.h"
#include "app/timeline/row_style.h"
#include "app/timeline/timeline_widget.h"
#include "tests/gui/timeline/sample_traces.h"

#include <benchmark/benchmark.h>

#include <QApplication>
#include <QPainter>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <ctime>
#include <map>
#include <memory>
#include <random>
#include <vector>

namespace {

using namespace manybrains;

constexpr int rows = 8;
constexpr unsigned keys = 4; ///< a main thread and three workers, or the states that they are in
constexpr QSize size(1600, 800);
constexpr Duration length = std::chrono::seconds(10);

std::shared_ptr<trace::Trace> trace_of(std::int64_t slices) {
    static std::map<std::int64_t, std::shared_ptr<trace::Trace>> traces;
    auto& made = traces[slices];
    if (!made) {
        made = std::make_shared<trace::Trace>();
        made->set_origin(app::samples::origin);
        for (int row = 0; row < rows; ++row) {
            trace::Track& track = made->add_track({.kind = trace::TrackKind::core, .core = Core{row}});
            app::samples::fill_randomly(track, length, static_cast<std::size_t>(slices / rows), keys,
                                        static_cast<std::uint32_t>(row));
        }
        made->set_horizon(app::samples::origin + length);
        made->set_level(trace::Level::kernel);
        made->finish();
    }
    return made;
}

/// A zoom between everything and a thousandth, anywhere.
class Views {
public:
    app::VisibleRange next() {
        const double share = std::pow(10.0, -3 * unit_(random_));
        const Duration visible(std::llround(share * static_cast<double>(length.count())));
        const Duration begin(std::llround(unit_(random_) * static_cast<double>((length - visible).count())));
        return {begin, begin + visible};
    }

private:
    std::mt19937 random_{1};
    std::uniform_real_distribution<double> unit_;
};

/// Of this thread: what others do on the machine does not count.
double cpu_seconds() {
    timespec now{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

/// Times each frame by itself: the median is asked for, not the mean.
class Frames {
public:
    void time(benchmark::State& state, const auto& frame) {
        const double begin = cpu_seconds();
        frame();
        const double spent = cpu_seconds() - begin;
        state.SetIterationTime(spent);
        milliseconds_.push_back(spent * 1000);
    }
    void report(benchmark::State& state) {
        std::ranges::sort(milliseconds_);
        state.counters["median_ms"] = milliseconds_[milliseconds_.size() / 2];
        state.counters["p95_ms"] = milliseconds_[milliseconds_.size() * 95 / 100];
    }

private:
    std::vector<double> milliseconds_;
};

void draw_rows(benchmark::State& state, const app::RowStyle& style) {
    const auto trace = trace_of(state.range(0));
    QImage target(size, QImage::Format_RGB32);
    app::Columns columns;
    app::RowImage image;
    Views views;
    Frames frames;
    const QSize row(size.width(), size.height() / rows);
    for (auto _ : state) {
        const app::VisibleRange view = views.next();
        const app::ColumnRange edges{trace->origin() + view.begin, trace->origin() + view.end, row.width()};
        frames.time(state, [&] {
            QPainter painter(&target);
            for (int i = 0; i < rows; ++i) {
                columns.read(trace->track(static_cast<trace::TrackId>(i)), edges, trace->horizon());
                painter.drawImage(QPoint(0, i * row.height()), image.draw(columns, style, row, 1));
            }
        });
    }
    frames.report(state);
}

/// One colour a key.
void rows_of_cores(benchmark::State& state) {
    draw_rows(state, app::workerStyle());
}

/// A height and a texture for each key.
void rows_of_states(benchmark::State& state) {
    draw_rows(state, app::stateStyle(1));
}

/// Everything that the widget paints: ruler, labels, legend and 8 lanes.
void whole_widget(benchmark::State& state) {
    app::TimelineWidget widget;
    widget.resize(size);
    app::TimelineRun run;
    run.title = QStringLiteral("Threads");
    run.trace = trace_of(state.range(0));
    widget.addRun(run);
    QImage target(size, QImage::Format_RGB32);
    Views views;
    Frames frames;
    for (auto _ : state) {
        widget.setVisibleRange(views.next());
        frames.time(state, [&] { widget.render(&target, QPoint(), QRegion(), QWidget::DrawChildren); });
    }
    frames.report(state);
}

void sizes(benchmark::internal::Benchmark* benchmark) {
    benchmark->ArgName("slices")
        ->Arg(1'000'000)
        ->Arg(10'000'000)
        ->Iterations(300)
        ->UseManualTime()
        ->Unit(benchmark::kMillisecond);
}
BENCHMARK(rows_of_cores)->Apply(sizes);
BENCHMARK(rows_of_states)->Apply(sizes);
BENCHMARK(whole_widget)->Apply(sizes);

} // namespace

int main(int argc, char** argv) {
    const QApplication application(argc, argv);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
