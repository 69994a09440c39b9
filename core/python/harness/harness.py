"""Runs one form of a lesson, exactly as its file stands, and reports what becomes of it.

    python harness.py --lesson FILE --strategy S [--variant V] --workers N --parameters JSON
                      [--task-functions NAME,NAME] [--task-index ARGUMENT]

Started by core/python/engine.cpp. Reports go to the descriptor that MANYBRAINS_REPORT_FD names, one JSON object a line
(core/run/report.h). The lesson sees what it would see under `python FILE`: its own folder first in sys.path, its own
sys.argv, its own output; it is the module "lesson", so that its functions can be pickled by name.

Processes that multiprocessing starts by spawn or forkserver import this file once more, as __mp_main__, before they
look for the lesson's functions. Then all it does is load the lesson in the same way.
"""
import argparse
import importlib.util
import json
import os
import sys
import threading
import time
import traceback

HERE = os.path.dirname(os.path.abspath(__file__))


def import_quietly(load):
    """Runs load() so that no __pycache__ appears beside what it imports, as none does beside a main program."""
    before, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        return load()
    finally:
        sys.dont_write_bytecode = before


sys.path.insert(0, HERE)
manybrains_probe = import_quietly(lambda: importlib.import_module("manybrains_probe"))
sys.path[:] = [entry for entry in sys.path if entry != HERE]

REPORT_VARIABLE = "MANYBRAINS_REPORT_FD"

# Tells child processes, which do not get our arguments, what to load: [file, task functions, index argument].
LESSON_VARIABLE = "MANYBRAINS_LESSON"


class LessonError(Exception):
    """The lesson's file does not have what its front matter promises."""


class Reporter:
    """The line to the app. Without one, as when run by hand, reports are dropped."""

    def __init__(self, descriptor):
        self.descriptor = descriptor
        if descriptor is not None:
            # Ours alone: a child that lives on must not keep the app waiting for the end of the reports.
            os.set_inheritable(descriptor, False)
            os.register_at_fork(after_in_child=self.close)

    @classmethod
    def from_environment(cls):
        descriptor = os.environ.pop(REPORT_VARIABLE, None)
        return cls(None if descriptor is None else int(descriptor))

    def close(self):
        if self.descriptor is not None:
            os.close(self.descriptor)
            self.descriptor = None

    def send(self, event, **fields):
        if self.descriptor is None:
            return
        line = json.dumps({"event": event, **fields}).encode() + b"\n"
        try:
            while line:
                line = line[os.write(self.descriptor, line) :]
        except BrokenPipeError:
            self.close()  # nobody is listening any more

    def error(self, error):
        self.send("error", kind=type(error).__name__, message=str(error), detail=lesson_traceback(error))


def now():
    return time.clock_gettime_ns(time.CLOCK_MONOTONIC)


def load_lesson(file, task_functions, index_argument):
    folder = os.path.dirname(file)
    if folder not in sys.path:
        sys.path.insert(0, folder)
    spec = importlib.util.spec_from_file_location("lesson", file)
    lesson = importlib.util.module_from_spec(spec)
    sys.modules["lesson"] = lesson
    import_quietly(lambda: spec.loader.exec_module(lesson))
    for name in task_functions:
        if not callable(getattr(lesson, name, None)):
            raise LessonError(f"{os.path.basename(file)} has no function {name}")
    manybrains_probe.attach(lesson, task_functions, index_argument)
    return lesson


def strategy_function(lesson, strategy, variant):
    name = "asynchronous" if strategy == "async" else strategy  # `async` is a keyword
    if variant:
        name += "_" + variant.replace("-", "_")
    function = getattr(lesson, name, None)
    if not callable(function):
        raise LessonError(f"{os.path.basename(lesson.__file__)} has no function {name}")
    return function


def as_texts(results, function):
    if not isinstance(results, (list, tuple)):
        raise LessonError(f"{function.__name__} returned {type(results).__name__}, not the list of its results")
    return [str(result) for result in results]


def call(function, options, report):
    begin = now()
    report.send("call", time_ns=begin)
    results = function(options.workers, **options.parameters)
    end = now()
    report.send("return", time_ns=end, results=as_texts(results, function))


def watch_threads(report):
    """Python prints what a thread did not catch, and goes on as if nothing had happened; the app has to know."""
    failures = []
    print_failure = threading.excepthook

    def note_failure(arguments):
        if not failures and arguments.exc_type is not SystemExit:
            failures.append(arguments.exc_value)
            report.error(arguments.exc_value)
        print_failure(arguments)

    threading.excepthook = note_failure
    return failures


def run(options, report):
    """The exit status."""
    lesson_file = os.path.abspath(options.lesson)
    task_functions = [name for name in options.task_functions.split(",") if name]
    os.environ[LESSON_VARIABLE] = json.dumps([lesson_file, task_functions, options.task_index])
    sys.argv[:] = [lesson_file]
    lesson = load_lesson(lesson_file, task_functions, options.task_index)
    failures = watch_threads(report)
    call(strategy_function(lesson, options.strategy, options.variant), options, report)
    return 1 if failures else 0


def lesson_traceback(error):
    """The traceback without our own frames and those of the import machinery."""
    pending = [traceback.TracebackException.from_exception(error)]
    text = pending[0]
    while pending:
        part = pending.pop()
        part.stack[:] = [frame for frame in part.stack if not frame.filename.startswith((HERE, "<frozen "))]
        linked = [part.__cause__, part.__context__, *(getattr(part, "exceptions", None) or ())]
        pending.extend(other for other in linked if other is not None)
    return "".join(text.format())


def describe_interpreter():
    names = {"cpython": "CPython", "pypy": "PyPy"}
    return {
        "version": sys.version.split()[0],
        "implementation": names.get(sys.implementation.name, sys.implementation.name),
        "gil": getattr(sys, "_is_gil_enabled", lambda: True)(),
    }


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--lesson", required=True)
    parser.add_argument("--strategy", required=True)
    parser.add_argument("--variant", default="")
    parser.add_argument("--workers", type=int, required=True)
    parser.add_argument("--parameters", type=json.loads, required=True)
    parser.add_argument("--task-functions", default="")
    parser.add_argument("--task-index", default="")
    return parser.parse_args()


def main():
    options = parse_arguments()
    report = Reporter.from_environment()
    report.send("interpreter", **describe_interpreter())
    try:
        return run(options, report)
    except SystemExit as error:
        report.error(error)
        raise
    except BaseException as error:
        report.error(error)
        sys.stderr.write(lesson_traceback(error))
        return 1


# What is printed shows at once, as on a terminal, although it goes to a pipe.
sys.stdout.reconfigure(line_buffering=True)

if __name__ == "__main__":
    sys.exit(main())
elif LESSON_VARIABLE in os.environ:
    load_lesson(*json.loads(os.environ[LESSON_VARIABLE]))
