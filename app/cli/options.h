// From argv to a choice: the grammar of the command line, and its errors in the words of cli.md.
#pragma once

#include "app/cli/commands.h"

#include <optional>

namespace manybrains::cli {

enum class Subcommand { window, lessons, run, doctor };

struct Choice {
    Subcommand command = Subcommand::window;
    LessonsOptions lessons;
    RunOptions run;
    DoctorOptions doctor;
};

struct Parsed {
    Choice choice;
    std::optional<Exit> exit; ///< set when everything is said already: --help, --version, or an error
};

[[nodiscard]] Parsed parse(int argc, const char* const* argv);

} // namespace manybrains::cli
