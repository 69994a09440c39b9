#include "core/record/preload_environment.h"

#include "core/probe/ring.h"

#include <cstdlib>
#include <string_view>

namespace manybrains::record {

namespace {

std::string with_inherited(std::string value, const char* variable) {
    const char* inherited = std::getenv(variable);
    if (inherited != nullptr && *inherited != '\0') {
        value.append(":").append(inherited);
    }
    return value;
}

} // namespace

std::vector<std::string> preload_environment(const std::filesystem::path& probe, const std::string& mapping) {
    std::vector<std::string> environment = {
        "LD_PRELOAD=" + with_inherited(std::filesystem::absolute(probe).string(), "LD_PRELOAD"),
        std::string(probe::mapping_variable) + "=" + mapping,
    };
#ifdef __SANITIZE_ADDRESS__
    // Our own programs are built like the recorder, and that sanitizer wants to be the first library.
    environment.push_back("ASAN_OPTIONS=" + with_inherited("verify_asan_link_order=0", "ASAN_OPTIONS"));
#endif
    return environment;
}

} // namespace manybrains::record
