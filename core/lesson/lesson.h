// A lesson: the validated content of one folder under scenarios/. Loaded once (loader.h), then only read, by both
// front ends and by the engines.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace manybrains::lesson {

enum class Strategy : std::uint8_t { sequential, threaded, async, multiprocess };
inline constexpr std::size_t strategy_count = 4;

/// The word on the command line and in files: "async".
[[nodiscard]] std::string_view code(Strategy strategy) noexcept;
[[nodiscard]] std::optional<Strategy> strategy_from_code(std::string_view text) noexcept;

/// What limits the lesson, and with it how much faster it could get (Lesson::ideal_speedup).
enum class Bound : std::uint8_t { cpu, wait, mixed };

enum class Difficulty : std::uint8_t { beginner, intermediate, advanced, general };
[[nodiscard]] std::string_view code(Difficulty level) noexcept;

using Value = std::variant<std::int64_t, double, std::string>;
using Parameters = std::map<std::string, Value, std::less<>>;
[[nodiscard]] std::string to_string(const Value& value);

/// A number or a word that the learner may set. Engines have defaults of their own where one size cannot suit all.
/// All values are of the default's type.
struct Parameter {
    std::string name;
    std::string title; ///< what it is, for a label: "Iterations per task"
    std::string unit;  ///< "s", "ms", "KiB/s", or empty for a count
    Value minimum;     ///< numbers only
    Value maximum;
    std::vector<std::string> choices;                          ///< words only: the allowed ones
    Value standard;                                            ///< the default
    std::optional<Value> quick;                                ///< with --quick
    std::map<std::string, Value, std::less<>> engine_standard; ///< by engine: "cpp", "cpp-gil", "python"
    std::map<std::string, Value, std::less<>> engine_quick;
};

/// A buggy or fixed version of the lesson: further functions STRATEGY_VARIANT in lesson.py.
struct Variant {
    std::string id;
    std::string title;
    std::string outcome = "completed"; ///< how its runs are expected to end (run::Outcome's codes)
    bool same_results = true;          ///< false: it races or fails on purpose
    std::vector<Strategy> strategies;  ///< those that have it; the others run the plain form
};

struct Prediction {
    std::string question;
    Strategy winner = Strategy::sequential; ///< what usually wins, for the words after the measurement
    std::string explanation;                ///< Markdown, shown beside the measurement
};

struct Question {
    std::string text;
    std::vector<std::string> answers;
    std::size_t correct = 0;
    std::string explanation; ///< Markdown
};

/// A helper server that the run starts before the lesson and stops after it; its URL reaches the lesson as the
/// parameter `url`. The parameters named here are the server's own and are not passed to the lesson.
struct Service {
    std::string kind; ///< "http": the download server
    std::vector<std::string> parameters;
};

struct Lesson {
    std::string id;
    std::string title;
    std::string summary; ///< one sentence for the list
    std::string chapter;
    int chapter_number = 0;
    int order = 0; ///< within the chapter
    Difficulty level = Difficulty::beginner;
    int minutes = 0;
    std::vector<std::string> objectives;
    Bound bound = Bound::cpu;
    std::vector<Strategy> strategies;
    std::vector<Parameter> parameters;
    std::vector<Variant> variants;
    std::vector<std::string> task_functions; ///< of lesson.py, wrapped from outside
    std::string task_index_argument;         ///< their argument that is the task's number; empty: counted
    std::string tasks_parameter;             ///< the parameter that is the number of tasks; empty: fixed_tasks
    std::int64_t fixed_tasks = 1;
    int workers = 2;                   ///< the default
    bool workers_follow_tasks = false; ///< the default is one worker a task (waiting lessons)
    std::optional<Prediction> prediction;
    std::vector<Question> questions;
    std::optional<Service> service;
    std::string body; ///< Markdown after the front matter
    std::filesystem::path folder;
    bool has_native = false; ///< lesson.cpp is there

    [[nodiscard]] const Parameter* parameter(std::string_view name) const noexcept;
    [[nodiscard]] const Variant* variant(std::string_view id) const noexcept;
    /// Every parameter at its default for this engine ("python", "cpp", "cpp-gil").
    [[nodiscard]] Parameters defaults(std::string_view engine, bool quick) const;
    /// How many tasks these parameters make: the work that workers share.
    [[nodiscard]] std::int64_t tasks(const Parameters& parameters) const;
    [[nodiscard]] int default_workers(const Parameters& parameters) const;
    /// What the speedup could be: min(workers, usable cores) where the CPU is the bound, the number of overlapping
    /// waits where waiting is (which async does not leave to workers). Never more than there are tasks.
    [[nodiscard]] double ideal_speedup(int workers, std::int64_t tasks, int usable_cores,
                                       Strategy strategy = Strategy::threaded) const noexcept;
};

} // namespace manybrains::lesson
