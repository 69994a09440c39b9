// The lessons as they are shipped: all load, and each has what a lesson must have.
#include "core/lesson/loader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>

namespace manybrains::lesson {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const Course& shipped() {
    static const Course course = *load_course(MANYBRAINS_SOURCE_DIR "/scenarios");
    return course;
}

TEST(ShippedLessons, AllLoad) {
    for (const BrokenLesson& broken : shipped().broken) {
        ADD_FAILURE() << broken.error.message();
    }
    for (const char* id : {"five-sleepers", "counting-loop", "five-downloads"}) {
        EXPECT_NE(shipped().find(id), nullptr) << id;
    }
}

TEST(ShippedLessons, EachHasAllThatALessonNeeds) {
    for (const Lesson& lesson : shipped().lessons) {
        SCOPED_TRACE(lesson.id);
        EXPECT_EQ(lesson.strategies.size(), strategy_count);
        EXPECT_TRUE(lesson.prediction);
        EXPECT_GE(lesson.questions.size(), 2U);
        EXPECT_FALSE(lesson.task_index_argument.empty());
        EXPECT_THAT(lesson.body, HasSubstr("\n## What to look for\n"));
        EXPECT_THAT(lesson.body, HasSubstr("\n## Pitfall"));
        EXPECT_THAT(lesson.body, HasSubstr("| Use it when | Avoid it when |"));
    }
}

TEST(ShippedLessons, AChapterHasOneTitleAndEveryPlaceInItOneLesson) {
    std::map<int, std::string> titles;
    std::map<std::pair<int, int>, std::string> places;
    for (const Lesson& lesson : shipped().lessons) {
        EXPECT_EQ(titles.emplace(lesson.chapter_number, lesson.chapter).first->second, lesson.chapter) << lesson.id;
        EXPECT_TRUE(places.emplace(std::pair(lesson.chapter_number, lesson.order), lesson.id).second) << lesson.id;
    }
}

TEST(ShippedLessons, TheNotesFiguresAreTheDefaults) {
    const Lesson& counting = *shipped().find("counting-loop");
    EXPECT_EQ(counting.defaults("python", false),
              (Parameters{{"iterations", std::int64_t{10'000'000}}, {"tasks", std::int64_t{2}}}));
    const Lesson& sleepers = *shipped().find("five-sleepers");
    EXPECT_EQ(sleepers.defaults("python", false), (Parameters{{"seconds", 2.0}, {"tasks", std::int64_t{5}}}));
    EXPECT_EQ(sleepers.default_workers(sleepers.defaults("python", false)), 5);
}

TEST(ShippedLessons, TheDownloadsHaveTheirServerAndTheirBug) {
    const Lesson& downloads = *shipped().find("five-downloads");
    ASSERT_TRUE(downloads.service);
    EXPECT_THAT(downloads.service->parameters, ElementsAre("size_kib", "latency_ms", "bandwidth_kib"));
    ASSERT_NE(downloads.variant("twice"), nullptr);
    EXPECT_EQ(downloads.variant("twice")->outcome, "completed");
    EXPECT_TRUE(downloads.variant("twice")->same_results);
    EXPECT_NE(downloads.variant("fixed"), nullptr);
}

} // namespace
} // namespace manybrains::lesson
