#include "core/python/finder.h"

#include <algorithm>
#include <atomic>
#include <cstring>
#include <optional>
#include <set>
#include <thread>
#include <utility>

namespace manybrains::python {
namespace {

namespace fs = std::filesystem;

/// Mostly waiting for the disk and for children, so a few more than cores do no harm.
constexpr std::size_t at_once = 4;

std::vector<std::optional<Interpreter>> inspect_all(const std::vector<fs::path>& paths,
                                                    std::chrono::milliseconds patience) {
    std::vector<std::optional<Interpreter>> answers(paths.size());
    std::atomic<std::size_t> next{0};
    const auto work = [&] {
        for (std::size_t i = next++; i < paths.size(); i = next++) {
            if (auto interpreter = inspect(paths[i], patience)) {
                answers[i] = std::move(*interpreter);
            }
        }
    };
    std::vector<std::jthread> threads;
    for (std::size_t i = 1; i < std::min(at_once, paths.size()); ++i) {
        threads.emplace_back(work);
    }
    work();
    threads.clear();
    return answers;
}

bool newer(const Interpreter& a, const Interpreter& b) {
    return ::strverscmp(a.version.c_str(), b.version.c_str()) > 0;
}

} // namespace

std::vector<Interpreter> find_interpreters(const Places& places, std::chrono::milliseconds patience) {
    auto answers = inspect_all(candidates(places), patience);
    const bool default_answered = default_candidate(places) && answers.front(); // candidates() begins with it
    std::vector<Interpreter> found;
    std::set<std::pair<fs::path, fs::path>> identities;
    for (auto& interpreter : answers) {
        if (interpreter && identities.emplace(interpreter->executable, interpreter->prefix).second) {
            found.push_back(std::move(*interpreter));
        }
    }
    std::stable_sort(found.begin() + (default_answered ? 1 : 0), found.end(), newer);
    return found;
}

Result<Interpreter> default_interpreter(const Places& places) {
    if (const auto path = default_candidate(places)) {
        if (auto interpreter = inspect(*path)) {
            return interpreter;
        }
    }
    auto others = find_interpreters(places);
    if (others.empty()) {
        return input_error("Python", "no interpreter found", "install Python 3.8 or newer: sudo apt install python3");
    }
    return std::move(others.front());
}

} // namespace manybrains::python
