"""Five sleeps of two seconds: one after the other, in threads, as coroutines, in processes."""
import argparse
import asyncio
import multiprocessing
import os
import threading
import time


def sleeper(task, seconds):
    """Stands for anything that waits: a disk, a network, a person."""
    print(f"sleeper {task} lies down in process {os.getpid()}")
    time.sleep(seconds)
    return task


async def sleeper_async(task, seconds):
    print(f"sleeper {task} lies down in process {os.getpid()}")
    await asyncio.sleep(seconds)  # the event loop runs the others meanwhile
    return task


# One worker: each sleep begins when the one before is over.


def sequential(workers, tasks, seconds):
    return [sleeper(task, seconds) for task in range(tasks)]


# Threads: a sleeping thread needs no core and no GIL, so all can sleep at once.


def sleep_share(share, seconds, results):
    for task in share:
        results[task] = sleeper(task, seconds)


def threaded(workers, tasks, seconds):
    results = [None] * tasks
    threads = []
    for worker in range(workers):
        share = range(worker, tasks, workers)
        threads.append(threading.Thread(target=sleep_share, args=(share, seconds, results)))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


# Async: one thread that keeps a list of who wants to be woken when.


async def sleep_all(tasks, seconds):
    return await asyncio.gather(*(sleeper_async(task, seconds) for task in range(tasks)))


def asynchronous(workers, tasks, seconds):
    return asyncio.run(sleep_all(tasks, seconds))


# Processes: they overlap their sleeps just as well, and cost the most to start.


def sleep_and_send(share, seconds, sender):
    sender.send({task: sleeper(task, seconds) for task in share})


def multiprocess(workers, tasks, seconds):
    processes, receivers = [], []
    for worker in range(workers):
        share = range(worker, tasks, workers)
        receiver, sender = multiprocessing.Pipe(duplex=False)
        process = multiprocessing.Process(target=sleep_and_send, args=(share, seconds, sender))
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
    "async": asynchronous,
    "multiprocess": multiprocess,
}

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("form", choices=FORMS)
    parser.add_argument("--workers", type=int, default=5)
    parser.add_argument("--tasks", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=2.0)
    arguments = vars(parser.parse_args())
    form = FORMS[arguments.pop("form")]
    print(form(**arguments))
