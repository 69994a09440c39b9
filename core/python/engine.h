// The CPython engine: runs a lesson's own file, unchanged, under the harness.
#pragma once

#include "core/python/finder.h"
#include "core/run/engine.h"

#include <filesystem>
#include <memory>

namespace manybrains::python {

/// `harness` is the folder that has harness.py.
[[nodiscard]] std::shared_ptr<const run::Engine> make_engine(const Interpreter& interpreter,
                                                             const std::filesystem::path& harness);

} // namespace manybrains::python
