// How much of each pixel column the keys of a track cover, exactly: the figures that a row is drawn from.
// Costs the number of columns, whatever the number of slices (Track::coverage answers from running sums).
#pragma once

#include "core/trace/track.h"

#include <cstdint>
#include <span>
#include <vector>

namespace manybrains::app {

/// One key's part of a column, in 4096ths: finer than any colour can show. What the parts leave is empty.
struct Share {
    trace::Key key = 0;
    std::uint16_t weight = 0;
    bool operator==(const Share&) const = default;
};
inline constexpr std::uint32_t whole_column = 4096;

/// [begin, end), to be divided into `count` columns.
struct ColumnRange {
    Time begin;
    Time end;
    int count = 1;
};

/// Keeps its memory from one row to the next.
class Columns {
public:
    /// Reads what is published now. The open slice counts up to `horizon`.
    void read(const trace::Track& track, const ColumnRange& range, Time horizon);

    [[nodiscard]] int count() const noexcept { return static_cast<int>(ends_.size()); }
    [[nodiscard]] std::span<const Share> shares(int column) const noexcept;
    /// Nothing at all lies in the columns.
    [[nodiscard]] bool empty() const noexcept { return shares_.empty(); }
    /// Bit k is set when key k has a share somewhere.
    [[nodiscard]] std::uint32_t keys() const noexcept { return keys_; }

private:
    void divide(const ColumnRange& range);
    /// Few slices: one by one.
    void walk(const trace::Track& track, std::size_t first, std::size_t last, const trace::Slice* open);
    /// Many: from the track's running sums.
    void readSums(const trace::Track& track, const ColumnRange& range, const trace::Slice* open);
    void add(const trace::Slice& slice);
    void add(trace::Key key, std::int64_t nanoseconds);
    /// Turns what was added since the last call into the shares of the next column.
    void close();
    void closeUpTo(std::size_t column);

    std::vector<std::int64_t> edges_; ///< [c]: where column c begins; one more for the end
    std::vector<Share> shares_;
    std::vector<std::uint32_t> ends_; ///< [c]: one past column c's last share
    std::uint32_t keys_ = 0;
    std::vector<trace::Coverage> row_; ///< what the running sums answered
    trace::Coverage pending_{};        ///< of the column that is being filled
    std::uint32_t pending_keys_ = 0;
};

} // namespace manybrains::app
