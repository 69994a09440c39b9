#include "core/trace/chunked_vector.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace manybrains::trace {
namespace {

TEST(ChunkedVector, KeepsEveryElementInOrderAcrossChunkEdges) {
    ChunkedVector<std::size_t> values;
    EXPECT_TRUE(values.empty());
    for (std::size_t i = 0; i < 5000; ++i) {
        values.push_back(i * 3);
    }
    ASSERT_EQ(values.size(), 5000U);
    for (std::size_t i = 0; i < 5000; ++i) {
        ASSERT_EQ(values[i], i * 3);
    }
}

TEST(ChunkedVector, FirstChunkMayBeSmall) {
    ChunkedVector<std::string, 1> values;
    for (int i = 0; i < 100; ++i) {
        values.push_back(std::to_string(i));
    }
    for (std::size_t i = 0; i < 100; ++i) {
        EXPECT_EQ(values[i], std::to_string(i));
    }
}

TEST(ChunkedVector, ElementsNeverMove) {
    ChunkedVector<std::unique_ptr<int>, 2> values;
    std::vector<const std::unique_ptr<int>*> addresses;
    for (int i = 0; i < 1000; ++i) {
        addresses.push_back(&values.push_back(std::make_unique<int>(i)));
    }
    for (std::size_t i = 0; i < addresses.size(); ++i) {
        EXPECT_EQ(addresses[i], &values[i]);
        EXPECT_EQ(**addresses[i], static_cast<int>(i));
    }
}

TEST(ChunkedVector, ReadersSeeWholeElementsWhileItGrows) {
    constexpr std::size_t count = 100'000;
    ChunkedVector<std::string> values;
    std::jthread writer([&] {
        for (std::size_t i = 0; i < count; ++i) {
            values.push_back("element " + std::to_string(i));
        }
    });
    std::size_t checked = 0;
    while (checked < count) {
        const std::size_t published = values.size();
        for (; checked < published; ++checked) {
            ASSERT_EQ(values[checked], "element " + std::to_string(checked));
        }
    }
}

} // namespace
} // namespace manybrains::trace
