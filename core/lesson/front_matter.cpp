#include "core/lesson/front_matter.h"

#include "core/lesson/fields.h"
#include "core/lesson/parameters.h"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

namespace manybrains::lesson {
namespace {

const std::vector<std::string> lesson_keys = {
    "id",         "title",      "summary", "chapter", "order",    "level",      "minutes",   "objectives", "bound",
    "strategies", "parameters", "tasks",   "workers", "variants", "prediction", "questions", "service"};
const std::vector<std::string> strategy_names = {"sequential", "threaded", "async", "multiprocess"};
const std::vector<std::string> levels = {"beginner", "intermediate", "advanced", "general"};
const std::vector<std::string> bounds = {"cpu", "wait", "mixed"};
const std::vector<std::string> outcomes = {"completed", "failed", "crashed", "timed-out", "cancelled", "contained"};
const std::vector<std::string> service_kinds = {"http"};

/// The run's own arguments of a strategy's function, which no parameter may shadow.
const std::vector<std::string> reserved_parameters = {"workers", "url"};

constexpr int most_workers = 64;

Strategy read_strategy(const Field& field) {
    return static_cast<Strategy>(field.one_of(strategy_names));
}

std::vector<Strategy> read_strategies(const Field& field) {
    (void)field.distinct_texts();
    std::vector<Strategy> strategies;
    for (const Field& item : field.items()) {
        strategies.push_back(read_strategy(item));
    }
    return strategies;
}

bool contains(const std::vector<Strategy>& strategies, Strategy wanted) {
    return std::find(strategies.begin(), strategies.end(), wanted) != strategies.end();
}

void require_strategy(const Lesson& lesson, Strategy strategy, const Field& field) {
    if (!contains(lesson.strategies, strategy)) {
        field.fail(fmt::format("{} is not among the lesson's strategies", code(strategy)));
    }
}

const Parameter& require_parameter(const Lesson& lesson, const Field& field) {
    const std::string name = field.text();
    const Parameter* const parameter = lesson.parameter(name);
    if (parameter == nullptr) {
        field.fail(fmt::format("there is no parameter \"{}\"", name));
    }
    return *parameter;
}

void read_identity(const Fields& fields, Lesson& lesson) {
    lesson.id = fields.need("id").identifier();
    lesson.title = fields.need("title").text();
    lesson.summary = fields.need("summary").text();
    const Fields chapter(fields.need("chapter"), {"number", "title"});
    lesson.chapter_number = static_cast<int>(chapter.need("number").integer(1, 99));
    lesson.chapter = chapter.need("title").text();
    lesson.order = static_cast<int>(fields.need("order").integer(1, 999));
    lesson.level = static_cast<Difficulty>(fields.need("level").one_of(levels));
    lesson.minutes = static_cast<int>(fields.need("minutes").integer(1, 600));
    lesson.objectives = fields.need("objectives").distinct_texts();
    lesson.bound = static_cast<Bound>(fields.need("bound").one_of(bounds));
}

void read_lesson_parameters(const Fields& fields, Lesson& lesson) {
    const auto section = fields.find("parameters");
    if (!section) {
        return;
    }
    lesson.parameters = read_parameters(*section);
    for (const std::string& name : reserved_parameters) {
        if (lesson.parameter(name) != nullptr) {
            section->fail(fmt::format("parameter {} is an argument of every run already", name));
        }
    }
}

void read_task_count(const Fields& tasks, Lesson& lesson) {
    const auto parameter = tasks.find("parameter");
    const auto count = tasks.find("count");
    if (!parameter) {
        lesson.fixed_tasks = tasks.need("count").integer(1, 1'000'000);
        return;
    }
    if (count) {
        count->fail("tasks has both a parameter and a count");
    }
    const Parameter& number = require_parameter(lesson, *parameter);
    if (!std::holds_alternative<std::int64_t>(number.minimum) || std::get<std::int64_t>(number.minimum) < 1) {
        parameter->fail(fmt::format("parameter {} is not a whole number with a min of at least 1", number.name));
    }
    lesson.tasks_parameter = number.name;
}

void read_tasks(const Field& section, Lesson& lesson) {
    const Fields tasks(section, {"functions", "index_argument", "parameter", "count"});
    const Field functions = tasks.need("functions");
    lesson.task_functions = functions.distinct_texts();
    for (const Field& function : functions.items()) {
        (void)function.python_name();
    }
    if (const auto index = tasks.find("index_argument")) {
        lesson.task_index_argument = index->python_name();
    }
    read_task_count(tasks, lesson);
}

void read_workers(const Field& field, Lesson& lesson) {
    lesson.workers_follow_tasks = field.is_text() && field.text() == "tasks";
    if (!lesson.workers_follow_tasks) {
        lesson.workers = static_cast<int>(field.integer(1, most_workers));
    }
}

Variant read_variant(const Field& item, const Lesson& lesson) {
    const Fields fields(item, {"id", "title", "strategies", "outcome", "same_results"});
    Variant variant;
    variant.id = fields.need("id").identifier();
    if (lesson.variant(variant.id) != nullptr) {
        item.fail(fmt::format("variant {} is there twice", variant.id));
    }
    variant.title = fields.need("title").text();
    const Field strategies = fields.need("strategies");
    variant.strategies = read_strategies(strategies);
    for (const Strategy strategy : variant.strategies) {
        require_strategy(lesson, strategy, strategies);
    }
    if (const auto outcome = fields.find("outcome")) {
        variant.outcome = outcomes[outcome->one_of(outcomes)];
    }
    if (const auto same = fields.find("same_results")) {
        variant.same_results = same->flag();
    }
    return variant;
}

Prediction read_prediction(const Field& section, const Lesson& lesson) {
    const Fields fields(section, {"question", "winner", "explanation"});
    Prediction prediction;
    prediction.question = fields.need("question").text();
    const Field winner = fields.need("winner");
    prediction.winner = read_strategy(winner);
    require_strategy(lesson, prediction.winner, winner);
    prediction.explanation = fields.need("explanation").text();
    return prediction;
}

Question read_question(const Field& item) {
    const Fields fields(item, {"question", "answers", "correct", "explanation"});
    Question question;
    question.text = fields.need("question").text();
    const Field answers = fields.need("answers");
    question.answers = answers.distinct_texts();
    if (question.answers.size() < 2) {
        answers.fail("a question needs at least two answers");
    }
    const auto count = static_cast<std::int64_t>(question.answers.size());
    question.correct = static_cast<std::size_t>(fields.need("correct").integer(1, count) - 1);
    question.explanation = fields.need("explanation").text();
    return question;
}

std::vector<Question> read_questions(const Field& section) {
    std::vector<Question> questions;
    for (const Field& item : section.items()) {
        Question question = read_question(item);
        const auto same = [&](const Question& other) { return other.text == question.text; };
        if (std::any_of(questions.begin(), questions.end(), same)) {
            item.fail(fmt::format("question \"{}\" is there twice", question.text));
        }
        questions.push_back(std::move(question));
    }
    return questions;
}

Service read_service(const Field& section, const Lesson& lesson) {
    const Fields fields(section, {"kind", "parameters"});
    Service service;
    service.kind = service_kinds[fields.need("kind").one_of(service_kinds)];
    const Field parameters = fields.need("parameters");
    service.parameters = parameters.distinct_texts();
    for (const Field& parameter : parameters.items()) {
        (void)require_parameter(lesson, parameter);
    }
    return service;
}

void read_optional_sections(const Fields& fields, Lesson& lesson) {
    if (const auto variants = fields.find("variants")) {
        for (const Field& item : variants->items()) {
            lesson.variants.push_back(read_variant(item, lesson));
        }
    }
    if (const auto prediction = fields.find("prediction")) {
        lesson.prediction = read_prediction(*prediction, lesson);
    }
    if (const auto questions = fields.find("questions")) {
        lesson.questions = read_questions(*questions);
    }
    if (const auto service = fields.find("service")) {
        lesson.service = read_service(*service, lesson);
    }
}

constexpr std::string_view fence = "---";

void strip_carriage_return(std::string& line) {
    if (line.ends_with('\r')) {
        line.pop_back();
    }
}

} // namespace

Document split_document(const std::string& text) {
    std::istringstream lines(text);
    std::string line;
    std::getline(lines, line);
    strip_carriage_return(line);
    if (line != fence) {
        throw Fault(1, "the front matter must begin with --- on the first line");
    }
    Document document{"\n", {}};
    std::size_t last = 1;
    bool closed = false;
    while (std::getline(lines, line)) {
        strip_carriage_return(line);
        ++last;
        if (!closed && line == fence) {
            closed = true;
            continue;
        }
        (closed ? document.body : document.yaml) += line + '\n';
    }
    if (!closed) {
        throw Fault(last, "the front matter must end with a line of ---");
    }
    return document;
}

Lesson read_lesson(const Document& document, const std::string& folder_name) {
    const YAML::Node root = YAML::Load(document.yaml);
    const Fields fields(root, "the front matter", lesson_keys);
    Lesson lesson;
    read_identity(fields, lesson);
    if (lesson.id != folder_name) {
        fields.need("id").fail(fmt::format("id must be the folder's name, {}, not \"{}\"", folder_name, lesson.id));
    }
    const auto strategies = fields.find("strategies");
    lesson.strategies = strategies ? read_strategies(*strategies)
                                   : std::vector<Strategy>{Strategy::sequential, Strategy::threaded, Strategy::async,
                                                           Strategy::multiprocess};
    read_lesson_parameters(fields, lesson);
    read_tasks(fields.need("tasks"), lesson);
    read_workers(fields.need("workers"), lesson);
    read_optional_sections(fields, lesson);
    lesson.body = document.body;
    return lesson;
}

} // namespace manybrains::lesson
