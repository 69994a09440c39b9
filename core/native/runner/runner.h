// manybrains-runner: the program that executes a compiled lesson. `run` is one form of one lesson; `worker` is what
// that form's worker processes are; `serve` is the download server that network lessons talk to.
#pragma once

namespace manybrains::native {

/// Exit status: 0 done, 1 failed, 2 the command line is wrong. Errors are one line on standard error.
int runner_main(int argc, char** argv);

} // namespace manybrains::native
