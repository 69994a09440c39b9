// One Chrome Trace Event after another, as text: knows the format and nothing of what the events mean.
#pragma once

#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/io/replacing_file.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace manybrains::io {

/// Where an event stands: a process and a thread of the file, real or synthetic.
struct Place {
    std::int64_t pid = 0;
    std::int64_t tid = 0;
};

/// Names are JSON strings already, quotes included, so that one used a million times is escaped once. `args` is what
/// stands between the braces, or empty. Errors of the file are kept and told by finish().
class EventWriter {
public:
    EventWriter(ReplacingFile& file, Time origin);

    /// ph M: what a process or thread is called.
    void metadata(std::string_view name, Place place, std::string_view args);
    /// ph X: from begin to end.
    void complete(std::string_view category, std::string_view name, Place place, Time begin, Time end,
                  std::string_view args);
    /// ph i; scope: 't' a thread's, 'p' a process's, 'g' everyone's.
    void instant(std::string_view category, std::string_view name, Place place, Time time, char scope,
                 std::string_view args);
    /// ph C.
    void counter(std::string_view category, std::string_view name, Place place, Time time, std::string_view args);
    /// ph b or e, s or f: halves that belong together by `id`, a JSON string.
    void half(char phase, std::string_view category, std::string_view name, std::string_view id, Place place, Time time,
              std::string_view args);

    /// The closing bracket, and `other_data`, JSON.
    [[nodiscard]] Result<void> finish(std::string_view other_data);

private:
    /// The members that all have; the event stays open for more.
    void begin(char phase, std::string_view category, std::string_view name, Place place);
    void add_time(std::string_view key, Duration duration);
    void end(std::string_view args);

    ReplacingFile& file_;
    Time origin_;
    Result<void> written_;
    std::string event_;
    bool first_ = true;
};

} // namespace manybrains::io
