// manybrains: the command line (cli.md). Free of Qt, so that it starts in a few milliseconds and works without it.
#include "app/cli/commands.h"
#include "app/cli/options.h"

#include <cstdio>
#include <exception>

#include <fmt/format.h>

namespace {

using namespace manybrains;

cli::Exit dispatch(const cli::Choice& choice) {
    const auto installation = experiment::Installation::locate();
    if (!installation) {
        return cli::complain(installation.error());
    }
    switch (choice.command) {
    case cli::Subcommand::lessons:
        return cli::lessons_command(choice.lessons, *installation);
    case cli::Subcommand::run:
        return cli::run_command(choice.run, *installation);
    case cli::Subcommand::doctor:
        return cli::doctor_command(choice.doctor, *installation);
    case cli::Subcommand::window:
        break;
    }
    return cli::open_window(*installation);
}

} // namespace

int main(int argc, char** argv) {
    try {
        const cli::Parsed parsed = cli::parse(argc, argv);
        if (parsed.exit) {
            return static_cast<int>(*parsed.exit);
        }
        return static_cast<int>(dispatch(parsed.choice));
    } catch (const std::exception& failure) { // out of memory and the like: the last line of defence
        fmt::print(stderr, "manybrains: internal error: {}\n", failure.what());
        return static_cast<int>(cli::Exit::failure);
    }
}
