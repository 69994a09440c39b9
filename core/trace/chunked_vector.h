// The append-only column below every track: one writer appends, any number of readers read what is published.
// Elements never move, so a reader needs no lock; the published length is the one atomic between the two.
#pragma once

#include <array>
#include <atomic>
#include <bit>
#include <cassert>
#include <cstddef>
#include <memory>
#include <utility>

namespace manybrains::trace {

/// Chunks double in size (first_chunk, first_chunk, 2*first_chunk, …), so an index costs one bit scan and the memory
/// never exceeds twice what is used. Threads: push_back() from one thread only; size() and operator[] from any.
template <typename T, std::size_t first_chunk = 256>
class ChunkedVector {
    static_assert(std::has_single_bit(first_chunk));

public:
    /// Elements k*n up to (k+1)*n lie side by side for every power of two n up to this.
    static constexpr std::size_t side_by_side = first_chunk;

    ChunkedVector() = default;
    ChunkedVector(const ChunkedVector&) = delete;
    ChunkedVector& operator=(const ChunkedVector&) = delete;
    ChunkedVector(ChunkedVector&&) = delete;
    ChunkedVector& operator=(ChunkedVector&&) = delete;
    ~ChunkedVector() {
        for (auto& chunk : chunks_) {
            delete[] chunk.load(std::memory_order_relaxed);
        }
    }

    /// How many elements are published; every index below it may be read for ever after.
    [[nodiscard]] std::size_t size() const noexcept { return size_.load(std::memory_order_acquire); }
    [[nodiscard]] bool empty() const noexcept { return size() == 0; }

    [[nodiscard]] const T& operator[](std::size_t index) const noexcept { return *slot(index); }

    /// The writer's own access, for elements with atomic members.
    [[nodiscard]] T& at_writer(std::size_t index) noexcept { return *slot(index); }

    /// Appends and publishes. The reference stays valid for the vector's life.
    T& push_back(T value) {
        const std::size_t index = size_.load(std::memory_order_relaxed);
        T& element = *reserve(index);
        element = std::move(value);
        size_.store(index + 1, std::memory_order_release);
        return element;
    }

private:
    static constexpr std::size_t chunk_limit = 40;

    struct Place {
        std::size_t chunk;
        std::size_t offset;
        std::size_t capacity;
    };

    static constexpr Place place(std::size_t index) noexcept {
        if (index < first_chunk) {
            return {0, index, first_chunk};
        }
        const auto chunk = static_cast<std::size_t>(std::bit_width(index / first_chunk));
        const std::size_t begin = first_chunk << (chunk - 1);
        return {chunk, index - begin, begin};
    }

    [[nodiscard]] T* slot(std::size_t index) const noexcept {
        const Place at = place(index);
        return chunks_[at.chunk].load(std::memory_order_acquire) + at.offset;
    }

    T* reserve(std::size_t index) {
        const Place at = place(index);
        assert(at.chunk < chunk_limit);
        auto& chunk = chunks_[at.chunk];
        if (chunk.load(std::memory_order_relaxed) == nullptr) {
            chunk.store(std::make_unique<T[]>(at.capacity).release(), std::memory_order_release);
        }
        return chunk.load(std::memory_order_relaxed) + at.offset;
    }

    std::array<std::atomic<T*>, chunk_limit> chunks_{};
    std::atomic<std::size_t> size_{0};
};

} // namespace manybrains::trace
