#include "core/base/result.h"

#include <cerrno>
#include <stdexcept>
#include <system_error>

namespace manybrains {

std::string Error::message() const {
    if (why.empty()) {
        return what;
    }
    return what + ": " + why;
}

Error system_error(std::string what, std::string hint) {
    return system_error_of(errno, std::move(what), std::move(hint));
}

Error system_error_of(int code, std::string what, std::string hint) {
    return {ErrorKind::system, std::move(what), std::generic_category().message(code), std::move(hint), code};
}

Error input_error(std::string what, std::string why, std::string hint) {
    return {ErrorKind::input, std::move(what), std::move(why), std::move(hint), 0};
}

Error internal_error(std::string what, std::string why) {
    return {ErrorKind::internal, std::move(what), std::move(why), {}, 0};
}

void throw_exception_from_error(const Error& error, const boost::source_location& where) {
    throw std::logic_error(where.to_string() + ": value() of an error: " + error.message());
}

} // namespace manybrains
