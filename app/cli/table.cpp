#include "app/cli/table.h"

#include "core/analyze/speedup.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <optional>

namespace manybrains::cli {
namespace {

using experiment::RunRecord;

/// The repeats of one form, by pointer into the records.
struct Form {
    std::vector<const RunRecord*> runs;
    [[nodiscard]] const RunRecord& first() const { return *runs.front(); }
};

/// One engine's forms, in the order in which they ran.
struct Block {
    std::vector<Form> forms;
    [[nodiscard]] const RunRecord& first() const { return forms.front().first(); }
};

std::string engine_title(const RunRecord& run) {
    std::string title = run.engine.id;
    if (run.engine.id == "python") {
        title = fmt::format("{} {}", run.engine.implementation.empty() ? "python" : run.engine.implementation,
                            run.engine.version);
        title += run.engine.gil.value_or(true) ? ", with a GIL" : ", without a GIL";
    } else if (run.engine.id == "cpp") {
        title = "C++, no GIL";
    } else if (run.engine.id == "cpp-gil") {
        title = "C++ behind a GIL";
    }
    return title;
}

std::string grouped(const std::string& digits) {
    const bool number =
        !digits.empty() && std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!number) {
        return digits;
    }
    std::string text;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i > 0 && (digits.size() - i) % 3 == 0) {
            text += ',';
        }
        text += digits[i];
    }
    return text;
}

std::string sizes(const RunRecord& run) {
    std::string text = fmt::format("workers {}", run.plan.workers);
    for (const auto& [name, value] : run.plan.parameters) {
        text += fmt::format(", {} {}", name, grouped(lesson::to_string(value)));
    }
    return text;
}

std::vector<Block> blocks_of(const std::vector<RunRecord>& runs) {
    std::vector<Block> blocks;
    for (const RunRecord& run : runs) {
        const auto same_engine = [&](const Block& block) {
            return block.first().engine.id == run.engine.id &&
                   block.first().engine.interpreter == run.engine.interpreter;
        };
        auto block = std::find_if(blocks.begin(), blocks.end(), same_engine);
        if (block == blocks.end()) {
            block = blocks.insert(blocks.end(), Block{});
        }
        const auto same_form = [&](const Form& form) { return form.first().plan.strategy == run.plan.strategy; };
        auto form = std::find_if(block->forms.begin(), block->forms.end(), same_form);
        if (form == block->forms.end()) {
            form = block->forms.insert(block->forms.end(), Form{});
        }
        form->runs.push_back(&run);
    }
    return blocks;
}

std::optional<analyze::Spread> spread_of(const Form& form,
                                         const std::function<std::optional<double>(const RunRecord&)>& figure) {
    std::vector<double> values;
    for (const RunRecord* run : form.runs) {
        if (const auto value = figure(*run)) {
            values.push_back(*value);
        }
    }
    return analyze::spread(values);
}

std::string cell(const std::optional<analyze::Spread>& spread, const char* unit, int decimals) {
    return spread ? fmt::format("{:.{}f}{}", spread->median, decimals, unit) : "–";
}

std::string range(const std::optional<analyze::Spread>& spread) {
    return spread ? fmt::format("{:.3f}–{:.3f} s", spread->minimum, spread->maximum) : "–";
}

std::optional<double> as_double(const std::optional<std::uint64_t>& count) {
    return count ? std::optional<double>(static_cast<double>(*count)) : std::nullopt;
}

std::string name_of(const RunRecord& run) {
    std::string name(lesson::code(run.plan.strategy));
    return run.plan.variant.empty() ? name : name + " (" + run.plan.variant + ")";
}

std::string row(const Form& form, bool repeated) {
    const auto wall = spread_of(form, [](const RunRecord& run) { return run.wall_s; });
    std::string line = fmt::format(
        "  {:<24}{:>10}{:>10}{:>13}{:>16}{:>12}", name_of(form.first()), cell(wall, " s", 3),
        cell(spread_of(form, [](const RunRecord& run) { return run.speedup; }), "×", 2),
        cell(spread_of(form, [](const RunRecord& run) { return run.figures.parallelism; }), "", 2),
        cell(spread_of(form, [](const RunRecord& run) { return as_double(run.figures.gil_handoffs); }), "", 0),
        cell(spread_of(form, [](const RunRecord& run) { return as_double(run.figures.processes); }), "", 0));
    if (repeated) {
        line += fmt::format("{:>20}", range(wall));
    }
    for (const RunRecord* run : form.runs) {
        if (run->ending.outcome != run::Outcome::completed) {
            line += fmt::format("\n    {}: {}", run::code(run->ending.outcome), run->ending.error);
        }
    }
    return line + '\n';
}

std::string header(bool repeated) {
    std::string line = fmt::format("  {:<24}{:>10}{:>10}{:>13}{:>16}{:>12}", "", "wall", "speedup", "cores busy",
                                   "GIL hand-offs", "processes");
    if (repeated) {
        line += fmt::format("{:>20}", "fastest–slowest");
    }
    return line + '\n';
}

std::string footer(const RunRecord& run) {
    std::string text = fmt::format("  ideal: {:.2f}×", run.ideal);
    if (run.level != trace::Level::none) {
        text += fmt::format("   recorded: {}", trace::code(run.level));
    }
    if (!run.level_reason.empty()) {
        text += fmt::format(" ({})", run.level_reason);
    }
    return text + '\n';
}

std::string finding(const Block& block) {
    std::string text;
    for (const Form& form : block.forms) {
        const auto speedup = spread_of(form, [](const RunRecord& run) { return run.speedup; });
        if (!speedup || form.first().plan.strategy == lesson::Strategy::sequential) {
            continue;
        }
        text += fmt::format("{}{} {:.2f}×", text.empty() ? "  " : ", ", name_of(form.first()), speedup->median);
    }
    return text.empty() ? text : text + " against sequential\n";
}

} // namespace

std::string format_table(const std::vector<RunRecord>& runs) {
    std::string text;
    for (const Block& block : blocks_of(runs)) {
        const bool repeated = block.forms.front().runs.size() > 1;
        text += fmt::format("{}{} · {}\n  {}\n\n", text.empty() ? "" : "\n", block.first().plan.lesson->title,
                            engine_title(block.first()), sizes(block.first()));
        text += header(repeated);
        for (const Form& form : block.forms) {
            text += row(form, repeated);
        }
        text += '\n' + finding(block) + footer(block.first());
    }
    return text;
}

} // namespace manybrains::cli
