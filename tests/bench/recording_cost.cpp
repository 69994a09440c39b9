// What recording costs a lesson: wall_s of the counting loop recorded over bare, in interleaved pairs, so that a drift
// of the machine's speed meets both alike. Prints the median ratio with its 95 % interval (order statistics, no
// distribution assumed) for each form. Usage: recording_cost [PAIRS] [ITERATIONS]
#include "core/analyze/speedup.h"
#include "core/experiment/experiment.h"
#include "core/lesson/loader.h"
#include "core/python/engine.h"
#include "core/python/finder.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

namespace {

using namespace manybrains;

class Silent : public experiment::Listener {
    void on_begin(const run::Plan&, const run::EngineInfo&, std::size_t, std::size_t,
                  std::shared_ptr<const trace::Trace>) override {}
    void on_end(const experiment::RunRecord&, std::size_t, std::size_t) override {}
};

[[noreturn]] void fail(const std::string& why) {
    fmt::print(stderr, "recording_cost: {}\n", why);
    std::exit(1);
}

double wall_of(experiment::Request request, bool recorded, const experiment::Installation& installation) {
    request.record = recorded;
    Silent silent;
    const auto records = experiment::carry_out(request, installation, silent, {});
    if (!records || records->empty() || !records->front().wall_s) {
        fail("a run did not complete");
    }
    return *records->front().wall_s;
}

/// The median and the order statistics that bracket it with 95 % confidence.
void report(std::string_view form, std::vector<double> ratios, double bare) {
    std::sort(ratios.begin(), ratios.end());
    const auto count = static_cast<double>(ratios.size());
    const double reach = 0.98 * std::sqrt(count); // 1.96 * sqrt(n) / 2 ranks to either side
    const auto at = [&](double rank) { return ratios[static_cast<std::size_t>(std::clamp(rank, 0.0, count - 1))]; };
    fmt::print("{:<14} recorded/bare {:.3f}  (95 %: {:.3f} to {:.3f}; {} pairs; bare {:.2f} s)\n", form,
               at(std::floor(count / 2)), at(std::floor(count / 2 - reach)), at(std::ceil(count / 2 + reach)),
               ratios.size(), bare);
}

} // namespace

int main(int argc, char** argv) {
    const int pairs = argc > 1 ? std::atoi(argv[1]) : 30;
    const std::int64_t iterations = argc > 2 ? std::atoll(argv[2]) : 40'000'000;
    const auto installation = experiment::Installation::beside(MANYBRAINS_APP_DIR);
    const auto course =
        installation ? lesson::load_course(installation->scenarios) : Result<lesson::Course>(installation.error());
    const auto interpreter = python::default_interpreter();
    if (!course || !interpreter || course->find("counting-loop") == nullptr) {
        fail("needs a complete build and a Python");
    }
    experiment::Request request;
    request.lesson = course->find("counting-loop");
    request.engines = {python::make_engine(*interpreter, installation->harness)};
    request.set["iterations"] = iterations;
    for (const lesson::Strategy strategy : request.lesson->strategies) {
        request.strategies = {strategy};
        std::vector<double> ratios;
        std::vector<double> bare_walls;
        for (int pair = 0; pair < pairs; ++pair) {
            const bool recorded_first = pair % 2 == 0;
            const double first = wall_of(request, recorded_first, *installation);
            const double second = wall_of(request, !recorded_first, *installation);
            const double bare = recorded_first ? second : first;
            ratios.push_back((recorded_first ? first : second) / bare);
            bare_walls.push_back(bare);
        }
        report(lesson::code(strategy), ratios, analyze::spread(bare_walls)->median);
    }
}
