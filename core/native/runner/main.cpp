#include "core/native/runner/runner.h"

int main(int argc, char** argv) {
    return manybrains::native::runner_main(argc, argv);
}
