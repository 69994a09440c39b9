#include "app/timeline/columns.h"

#include <algorithm>
#include <bit>
#include <optional>

namespace manybrains::app {

namespace {

/// Up to so many slices a column, walking them is quicker than asking the running sums at every edge.
constexpr std::size_t walk_at_most = 8;

} // namespace

Time ColumnEdges::edge(int column) const noexcept {
    // As Track::coverage() divides a row; whole and rest apart, so that nothing overflows.
    const std::int64_t length = (end - begin).count();
    return begin + Duration(length / count * column + length % count * column / count);
}

int ColumnEdges::columnOf(Time time) const noexcept {
    const double share = static_cast<double>((time - begin).count()) / static_cast<double>((end - begin).count());
    int column = std::clamp(static_cast<int>(share * count), 0, count);
    // The edges are whole nanoseconds: the guess may be one off.
    while (column > 0 && time < edge(column)) {
        --column;
    }
    while (column < count && time >= edge(column + 1)) {
        ++column;
    }
    return column;
}

std::span<const Share> Columns::shares(int column) const noexcept {
    const auto index = static_cast<std::size_t>(column);
    const std::size_t first = index == 0 ? 0 : ends_[index - 1];
    return {shares_.data() + first, ends_[index] - first};
}

void Columns::read(const trace::Track& track, const ColumnEdges& edges, Time horizon) {
    edges_ = edges;
    shares_.clear();
    ends_.clear();
    keys_ = 0;
    // The open slice first: one that is closed meanwhile is then among the published ones, and cut off here.
    std::optional<trace::Slice> open = track.open();
    const std::size_t size = track.size();
    if (open) {
        open->begin = size > 0 ? std::max(open->begin, track.slice(size - 1).end) : open->begin;
        open->end = std::max(open->begin, horizon);
    }
    const std::size_t first = std::min(track.first_ending_after(edges.begin), size);
    const std::size_t last = std::min(track.first_ending_after(edges.end) + 1, size);
    const trace::Slice* going_on = open ? &*open : nullptr;
    if (last - first <= walk_at_most * static_cast<std::size_t>(edges.count)) {
        walk(track, first, last, going_on);
    } else {
        readSums(track, going_on);
    }
}

void Columns::walk(const trace::Track& track, std::size_t first, std::size_t last, const trace::Slice* open) {
    for (std::size_t i = first; i < last; ++i) {
        add(track.slice(i));
    }
    if (open != nullptr) {
        add(*open);
    }
    closeUpTo(edges_.count);
}

void Columns::add(const trace::Slice& slice) {
    Time from = std::max(slice.begin, edges_.begin);
    const Time to = std::min(slice.end, edges_.end);
    if (from >= to) {
        return;
    }
    // Slices come in the order of time, so most begin in the column that is being filled.
    if (from >= edges_.edge(count() + 1)) {
        closeUpTo(edges_.columnOf(from));
    }
    while (from < to) {
        const Time edge = edges_.edge(count() + 1);
        add(slice.key, (std::min(to, edge) - from).count());
        if (to < edge) {
            return;
        }
        close();
        from = edge;
    }
}

void Columns::readSums(const trace::Track& track, const trace::Slice* open) {
    row_.resize(static_cast<std::size_t>(edges_.count));
    track.coverage(edges_.begin, edges_.end, row_);
    for (int column = 0; column < edges_.count; ++column) {
        const trace::Coverage& covered = row_[static_cast<std::size_t>(column)];
        for (std::size_t key = 0; key < trace::key_count; ++key) {
            if (covered[key] != 0) {
                add(static_cast<trace::Key>(key), covered[key]);
            }
        }
        const Time from = edges_.edge(column);
        const Time to = edges_.edge(column + 1);
        if (open != nullptr && open->begin < to && open->end > from) {
            add(open->key, (std::min(open->end, to) - std::max(open->begin, from)).count());
        }
        close();
    }
}

void Columns::add(trace::Key key, std::int64_t nanoseconds) {
    pending_[key] += nanoseconds;
    pending_keys_ |= 1U << key;
}

void Columns::close() {
    const int column = count();
    const std::int64_t length = std::max<std::int64_t>(1, (edges_.edge(column + 1) - edges_.edge(column)).count());
    const double scale = whole_column / static_cast<double>(length); // one division for all keys
    std::uint32_t left = whole_column;
    for (std::uint32_t keys = pending_keys_; keys != 0; keys &= keys - 1) {
        const auto key = static_cast<trace::Key>(std::countr_zero(keys));
        const auto part = static_cast<std::uint32_t>(static_cast<double>(pending_[key]) * scale + 0.5);
        const std::uint32_t weight = std::min(left, part);
        pending_[key] = 0;
        if (weight > 0) {
            shares_.push_back({key, weight});
            left -= weight;
        }
    }
    keys_ |= pending_keys_;
    pending_keys_ = 0;
    ends_.push_back(static_cast<std::uint32_t>(shares_.size()));
}

void Columns::closeUpTo(int column) {
    while (count() < column) {
        close();
    }
}

} // namespace manybrains::app
