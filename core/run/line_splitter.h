// Turns what arrives on a pipe, in pieces of any size, into lines.
#pragma once

#include <string>
#include <string_view>

namespace manybrains::run {

class LineSplitter {
public:
    /// Calls `take` with each line that is complete now, without its end. The view is valid during the call only.
    template <typename Take>
    void add(std::string_view bytes, Take&& take) {
        for (std::size_t end = bytes.find('\n'); end != std::string_view::npos; end = bytes.find('\n')) {
            rest_.append(bytes.substr(0, end));
            take(std::string_view(rest_));
            rest_.clear();
            bytes.remove_prefix(end + 1);
        }
        rest_.append(bytes);
    }

    /// The last line, when it had no end.
    template <typename Take>
    void finish(Take&& take) {
        if (!rest_.empty()) {
            take(std::string_view(rest_));
            rest_.clear();
        }
    }

private:
    std::string rest_;
};

} // namespace manybrains::run
