// A checked view of the YAML in a lesson's front matter. Every read says what it expects; whatever is not so is a Fault
// with its line. Faults are thrown within this folder only: load_lesson() turns them into Errors.
#pragma once

#include <yaml-cpp/yaml.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace manybrains::lesson {

/// One cause why a lesson.md is not valid, and the line (from 1) to look at.
class Fault : public std::runtime_error {
public:
    Fault(std::size_t line, const std::string& why) : std::runtime_error(why), line_(line) {}
    [[nodiscard]] std::size_t line() const noexcept { return line_; }

private:
    std::size_t line_;
};

/// The value of one key, or one item of a list under that key.
class Field {
public:
    Field(YAML::Node node, std::string name);
    /// yaml-cpp puts an empty value on the line after its key, hence the key.
    Field(YAML::Node node, std::string name, const YAML::Node& key);

    [[nodiscard]] const YAML::Node& node() const noexcept { return node_; }
    [[nodiscard]] bool is_text() const;
    [[nodiscard]] bool is_mapping() const { return node_.IsMap(); }

    [[nodiscard]] std::string text() const; ///< not empty
    [[nodiscard]] std::int64_t integer() const;
    [[nodiscard]] std::int64_t integer(std::int64_t minimum, std::int64_t maximum) const;
    [[nodiscard]] double real() const;
    [[nodiscard]] bool flag() const;
    /// Index of the text among `words`.
    [[nodiscard]] std::size_t one_of(const std::vector<std::string>& words) const;
    /// At least one item.
    [[nodiscard]] std::vector<Field> items() const;
    /// At least one, no two alike.
    [[nodiscard]] std::vector<std::string> distinct_texts() const;

    /// Lower-case letters, digits and hyphens: "switch-interval".
    [[nodiscard]] std::string identifier() const;
    /// A Python name.
    [[nodiscard]] std::string python_name() const;

    [[noreturn]] void fail(const std::string& why) const;

private:
    YAML::Node node_;
    std::string name_;
    std::size_t line_;
};

/// A mapping whose keys are all among those that its reader knows.
class Fields {
public:
    Fields(const Field& field, const std::vector<std::string>& known_keys);
    Fields(const YAML::Node& node, const std::string& name, const std::vector<std::string>& known_keys)
        : Fields(Field(node, name), known_keys) {}

    [[nodiscard]] Field need(const std::string& key) const;
    [[nodiscard]] std::optional<Field> find(const std::string& key) const;

private:
    struct Entry {
        std::string key;
        Field value;
    };
    std::vector<Entry> entries_;
    std::size_t line_;
};

} // namespace manybrains::lesson
