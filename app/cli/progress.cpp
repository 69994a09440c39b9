#include "app/cli/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

namespace manybrains::cli {
namespace {

constexpr const char* clear_line = "\r\x1b[K";

} // namespace

Progress::Progress() : terminal_(::isatty(STDERR_FILENO) != 0) {}

void Progress::on_begin(const run::Plan& plan, const run::EngineInfo& engine, std::size_t index, std::size_t count,
                        std::shared_ptr<const trace::Trace>) {
    if (!terminal_) {
        return;
    }
    fmt::print(stderr, "{}[{}/{}] {} {} …", clear_line, index + 1, count, engine.id, lesson::code(plan.strategy));
    std::fflush(stderr);
}

void Progress::on_end(const experiment::RunRecord&, std::size_t index, std::size_t count) {
    if (terminal_ && index + 1 == count) {
        fmt::print(stderr, "{}", clear_line);
    }
}

} // namespace manybrains::cli
