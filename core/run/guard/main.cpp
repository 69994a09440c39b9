// manybrains-guard: stands between the app and a run. Started by guard_process.cpp and by nothing else.
#include "core/run/guard/guard.h"
#include "core/run/guard/protocol.h"
#include "core/run/guard/settings.h"

#include <fcntl.h>
#include <sys/socket.h>

#include <cstdio>
#include <span>
#include <utility>

int main(int argc, char** argv) {
    using namespace manybrains::run::guard;
    int type = 0;
    socklen_t length = sizeof type;
    auto settings = parse_arguments(std::span(argv + 1, argv + argc));
    if (!settings || ::getsockopt(control_fd, SOL_SOCKET, SO_TYPE, &type, &length) != 0 ||
        ::fcntl(report_fd, F_GETFD) < 0) {
        std::fputs("manybrains-guard: is started by manybrains, not by hand\n", stderr);
        return 2;
    }
    return Guard(std::move(*settings)).run();
}
