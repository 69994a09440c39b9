// An app that supervises one program, to be killed by a test: GUARD PROGRAM [ARGUMENT…]. Prints what it learns, a
// line at a time.
#include "core/run/supervisor.h"

#include <unistd.h>

#include <filesystem>
#include <string>

namespace {

using namespace manybrains;

void say(const std::string& line) {
    const std::string text = line + "\n";
    static_cast<void>(!::write(STDOUT_FILENO, text.data(), text.size()));
}

class Announcer : public run::Observer {
public:
    Result<void> on_gate(Pid root) override {
        const std::string process = "/proc/" + std::to_string(root.value);
        say("pid " + std::to_string(root.value));
        say("scratch " + std::filesystem::read_symlink(process + "/cwd").string());
        return {};
    }
    void on_start() override {}
    void on_output(run::Stream, std::string_view) override {}
    void on_report(std::string_view line) override { say(std::string(line)); }
    void on_death(Pid, int) override {}
};

} // namespace

int main(int argc, char** argv) {
    Announcer announcer;
    const run::Command command{.argv = {argv + 2, argv + argc}, .environment = {}};
    const auto ending = run::supervise(command, {}, argv[1], announcer, {});
    return ending && ending->outcome == run::Outcome::completed ? 0 : 1;
}
