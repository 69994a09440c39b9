#include "core/lesson/loader.h"

#include "tests/unit/lesson/lesson_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/stat.h>

#include <filesystem>
#include <ostream>
#include <string>

namespace manybrains::lesson {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(Loader, EveryKeyArrivesInTheLesson) {
    const LessonFolder folder(complete_document);
    const auto loaded = load_lesson(folder.path());
    ASSERT_TRUE(loaded) << loaded.error().message();
    const Lesson& lesson = *loaded;

    EXPECT_EQ(lesson.id, "example");
    EXPECT_EQ(lesson.title, "Example");
    EXPECT_EQ(lesson.summary, "Uses every key.");
    EXPECT_EQ(lesson.chapter, "The second");
    EXPECT_EQ(lesson.chapter_number, 2);
    EXPECT_EQ(lesson.order, 7);
    EXPECT_EQ(lesson.level, Difficulty::advanced);
    EXPECT_EQ(lesson.minutes, 9);
    EXPECT_THAT(lesson.objectives, ElementsAre("Read", "Write"));
    EXPECT_EQ(lesson.bound, Bound::mixed);
    EXPECT_THAT(lesson.strategies, ElementsAre(Strategy::sequential, Strategy::threaded));
    EXPECT_THAT(lesson.task_functions, ElementsAre("work", "work_async"));
    EXPECT_EQ(lesson.task_index_argument, "task");
    EXPECT_EQ(lesson.tasks_parameter, "tasks");
    EXPECT_EQ(lesson.workers, 3);
    EXPECT_FALSE(lesson.workers_follow_tasks);
    EXPECT_EQ(lesson.body, "\n## Text\n");
    EXPECT_EQ(lesson.folder, folder.path());
    EXPECT_FALSE(lesson.has_native);
    ASSERT_TRUE(lesson.service);
    EXPECT_EQ(lesson.service->kind, "http");
    EXPECT_THAT(lesson.service->parameters, ElementsAre("seconds"));
}

TEST(Loader, ParametersVariantsAndQuestionsArriveInTheLesson) {
    const LessonFolder folder(complete_document);
    const auto lesson = load_lesson(folder.path());
    ASSERT_TRUE(lesson) << lesson.error().message();

    ASSERT_EQ(lesson->parameters.size(), 3U);
    const Parameter& seconds = lesson->parameters[1];
    EXPECT_EQ(seconds.unit, "s");
    EXPECT_EQ(seconds.minimum, Value(0.5));
    EXPECT_EQ(seconds.maximum, Value(3.0)) << "a whole number where a real one is meant";
    EXPECT_EQ(seconds.standard, Value(2.0));
    EXPECT_EQ(seconds.quick, Value(1.0));
    EXPECT_EQ(seconds.engine_standard.at("cpp-gil"), Value(2.5));
    EXPECT_EQ(seconds.engine_quick.at("cpp"), Value(0.5));
    EXPECT_THAT(lesson->parameters[2].choices, ElementsAre("fork", "spawn"));

    ASSERT_EQ(lesson->variants.size(), 1U);
    EXPECT_EQ(lesson->variants[0].outcome, "failed");
    EXPECT_FALSE(lesson->variants[0].same_results);
    ASSERT_TRUE(lesson->prediction);
    EXPECT_EQ(lesson->prediction->winner, Strategy::threaded);
    ASSERT_EQ(lesson->questions.size(), 1U);
    EXPECT_EQ(lesson->questions[0].correct, 1U) << "counted from 1 in the file, from 0 here";
}

TEST(Loader, WindowsLineEndsAreRead) {
    std::string document(complete_document);
    for (std::size_t at = 0; (at = document.find('\n', at)) != std::string::npos; at += 2) {
        document.insert(at, "\r");
    }
    const LessonFolder folder(document);
    const auto lesson = load_lesson(folder.path());
    ASSERT_TRUE(lesson) << lesson.error().message();
    EXPECT_EQ(lesson->body, "\n## Text\n");
}

TEST(Loader, ACppFileMakesTheLessonNative) {
    const LessonFolder folder(complete_document);
    folder.write("example/lesson.cpp", "");
    EXPECT_TRUE(load_lesson(folder.path())->has_native);
}

/// One slip in the complete document.
struct Slip {
    const char* name;
    const char* text;    ///< what stands in the document …
    const char* instead; ///< … and what stands there now
    int line;
    const char* why; ///< part of the cause
};

void PrintTo(const Slip& slip, std::ostream* out) {
    *out << slip.name;
}

class BrokenFrontMatter : public testing::TestWithParam<Slip> {};

TEST_P(BrokenFrontMatter, IsReportedWithItsLineAndCause) {
    const Slip& slip = GetParam();
    std::string document(complete_document);
    const std::size_t at = document.find(slip.text);
    ASSERT_NE(at, std::string::npos);
    document.replace(at, std::string_view(slip.text).size(), slip.instead);

    const LessonFolder folder(document);
    const auto lesson = load_lesson(folder.path());
    ASSERT_FALSE(lesson);
    EXPECT_EQ(lesson.error().kind, ErrorKind::input);
    EXPECT_EQ(lesson.error().what, (folder.path() / "lesson.md").string() + ":" + std::to_string(slip.line));
    EXPECT_THAT(lesson.error().why, HasSubstr(slip.why));
}

const Slip slips[] = {
    {"NoFence", "---\nid", "id", 1, "must begin with ---"},
    {"OpenFence", "---\n\n## Text", "\n\n## Text", 59, "must end with a line of ---"},
    {"NotYaml", "level: advanced", "level: [advanced", 8, "not valid YAML"},
    {"Tab", "  - Read", "\t- Read", 10, "not valid YAML"},
    {"UnknownKey", "title: Example", "titel: Example", 3, "unknown key \"titel\"; nearest match: title"},
    {"UnknownKeyInside", "    unit: s", "    units: s", 27, "nearest match: unit"},
    {"KeyTwice", "minutes: 9", "minutes: 9\nminutes: 8", 9, "key \"minutes\" is there twice"},
    {"MissingKey", "summary: Uses every key.\n", "", 2, "missing key \"summary\""},
    {"MissingKeyInside", "    answers: [one, two]\n", "", 50, "missing key \"answers\""},
    {"EmptyText", "title: Example", "title:", 3, "title must be text, not nothing"},
    {"ForeignId", "id: example", "id: other", 2, "must be the folder's name, example"},
    {"IdNotAName", "id: example", "id: Ex ample", 2, "lower-case letters"},
    {"ChapterNotAMapping", "chapter: {number: 2, title: The second}", "chapter: The second", 5, "key: value"},
    {"TextForANumber", "minutes: 9", "minutes: nine", 8, "minutes must be a whole number, not \"nine\""},
    {"QuotedNumber", "minutes: 9", "minutes: \"9\"", 8, "must be a whole number"},
    {"Underscores", "max: 8", "max: 8_000", 23, "max must be a whole number, not \"8_000\""},
    {"NumberOutOfRange", "minutes: 9", "minutes: 0", 8, "minutes must be from 1 to 600"},
    {"UnknownLevel", "level: advanced", "level: hard", 7, "beginner, intermediate, advanced, general"},
    {"UnknownBound", "bound: mixed", "bound: gpu", 12, "must be one of cpu, wait, mixed"},
    {"EmptyList", "strategies: [sequential, threaded]", "strategies: []", 13, "at least one item"},
    {"UnknownStrategy", "[sequential, threaded]", "[sequential, thraeded]", 13, "not \"thraeded\""},
    {"StrategyTwice", "[sequential, threaded]", "[threaded, threaded]", 13, "\"threaded\" twice"},
    {"FunctionNotAName", "[work, work_async]", "[work, work-async]", 15, "must be a Python name"},
    {"NoSuchTasksParameter", "parameter: tasks", "parameter: taks", 17, "there is no parameter \"taks\""},
    {"TasksNotACount", "parameter: tasks", "parameter: seconds", 17, "whole number with a min of at least 1"},
    {"TasksGivenTwice", "parameter: tasks", "parameter: tasks\n  count: 2", 18, "both a parameter and a count"},
    {"NoTasksGiven", "  parameter: tasks\n", "", 15, "missing key \"count\""},
    {"WorkersNeitherNumberNorTasks", "workers: 3", "workers: many", 18, "workers must be a whole number"},
    {"TooManyWorkers", "workers: 3", "workers: 65", 18, "workers must be from 1 to 64"},
    {"MinAboveMax", "max: 8", "max: 0", 23, "max 0 is less than min 1"},
    {"DefaultOutOfRange", "default: 2\n", "default: 9\n", 24, "9 is not a whole number from 1 to 8"},
    {"QuickOutOfRange", "quick: 1\n", "quick: 0.1\n", 31, "0.1 is not a number from 0.5 to 3 s"},
    {"EngineDefaultOutOfRange", "{default: 3,", "{default: 4,", 33, "4 is not a number from 0.5 to 3 s"},
    {"EngineQuickOutOfRange", "quick: 0.5}", "quick: 0}", 33, "0 is not a number"},
    {"UnknownEngine", "cpp-gil:", "cppgil:", 34, "nearest match: cpp-gil"},
    {"ParameterTwice", "name: seconds", "name: tasks", 25, "parameter tasks is there twice"},
    {"ReservedParameter", "name: start", "name: workers", 20, "workers is an argument of every run"},
    {"DefaultNotAChoice", "default: fork", "default: frok", 38, "frok is not one of fork, spawn"},
    {"ChoicesForANumber", "quick: 1\n", "choices: [a]\n", 31, "choices are for words"},
    {"RangeForAWord", "choices: [fork, spawn]", "min: 1", 37, "min is for numbers"},
    {"VariantTwice", "variants:\n", "variants:\n  - {id: no-lock, title: A, strategies: [threaded]}\n", 41, "twice"},
    {"VariantOfAForeignStrategy", "strategies: [threaded]\n", "strategies: [async]\n", 42, "async is not among"},
    {"UnknownOutcome", "outcome: failed", "outcome: broken", 43, "outcome must be one of completed"},
    {"FlagNotAFlag", "same_results: false", "same_results: no", 44, "must be true or false, not \"no\""},
    {"WinnerOfAForeignStrategy", "winner: threaded", "winner: async", 47, "async is not among"},
    {"CorrectOutOfRange", "correct: 2", "correct: 3", 52, "correct must be from 1 to 2"},
    {"OneAnswer", "answers: [one, two]", "answers: [one]", 51, "at least two answers"},
    {"AnswerTwice", "answers: [one, two]", "answers: [one, one]", 51, "\"one\" twice"},
    {"UnknownService", "kind: http", "kind: ftp", 55, "kind must be one of http"},
    {"ServiceWithoutParameter", "parameters: [seconds]", "parameters: [second]", 56, "no parameter \"second\""},
};

INSTANTIATE_TEST_SUITE_P(Loader, BrokenFrontMatter, testing::ValuesIn(slips),
                         [](const auto& test) { return test.param.name; });

TEST(Loader, QuestionTwiceIsAnError) {
    std::string document(complete_document);
    const std::string question = "  - question: How many?\n    answers: [a, b]\n    correct: 1\n    explanation: x\n";
    document.insert(document.find("service:"), question);
    const LessonFolder folder(document);
    const auto lesson = load_lesson(folder.path());
    ASSERT_FALSE(lesson);
    EXPECT_THAT(lesson.error().message(), HasSubstr("lesson.md:54: question \"How many?\" is there twice"));
}

TEST(Loader, NestingWithoutEndIsAnErrorAndNotACrash) {
    const LessonFolder folder("---\nid: " + std::string(100'000, '[') + "\n---\n");
    const auto lesson = load_lesson(folder.path());
    ASSERT_FALSE(lesson);
    EXPECT_THAT(lesson.error().what, HasSubstr("lesson.md:"));
}

TEST(Loader, GarbageIsAnErrorAndNotACrash) {
    for (const std::string& text : {std::string(), std::string(3, '\0'), std::string("\xff\xfe\x00---", 6),
                                    std::string("---\n---\n"), std::string("---\n&a [*a]\n---\n"),
                                    std::string("---\n? {a: b}\n: c\n---\n"), std::string("---\n- 1\n---\n")}) {
        const LessonFolder folder(text);
        const auto lesson = load_lesson(folder.path());
        ASSERT_FALSE(lesson);
        EXPECT_THAT(lesson.error().what, HasSubstr("lesson.md:"));
    }
}

TEST(Loader, AFileOfMoreThanAMebibyteIsRefused) {
    std::string document(complete_document);
    document.append(1 << 20, 'x');
    const LessonFolder folder(document);
    EXPECT_EQ(load_lesson(folder.path()).error().why, "larger than 1 MiB");
}

TEST(Loader, APipeInPlaceOfTheTextDoesNotBlock) {
    const LessonFolder folder(complete_document);
    std::filesystem::remove(folder.path() / "lesson.md");
    ASSERT_EQ(::mkfifo((folder.path() / "lesson.md").c_str(), 0600), 0);
    EXPECT_EQ(load_lesson(folder.path()).error().why, "not a file");
}

TEST(Loader, MissingFilesBreakTheirLessonOnly) {
    const LessonFolder folder(complete_document);
    folder.write("no-text/lesson.py", "");
    folder.write("no-program/lesson.md", complete_document);
    folder.write("notes/readme.txt", "not a lesson");
    const auto course = load_course(folder.root());
    ASSERT_TRUE(course) << course.error().message();

    ASSERT_EQ(course->lessons.size(), 1U);
    EXPECT_EQ(course->lessons[0].id, "example");
    ASSERT_EQ(course->broken.size(), 2U);
    EXPECT_EQ(course->broken[0].id, "no-program");
    EXPECT_EQ(course->broken[0].error.message(), (folder.root() / "no-program/lesson.py").string() + ": missing");
    EXPECT_EQ(course->broken[1].id, "no-text");
    EXPECT_EQ(course->broken[1].error.message(), (folder.root() / "no-text/lesson.md").string() + ": missing");
}

TEST(Loader, ACourseThatIsNotThereIsAnError) {
    EXPECT_FALSE(load_course("/nonexistent/lessons"));
}

TEST(Loader, UnknownLessonNamesTheNearestMatchOrTheCause) {
    const LessonFolder folder(complete_document);
    folder.write("broken/lesson.md", "");
    folder.write("broken/lesson.py", "");
    const auto course = load_course(folder.root());
    ASSERT_TRUE(course);
    EXPECT_EQ(unknown_lesson(*course, "exmaple").message(), "lesson exmaple: no such lesson; nearest match: example");
    EXPECT_EQ(unknown_lesson(*course, "zzzzzzzzzzzz").why, "no such lesson");
    EXPECT_THAT(unknown_lesson(*course, "broken").why, HasSubstr("lesson.md:1: the front matter must begin"));
}

} // namespace
} // namespace manybrains::lesson
