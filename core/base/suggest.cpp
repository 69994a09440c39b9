#include "core/base/suggest.h"

#include <algorithm>
#include <vector>

namespace manybrains {
namespace {

/// Optimal string alignment distance: insertions, deletions, replacements and swaps of neighbours.
std::size_t edits(std::string_view a, std::string_view b) {
    std::vector<std::vector<std::size_t>> cost(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i) {
        cost[i][0] = i;
    }
    for (std::size_t j = 0; j <= b.size(); ++j) {
        cost[0][j] = j;
    }
    for (std::size_t i = 1; i <= a.size(); ++i) {
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = cost[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            cost[i][j] = std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, replaced});
            const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (swapped) {
                cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
            }
        }
    }
    return cost[a.size()][b.size()];
}

/// Names far longer than any of ours are not slips, and would make the table above large.
constexpr std::size_t longest_slip = 128;

} // namespace

std::optional<std::string> nearest(std::string_view typed, std::span<const std::string> candidates) {
    std::optional<std::string> best;
    std::size_t fewest = std::max<std::size_t>(2, typed.size() / 2) + 1;
    for (const std::string& candidate : candidates) {
        if (typed.size() > longest_slip) {
            break;
        }
        const std::size_t count = candidate.starts_with(typed) && !typed.empty() ? 1 : edits(typed, candidate);
        if (count < fewest) {
            fewest = count;
            best = candidate;
        }
    }
    return best;
}

} // namespace manybrains
