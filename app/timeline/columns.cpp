#include "app/timeline/columns.h"

#include <algorithm>
#include <bit>
#include <optional>

namespace manybrains::app {

namespace {

/// Up to so many slices a column, walking them is quicker than asking the running sums at every edge.
constexpr std::size_t walk_at_most = 2;

} // namespace

std::span<const Share> Columns::shares(int column) const noexcept {
    const auto index = static_cast<std::size_t>(column);
    const std::size_t first = index == 0 ? 0 : ends_[index - 1];
    return {shares_.data() + first, ends_[index] - first};
}

void Columns::read(const trace::Track& track, const ColumnRange& range, Time horizon) {
    shares_.clear();
    ends_.clear();
    keys_ = 0;
    divide(range);
    // The open slice first: one that is closed meanwhile is then among the published ones, and cut off here.
    std::optional<trace::Slice> open = track.open();
    const std::size_t size = track.size();
    if (open) {
        open->begin = size > 0 ? std::max(open->begin, track.slice(size - 1).end) : open->begin;
        open->end = std::max(open->begin, horizon);
    }
    const std::size_t first = std::min(track.first_ending_after(range.begin), size);
    const std::size_t last = std::min(track.first_ending_after(range.end) + 1, size);
    const trace::Slice* going_on = open ? &*open : nullptr;
    if (last - first <= walk_at_most * static_cast<std::size_t>(range.count)) {
        walk(track, first, last, going_on);
    } else {
        readSums(track, range, going_on);
    }
}

void Columns::divide(const ColumnRange& range) {
    // floor(length * c / count), as Track::coverage() divides a row, without a division for each column.
    const std::int64_t length = (range.end - range.begin).count();
    const std::int64_t step = length / range.count;
    const std::int64_t rest = length % range.count;
    edges_.resize(static_cast<std::size_t>(range.count) + 1);
    std::int64_t edge = to_ns(range.begin);
    std::int64_t owed = 0;
    for (std::int64_t& place : edges_) {
        place = edge;
        edge += step;
        owed += rest;
        if (owed >= range.count) {
            owed -= range.count;
            ++edge;
        }
    }
}

void Columns::walk(const trace::Track& track, std::size_t first, std::size_t last, const trace::Slice* open) {
    for (std::size_t i = first; i < last; ++i) {
        add(track.slice(i));
    }
    if (open != nullptr) {
        add(*open);
    }
    closeUpTo(edges_.size() - 1);
}

void Columns::add(const trace::Slice& slice) {
    std::int64_t from = std::max(to_ns(slice.begin), edges_.front());
    const std::int64_t to = std::min(to_ns(slice.end), edges_.back());
    if (from >= to) {
        return;
    }
    // Slices come in the order of time, so most begin in the column that is being filled.
    if (from >= edges_[ends_.size() + 1]) {
        const auto next = std::upper_bound(edges_.begin(), edges_.end(), from);
        closeUpTo(static_cast<std::size_t>(next - edges_.begin()) - 1);
    }
    while (from < to) {
        const std::int64_t edge = edges_[ends_.size() + 1];
        add(slice.key, std::min(to, edge) - from);
        if (to < edge) {
            return;
        }
        close();
        from = edge;
    }
}

void Columns::readSums(const trace::Track& track, const ColumnRange& range, const trace::Slice* open) {
    row_.resize(static_cast<std::size_t>(range.count));
    track.coverage(range.begin, range.end, row_);
    for (std::size_t column = 0; column < row_.size(); ++column) {
        pending_ = row_[column];
        for (std::size_t key = 0; key < trace::key_count; ++key) {
            pending_keys_ |= static_cast<std::uint32_t>(pending_[key] != 0) << key;
        }
        if (open != nullptr && to_ns(open->begin) < edges_[column + 1] && to_ns(open->end) > edges_[column]) {
            const std::int64_t from = std::max(to_ns(open->begin), edges_[column]);
            add(open->key, std::min(to_ns(open->end), edges_[column + 1]) - from);
        }
        close();
    }
}

void Columns::add(trace::Key key, std::int64_t nanoseconds) {
    pending_[key] += nanoseconds;
    pending_keys_ |= 1U << key;
}

void Columns::close() {
    const std::size_t column = ends_.size();
    const std::int64_t length = std::max<std::int64_t>(1, edges_[column + 1] - edges_[column]);
    const double scale = whole_column / static_cast<double>(length); // one division for all keys
    std::uint32_t left = whole_column;
    for (std::uint32_t keys = pending_keys_; keys != 0; keys &= keys - 1) {
        const auto key = static_cast<trace::Key>(std::countr_zero(keys));
        const auto part = static_cast<std::uint32_t>(static_cast<double>(pending_[key]) * scale + 0.5);
        const std::uint32_t weight = std::min(left, part);
        pending_[key] = 0;
        if (weight > 0) {
            shares_.push_back({key, static_cast<std::uint16_t>(weight)});
            left -= weight;
        }
    }
    keys_ |= pending_keys_;
    pending_keys_ = 0;
    ends_.push_back(static_cast<std::uint32_t>(shares_.size()));
}

void Columns::closeUpTo(std::size_t column) {
    while (ends_.size() < column) {
        close();
    }
}

} // namespace manybrains::app
