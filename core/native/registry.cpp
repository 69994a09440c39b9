#include "core/native/registry.h"

#include <algorithm>

namespace manybrains::native {

const CompiledForm* CompiledLesson::form(Strategy strategy, std::string_view variant) const noexcept {
    const auto found = std::find_if(forms.begin(), forms.end(), [&](const CompiledForm& form) {
        return form.strategy == strategy && form.variant == variant;
    });
    return found == forms.end() ? nullptr : &*found;
}

std::map<std::string, CompiledLesson, std::less<>>& compiled_lessons() {
    static std::map<std::string, CompiledLesson, std::less<>> lessons; // the first lesson.cpp may be first of all
    return lessons;
}

} // namespace manybrains::native
