// Whatever comes in, in whatever order: the invariants hold.
#include "core/record/gil_decoder.h"
#include "tests/unit/record/scene.h"
#include "tests/unit/record/trace_queries.h"

#include <gtest/gtest.h>

#include <random>
#include <utility>

namespace manybrains::record::testing {
namespace {

/// Wild: a program writes times that have not come yet.
enum class Clocks : bool { good, wild };

/// Random events of six thread numbers. The first thread stays, and the numbers of other processes are not used again:
/// the invariants are checked by process number.
class Chaos {
public:
    Chaos(std::uint64_t seed, Evidence schedule) : random_(seed), samples_(schedule == Evidence::sample) {}

    [[nodiscard]] std::int64_t up_to(std::int64_t limit) {
        return static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(limit));
    }
    [[nodiscard]] int tid() { return Scene::root + static_cast<int>(up_to(6)); }
    /// Two, and where a program says it, also one that does not exist and none.
    [[nodiscard]] int core() { return static_cast<int>(samples_ ? up_to(4) - 1 : up_to(2)); }

    [[nodiscard]] Event event(Time time) {
        const int number = tid();
        const bool is_first = number == Scene::root;
        const bool in_new_process = !is_first && up_to(3) == 0;
        const int pid = in_new_process ? next_pid_++ : Scene::root;
        return {time, Pid{pid}, Tid{number}, Core{core()}, body(is_first)};
    }

private:
    [[nodiscard]] EventBody body(bool first_thread) {
        switch (up_to(12)) {
        case 0:
        case 1:
        case 2:
            return SwitchIn{};
        case 3:
        case 4:
            return SwitchOut{up_to(2) == 0};
        case 5:
            return !first_thread && up_to(4) == 0 ? EventBody(Forked{Pid{tid()}, Tid{tid()}}) : EventBody(SwitchIn{});
        case 6:
            return !first_thread && up_to(8) == 0 ? EventBody(Exited{}) : EventBody(SwitchOut{});
        case 7:
            return Renamed{{'x'}, first_thread && up_to(16) == 0};
        default:
            return probed();
        }
    }

    [[nodiscard]] Probed probed() {
        Probed result;
        result.kind = static_cast<probe::Kind>(up_to(static_cast<std::int64_t>(probe::Kind::signal_sent) + 1));
        if (result.kind == probe::Kind::gil_take || result.kind == probe::Kind::gil_drop) {
            result.kind = probe::Kind::cond_signal; // slices do not say which of two locks they held
        }
        result.call = static_cast<probe::Call>(up_to(static_cast<std::int64_t>(probe::Call::file_lock) + 1));
        result.descriptor = static_cast<probe::Descriptor>(up_to(6));
        result.timed_out = up_to(2) == 0;
        switch (up_to(4)) {
        case 0:
            result.argument = 1000;
            break;
        case 1:
            result.argument = 1000 + cond_pair_distance;
            break;
        case 2:
            result.argument = random_();
            break;
        default:
            result.argument = static_cast<std::uint64_t>(up_to(16));
        }
        return result;
    }

    std::mt19937_64 random_;
    bool samples_;
    int next_pid_ = 1000;
};

void run_chaos(std::uint64_t seed, Evidence schedule, Clocks clocks) {
    SCOPED_TRACE(seed);
    Chaos chaos(seed, schedule);
    Scene scene(schedule);
    std::int64_t now = 0;
    for (int i = 0; i < 3000; ++i) {
        now += chaos.up_to(10);
        const std::int64_t late = chaos.up_to(10) == 0 ? chaos.up_to(200) : 0;
        const std::int64_t early = clocks == Clocks::wild && chaos.up_to(200) == 0 ? chaos.up_to(1000) : 0;
        const std::int64_t time = std::max<std::int64_t>(now - late + early, 0);
        scene.sweep.handle(chaos.event(time_from_ns(Scene::origin + time)));
        if (schedule == Evidence::sample && chaos.up_to(20) == 0) {
            scene.sample(now, chaos.tid(), chaos.core(), chaos.up_to(2) == 0, now);
            scene.samples_complete(now);
        }
        if (chaos.up_to(100) == 0) {
            scene.sweep.publish(time_from_ns(Scene::origin + now));
        }
    }
    scene.sweep.finish(time_from_ns(Scene::origin + now + 5000));
    scene.trace.finish();
    scene.trace.set_level(schedule == Evidence::event ? trace::Level::kernel : trace::Level::probe);
    EXPECT_EQ(violations(scene.trace), "");
}

class SweepProperty : public ::testing::TestWithParam<std::pair<Evidence, Clocks>> {};

TEST_P(SweepProperty, anyStreamOfEventsKeepsTheInvariants) {
    for (std::uint64_t seed = 1; seed <= 100; ++seed) {
        run_chaos(seed, GetParam().first, GetParam().second);
    }
}

INSTANTIATE_TEST_SUITE_P(All, SweepProperty,
                         ::testing::Values(std::pair(Evidence::event, Clocks::good),
                                           std::pair(Evidence::event, Clocks::wild),
                                           std::pair(Evidence::sample, Clocks::good),
                                           std::pair(Evidence::sample, Clocks::wild)));

} // namespace
} // namespace manybrains::record::testing
