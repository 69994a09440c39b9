// The private folder that a run works in: its current folder and its TMPDIR, gone when the run is.
#pragma once

#include <optional>
#include <string>

namespace manybrains::run::guard {

/// A new empty folder in /tmp, or where that is refused in XDG_RUNTIME_DIR. nullopt: errno says why.
[[nodiscard]] std::optional<std::string> make_scratch();

/// Removes the folder and all that is in it, however deep and whatever its permissions. Follows no links. Nothing
/// may be at work in it any more.
void remove_scratch(const std::string& folder);

} // namespace manybrains::run::guard
