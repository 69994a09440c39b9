"""Tells the preloaded probe (core/probe/api.h) what it cannot see by itself: when a lesson's task functions run, and
what a thread waits for. All from outside: the lesson's file knows nothing of it. Without the probe nothing is touched.
"""
import functools
import importlib
import inspect
import itertools
import os
import sys

MAPPING_VARIABLE = "MANYBRAINS_PROBE"

# Numbers of trace::State.
WAIT = 4
JOIN = 5

# Methods that wait for something else than the lock, semaphore or pipe that they are made of. threading's events,
# semaphores and queue.Queue wait in Condition.wait.
HINTS = (
    ("threading", "Thread", "join", JOIN),
    ("threading", "Condition", "wait", WAIT),
    ("multiprocessing.synchronize", "Condition", "wait", WAIT),
    ("multiprocessing.queues", "Queue", "get", WAIT),
    ("multiprocessing.queues", "Queue", "put", WAIT),
    ("multiprocessing.queues", "SimpleQueue", "get", WAIT),
)


class Probe:
    """The probe's functions. They record in well under a microsecond, so the GIL is kept across a call (PyDLL): letting
    it go would hand it to another thread, and change what is being recorded."""

    def __init__(self):
        import ctypes

        program = ctypes.PyDLL(None)
        self.task_begin = self.bind(program.manybrains_probe_task_begin, ctypes.c_char_p, ctypes.c_uint32)
        self.task_end = self.bind(program.manybrains_probe_task_end, ctypes.c_char_p, ctypes.c_uint32)
        self.hint_begin = self.bind(program.manybrains_probe_hint_begin, ctypes.c_uint32)
        self.hint_end = self.bind(program.manybrains_probe_hint_end, ctypes.c_uint32)

    @staticmethod
    def bind(function, *argument_types):
        function.argtypes = argument_types
        function.restype = None
        return function

    @classmethod
    def find(cls):
        """None where this process is not recorded, or has no ctypes."""
        if MAPPING_VARIABLE not in os.environ:
            return None
        try:
            return cls()
        except (ImportError, AttributeError, OSError):
            return None


def attach(lesson, task_functions, index_argument):
    probe = Probe.find()
    if probe is None:
        return
    for name in task_functions:
        setattr(lesson, name, with_span(getattr(lesson, name), name, index_argument, probe))
    for module, owner, method, state in HINTS:
        hint(module, owner, method, state, probe)


def with_span(function, name, index_argument, probe):
    """wraps() keeps the names by which the function is pickled."""
    begin, end = probe.task_begin, probe.task_end
    label = name.encode()
    index_of = index_reader(function, index_argument)

    @functools.wraps(function)
    def spanned(*args, **kwargs):
        index = index_of(args, kwargs)
        begin(label, index)
        try:
            return function(*args, **kwargs)
        finally:
            end(label, index)

    @functools.wraps(function)
    async def spanned_coroutine(*args, **kwargs):
        index = index_of(args, kwargs)
        begin(label, index)
        try:
            return await function(*args, **kwargs)
        finally:
            end(label, index)

    return spanned_coroutine if inspect.iscoroutinefunction(function) else spanned


def index_reader(function, argument):
    """Finds which task a call is by the argument that says so: calls come in any order, in any process. Where there is
    none, the calls of this process are counted."""
    code = getattr(inspect.unwrap(function), "__code__", None)
    names = code.co_varnames[: code.co_argcount] if code else ()
    position = names.index(argument) if argument in names else len(names)
    counter = itertools.count()

    def index_of(args, kwargs):
        value = args[position] if argument in names and position < len(args) else kwargs.get(argument)
        return value if isinstance(value, int) and 0 <= value < 2**32 else next(counter)

    return index_of


def hint(module, owner, method, state, probe):
    if module.partition(".")[0] not in sys.modules:
        return  # the lesson has no use for it
    target = getattr(importlib.import_module(module), owner)
    original = getattr(target, method)
    begin, end = probe.hint_begin, probe.hint_end

    @functools.wraps(original)
    def hinted(*args, **kwargs):
        begin(state)
        try:
            return original(*args, **kwargs)
        finally:
            end(state)

    setattr(target, method, hinted)
