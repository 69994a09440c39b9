// Five downloads: one after the other, in threads, as coroutines, in processes.
#include "core/native/lesson.h"

#include <boost/crc.hpp>
#include <fmt/format.h>

#include <string>
#include <vector>

namespace {

using namespace manybrains::native;
using Checksums = std::vector<std::string>;

std::string checksum(const std::string& body) {
    boost::crc_32_type crc;
    crc.process_bytes(body.data(), body.size());
    return fmt::format("{:08x}", crc.checksum());
}

// Asks, waits for the first byte, waits for the others.
const Task download("download", [](int task, std::string url) { //
    return checksum(fetch(fmt::format("{}/{}", url, task)));
});

// The same, on a connection that can be awaited.
const AsyncTask download_async("download_async", [](int task, std::string url) -> Awaitable<std::string> {
    co_return checksum(co_await fetch_async(fmt::format("{}/{}", url, task)));
});

// One worker: each download begins when the one before is complete.

Checksums sequential(int /*workers*/, int tasks, std::string url) {
    Checksums results;
    for (int task = 0; task < tasks; ++task) {
        results.push_back(download(task, url));
    }
    return results;
}

// Threads: each waits for its own connection, and holds no lock meanwhile.

Checksums threaded(int workers, int tasks, std::string url) {
    Pool pool(workers);
    return pool.map(download, tasks, url);
}

// Async: one thread waits for all connections at once.

Checksums asynchronous(int /*workers*/, int tasks, std::string url) {
    EventLoop loop;
    return loop.gather(download_async, tasks, url);
}

// Processes: each waits for its own connection.

Checksums multiprocess(int workers, int tasks, std::string url) {
    ProcessPool pool(workers);
    return pool.map(download, tasks, url);
}

// A bug that is easy to write and hard to see: everything arrives, only twice, and late.

Checksums multiprocess_twice(int workers, int tasks, std::string url) {
    ProcessPool pool(workers);
    Checksums results;
    for (int task = 0; task < tasks; ++task) {
        results.push_back(download(task, url)); // downloads it here, and waits for it ...
    }
    pool.map(download, tasks, url); // ... and there, again
    return results;
}

Checksums multiprocess_fixed(int workers, int tasks, std::string url) {
    return multiprocess(workers, tasks, url); // hand the work over, do not do it as well
}

const auto registered = register_lesson("five-downloads", Parameter("tasks", 5), Parameter<std::string>("url"))
                            .form(Strategy::sequential, sequential)
                            .form(Strategy::threaded, threaded)
                            .form(Strategy::async, asynchronous)
                            .form(Strategy::multiprocess, multiprocess)
                            .form(Strategy::multiprocess, multiprocess_twice, "twice")
                            .form(Strategy::multiprocess, multiprocess_fixed, "fixed")
                            .task(download);

} // namespace
