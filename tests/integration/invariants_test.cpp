// The invariants of a recording, asserted on real runs of every lesson in every form and engine.
#include "core/analyze/invariants.h"
#include "core/experiment/experiment.h"
#include "core/lesson/loader.h"
#include "core/native/engine.h"
#include "core/python/engine.h"
#include "core/python/finder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

namespace manybrains::test {
namespace {

class Silent : public experiment::Listener {
    void on_begin(const run::Plan&, const run::EngineInfo&, std::size_t, std::size_t,
                  std::shared_ptr<const trace::Trace>) override {}
    void on_end(const experiment::RunRecord&, std::size_t, std::size_t) override {}
};

struct Form {
    const char* lesson;
    const char* engine;
};

class InvariantsTest : public testing::TestWithParam<Form> {
protected:
    void SetUp() override {
        auto found = experiment::Installation::beside(MANYBRAINS_APP_DIR);
        ASSERT_TRUE(found) << found.error().message();
        installation_ = *found;
        auto course = lesson::load_course(installation_.scenarios);
        ASSERT_TRUE(course) << course.error().message();
        course_ = *course;
    }

    [[nodiscard]] std::shared_ptr<const run::Engine> engine(const std::string& name) const {
        if (name == "cpp" || name == "cpp-gil") {
            return native::make_engine(name == "cpp" ? native::Flavour::free : native::Flavour::with_gil,
                                       installation_.runner);
        }
        const auto interpreter = python::default_interpreter();
        return interpreter ? python::make_engine(*interpreter, installation_.harness) : nullptr;
    }

    [[nodiscard]] std::vector<experiment::RunRecord> run(const Form& form) const {
        experiment::Request request;
        request.lesson = course_.find(form.lesson);
        request.engines = {engine(form.engine)};
        if (request.lesson == nullptr || request.engines.front() == nullptr) {
            return {};
        }
        request.strategies = request.lesson->strategies;
        request.quick = true;
        Silent silent;
        auto records = experiment::carry_out(request, installation_, silent, {});
        EXPECT_TRUE(records) << (records ? "" : records.error().message());
        return records ? std::move(*records) : std::vector<experiment::RunRecord>{};
    }

    experiment::Installation installation_;
    lesson::Course course_;
};

std::string name_of(const experiment::RunRecord& record) {
    return record.plan.lesson->id + " " + record.engine.id + " " + std::string(lesson::code(record.plan.strategy));
}

/// The other half of invariant 4, where the lesson is nothing but bytecode.
void expect_the_gil_is_held_while_python_runs(const experiment::RunRecord& record) {
    if (record.plan.lesson->id != "counting-loop" || record.engine.id != "python") {
        return;
    }
    const auto share = analyze::share_running_without_gil(*record.trace, *record.window);
    ASSERT_TRUE(share) << name_of(record) << ": no GIL seen";
    EXPECT_LE(*share, 0.02) << name_of(record);
}

TEST_P(InvariantsTest, HoldOnARealRun) {
    const auto records = run(GetParam());
    ASSERT_EQ(records.size(), lesson::strategy_count);
    for (const experiment::RunRecord& record : records) {
        ASSERT_EQ(record.ending.outcome, run::Outcome::completed)
            << name_of(record) << record.ending.error << record.output;
        if (record.level != trace::Level::kernel) {
            GTEST_SKIP() << "this machine does not record at the level kernel: " << record.level_reason;
        }
        for (const analyze::Violation& violation : analyze::check_invariants(*record.trace)) {
            ADD_FAILURE() << name_of(record) << ": invariant " << analyze::invariant(violation.breach) << ", "
                          << analyze::code(violation.breach) << " at "
                          << to_seconds(violation.begin - record.trace->origin()) << " s for "
                          << (violation.end - violation.begin).count() << " ns";
        }
        EXPECT_EQ(record.trace->events_lost(), 0U) << name_of(record);
        expect_the_gil_is_held_while_python_runs(record);
    }
}

INSTANTIATE_TEST_SUITE_P(Lessons, InvariantsTest,
                         testing::Values(Form{"counting-loop", "python"}, Form{"counting-loop", "cpp"},
                                         Form{"counting-loop", "cpp-gil"}, Form{"five-sleepers", "python"},
                                         Form{"five-sleepers", "cpp"}, Form{"five-sleepers", "cpp-gil"},
                                         Form{"five-downloads", "python"}, Form{"five-downloads", "cpp"},
                                         Form{"five-downloads", "cpp-gil"}),
                         [](const testing::TestParamInfo<Form>& info) {
                             std::string name = std::string(info.param.lesson) + "_" + info.param.engine;
                             std::replace(name.begin(), name.end(), '-', '_');
                             return name;
                         });

} // namespace
} // namespace manybrains::test
