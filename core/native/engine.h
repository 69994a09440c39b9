// The native engine as the front ends see it: manybrains-runner executing the compiled lesson.cpp, without a GIL
// (`cpp`) or behind the interpreter lock of interpreter_lock.h (`cpp-gil`).
#pragma once

#include "core/run/engine.h"

#include <filesystem>
#include <memory>

namespace manybrains::native {

enum class Flavour : bool { free, with_gil };

[[nodiscard]] std::shared_ptr<const run::Engine> make_engine(Flavour flavour, const std::filesystem::path& runner);

} // namespace manybrains::native
