#include "tests/unit/lesson/lesson_folder.h"

#include <cstdlib>
#include <fstream>
#include <stdexcept>

namespace manybrains::lesson {

const std::string_view complete_document = R"(---
id: example
title: Example
summary: Uses every key.
chapter: {number: 2, title: The second}
order: 7
level: advanced
minutes: 9
objectives:
  - Read
  - Write
bound: mixed
strategies: [sequential, threaded]
tasks:
  functions: [work, work_async]
  index_argument: task
  parameter: tasks
workers: 3
parameters:
  - name: tasks
    title: Tasks
    min: 1
    max: 8
    default: 2
  - name: seconds
    title: Length
    unit: s
    min: 0.5
    max: 3
    default: 2.0
    quick: 1
    engines:
      cpp: {default: 3, quick: 0.5}
      cpp-gil: {default: 2.5}
  - name: start
    title: Start method
    choices: [fork, spawn]
    default: fork
variants:
  - id: no-lock
    title: Without the lock
    strategies: [threaded]
    outcome: failed
    same_results: false
prediction:
  question: Which?
  winner: threaded
  explanation: Because.
questions:
  - question: How many?
    answers: [one, two]
    correct: 2
    explanation: Two.
service:
  kind: http
  parameters: [seconds]
---

## Text
)";

namespace {

std::filesystem::path make_root() {
    std::string pattern = (std::filesystem::temp_directory_path() / "manybrains-lesson-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) {
        throw std::runtime_error("mkdtemp");
    }
    return pattern;
}

} // namespace

LessonFolder::LessonFolder(std::string_view document) : root_(make_root()) {
    write("example/lesson.md", document);
    write("example/lesson.py", "");
}

LessonFolder::~LessonFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(root_, ignored);
}

void LessonFolder::write(const std::filesystem::path& relative, std::string_view text) const {
    std::filesystem::create_directories((root_ / relative).parent_path());
    std::ofstream(root_ / relative, std::ios::binary) << text;
}

} // namespace manybrains::lesson
