// Where a function stands in a lesson's file, so that it can be lit while it runs.
#pragma once

#include "app/lesson/source_tokens.h"

#include <QString>

#include <optional>

namespace manybrains::app {

/// Lines from 0; both ends belong to it.
struct LineRange {
    int first = 0;
    int last = 0;

    bool operator==(const LineRange&) const = default;
};

/// The lines of the function of this name, its head included. nullopt: the file defines none.
[[nodiscard]] std::optional<LineRange> findFunction(const QString& source, Language language, const QString& name);

} // namespace manybrains::app
