#include "core/io/event_writer.h"

#include <fmt/format.h>

#include <iterator>

namespace manybrains::io {

EventWriter::EventWriter(ReplacingFile& file, Time origin)
    : file_(file), origin_(origin), written_(file.write("{\"displayTimeUnit\": \"ms\", \"traceEvents\": [\n")) {}

void EventWriter::metadata(std::string_view name, Place place, std::string_view args) {
    begin('M', "", name, place);
    add_time("ts", Duration::zero());
    end(args);
}

void EventWriter::complete(std::string_view category, std::string_view name, Place place, Time begin_time,
                           Time end_time, std::string_view args) {
    begin('X', category, name, place);
    add_time("ts", begin_time - origin_);
    add_time("dur", end_time - begin_time);
    end(args);
}

void EventWriter::instant(std::string_view category, std::string_view name, Place place, Time time, char scope,
                          std::string_view args) {
    begin('i', category, name, place);
    add_time("ts", time - origin_);
    fmt::format_to(std::back_inserter(event_), R"(,"s":"{}")", scope);
    end(args);
}

void EventWriter::counter(std::string_view category, std::string_view name, Place place, Time time,
                          std::string_view args) {
    begin('C', category, name, place);
    add_time("ts", time - origin_);
    end(args);
}

void EventWriter::half(char phase, std::string_view category, std::string_view name, std::string_view id, Place place,
                       Time time, std::string_view args) {
    begin(phase, category, name, place);
    add_time("ts", time - origin_);
    fmt::format_to(std::back_inserter(event_), R"(,"id":{})", id);
    if (phase == 'f') {
        event_ += R"(,"bp":"e")"; // the arrow ends in the slice around it, not in the next one
    }
    end(args);
}

Result<void> EventWriter::finish(std::string_view other_data) {
    if (!written_) {
        return written_;
    }
    return file_.write(fmt::format("\n],\n\"otherData\": {}}}\n", other_data));
}

void EventWriter::begin(char phase, std::string_view category, std::string_view name, Place place) {
    event_.clear();
    event_ += first_ ? "" : ",\n";
    first_ = false;
    fmt::format_to(std::back_inserter(event_), R"({{"ph":"{}",)", phase);
    if (!category.empty()) {
        fmt::format_to(std::back_inserter(event_), R"("cat":"{}",)", category);
    }
    fmt::format_to(std::back_inserter(event_), R"("name":{},"pid":{},"tid":{})", name, place.pid, place.tid);
}

void EventWriter::add_time(std::string_view key, Duration duration) {
    // Microseconds with three decimals, by integers: a double would not hold every nanosecond of a long run.
    const std::int64_t nanoseconds = duration.count();
    const auto absolute = static_cast<std::uint64_t>(nanoseconds < 0 ? -nanoseconds : nanoseconds);
    fmt::format_to(std::back_inserter(event_), R"(,"{}":{}{}.{:03})", key, nanoseconds < 0 ? "-" : "", absolute / 1000,
                   absolute % 1000);
}

void EventWriter::end(std::string_view args) {
    if (!args.empty()) {
        fmt::format_to(std::back_inserter(event_), R"(,"args":{{{}}})", args);
    }
    event_ += '}';
    if (written_) {
        written_ = file_.write(event_);
    }
}

} // namespace manybrains::io
