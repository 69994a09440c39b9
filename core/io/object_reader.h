// Reads members of a JSON object into plain variables and remembers the first thing that is wrong, with its place in
// the file ("runs[3].wall_s"), so that a reader is a list of its members and not of error branches.
#pragma once

#include "core/base/result.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace manybrains::io {

/// The first error of a file; shared by the readers of all its objects.
class Problem {
public:
    void report(const std::string& place, std::string why);
    [[nodiscard]] const std::optional<Error>& error() const noexcept { return error_; }

private:
    std::optional<Error> error_;
};

/// What is read is left alone where the file is wrong.
class ObjectReader {
public:
    /// `place` is empty for the whole file.
    ObjectReader(const boost::json::value& value, std::string place, Problem& problem);

    void read(std::string_view key, std::string& text) const;
    void read(std::string_view key, bool& flag) const;
    /// Whole and from 0.
    void read(std::string_view key, int& number) const;
    void read(std::string_view key, std::uint64_t& number) const;
    /// Finite and from 0.
    void read(std::string_view key, double& number) const;
    /// null is nullopt.
    template <typename T>
    void read(std::string_view key, std::optional<T>& value) const {
        if (const auto* member = find(key); member != nullptr && !member->is_null()) {
            T read_value{};
            read(key, read_value);
            value = read_value;
        }
    }
    /// null is empty.
    void read_or_null(std::string_view key, std::string& text) const;

    /// nullptr, and a problem, where it is missing or something else.
    [[nodiscard]] const boost::json::object* object(std::string_view key) const;
    [[nodiscard]] const boost::json::array* array(std::string_view key) const;
    [[nodiscard]] const boost::json::value* find(std::string_view key) const;

    [[nodiscard]] std::string place_of(std::string_view key) const;
    void report(std::string_view key, std::string why) const { problem_.report(place_of(key), std::move(why)); }
    [[nodiscard]] Problem& problem() const noexcept { return problem_; }

private:
    void read_whole(std::string_view key, std::uint64_t maximum, std::uint64_t& number) const;
    void expect(std::string_view key, std::string_view wanted, const boost::json::value& found) const;

    const boost::json::object* object_ = nullptr; ///< nullptr: it is none, which has been reported
    std::string place_;
    Problem& problem_;
};

} // namespace manybrains::io
