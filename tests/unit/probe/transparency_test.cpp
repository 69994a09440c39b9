// A recorded program does what it does unrecorded: the same output, errno, cancellation and status.
#include "tests/unit/probe/recorded_run.h"

#include <gmock/gmock.h>

#include <string>
#include <vector>

namespace manybrains::probe {
namespace {

using testing::Preload;
using testing::RecordedRun;

void expect_same(const std::vector<std::string>& command) {
    SCOPED_TRACE(command.back());
    const RecordedRun bare = testing::run(command, Preload::nothing);
    for (const Preload preload : {Preload::recording, Preload::without_rings}) {
        const RecordedRun run = testing::run(command, preload);
        EXPECT_EQ(run.output, bare.output);
        EXPECT_EQ(run.wait_status, bare.wait_status);
        EXPECT_EQ(run.events.empty(), preload == Preload::without_rings);
    }
}

TEST(Transparency, KeepsReturnValuesAndErrno) {
    expect_same({testing::program("descriptor_calls")});
    expect_same({testing::program("waiting_calls")});
}

TEST(Transparency, KeepsCancellation) {
    expect_same({testing::program("cancelled")});
    const std::string output = testing::run({testing::program("cancelled")}).output;
    EXPECT_THAT(output, ::testing::HasSubstr("sem_wait: cancelled, cleaned up"));
    EXPECT_THAT(output, ::testing::Not(::testing::HasSubstr("returned")));
}

TEST(Transparency, KeepsDeathBySignal) {
    expect_same({testing::program("signals")});
}

TEST(Transparency, KeepsShellScripts) {
    expect_same({"/bin/sh", "-c", "echo one | cat; (exit 3) || echo $?; sleep 0.01 & wait; kill -TERM $$"});
}

constexpr const char* python_standard_library = R"(
import concurrent.futures, multiprocessing, queue, socket, subprocess, sys, threading

def square(number):
    return number * number

def main():
    lock, total = threading.Lock(), []
    threads = [threading.Thread(target=lambda: [lock.acquire(), total.append(1), lock.release()]) for _ in range(8)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    print(len(total))
    print(subprocess.run([sys.executable, '-c', 'import sys; print(sys.stdin.read().upper())'], input=b'text',
                         stdout=subprocess.PIPE).stdout)
    with multiprocessing.Pool(2) as pool:
        print(pool.map(square, range(10)))
    with concurrent.futures.ProcessPoolExecutor(2) as pool:
        print(list(pool.map(square, range(5))))
    left, right = socket.socketpair()
    left.settimeout(0.001)
    try:
        left.recv(1)
    except OSError as error:
        print(type(error).__mro__[1:], error)
    box = queue.Queue()
    try:
        box.get(timeout=0.001)
    except queue.Empty:
        print('empty')
    sys.exit(7)

if __name__ == '__main__':
    main()
)";

TEST(Transparency, KeepsPythonsStandardLibrary) {
    const std::vector<std::string> found = testing::interpreters();
    if (found.empty()) {
        GTEST_SKIP() << "no Python here";
    }
    for (const std::string& python : found) {
        SCOPED_TRACE(python);
        const RecordedRun bare = testing::run({python, "-c", python_standard_library}, Preload::nothing);
        const RecordedRun recorded = testing::run({python, "-c", python_standard_library});
        EXPECT_EQ(WEXITSTATUS(bare.wait_status), 7) << bare.output;
        EXPECT_EQ(recorded.output, bare.output);
        EXPECT_EQ(recorded.wait_status, bare.wait_status);
    }
}

} // namespace
} // namespace manybrains::probe
