"""Count to ten million, twice: one after the other, in threads, as coroutines, in processes."""
import argparse
import asyncio
import multiprocessing
import os
import sys
import threading


def count(task, iterations):
    """Pure Python and nothing to wait for: all that can help is a core."""
    total = 0
    for _ in range(iterations):
        total += 1
    print(f"task {task} counted to {total} in process {os.getpid()}")
    return total


# One worker, one task after another.


def sequential(workers, tasks, iterations):
    return [count(task, iterations) for task in range(tasks)]


# Many workers, one brain: threads share the memory of their process, and its one interpreter.


def count_share(share, iterations, results):
    for task in share:
        results[task] = count(task, iterations)


def threaded(workers, tasks, iterations):
    results = [None] * tasks
    threads = []
    for worker in range(workers):
        share = range(worker, tasks, workers)
        threads.append(threading.Thread(target=count_share, args=(share, iterations, results)))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def threaded_switch_interval(workers, tasks, iterations):
    sys.setswitchinterval(0.0005)  # in seconds; 0.005 unless somebody sets it
    return threaded(workers, tasks, iterations)


# One brain, clever scheduling: but a coroutine that never awaits leaves nothing to schedule.


async def count_async(task, iterations):
    return count(task, iterations)


async def count_all(tasks, iterations):
    return await asyncio.gather(*(count_async(task, iterations) for task in range(tasks)))


def asynchronous(workers, tasks, iterations):
    return asyncio.run(count_all(tasks, iterations))


# Many brains: each process has an interpreter and a memory of its own, so results travel as messages.


def count_and_send(share, iterations, sender):
    sender.send({task: count(task, iterations) for task in share})


def multiprocess(workers, tasks, iterations):
    processes, receivers = [], []
    for worker in range(workers):
        share = range(worker, tasks, workers)
        receiver, sender = multiprocessing.Pipe(duplex=False)
        process = multiprocessing.Process(target=count_and_send, args=(share, iterations, sender))
        process.start()
        sender.close()  # ours; the worker holds its own, so its death would end the wait below
        processes.append(process)
        receivers.append(receiver)
    results = {}
    for receiver in receivers:
        results.update(receiver.recv())
    for process in processes:
        process.join()
    return [results[task] for task in range(tasks)]


FORMS = {
    "sequential": sequential,
    "threaded": threaded,
    "threaded-switch-interval": threaded_switch_interval,
    "async": asynchronous,
    "multiprocess": multiprocess,
}

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("form", choices=FORMS)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--tasks", type=int, default=2)
    parser.add_argument("--iterations", type=int, default=10_000_000)
    arguments = vars(parser.parse_args())
    form = FORMS[arguments.pop("form")]
    print(form(**arguments))
