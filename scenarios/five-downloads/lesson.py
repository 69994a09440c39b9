"""Five downloads: one after the other, in threads, as coroutines, in processes."""
import argparse
import asyncio
import multiprocessing
import threading
import urllib.parse
import urllib.request
import zlib


def checksum(body):
    return f"{zlib.crc32(body):08x}"


def download(task, url):
    """Asks, waits for the first byte, waits for the others."""
    with urllib.request.urlopen(f"{url}/{task}") as response:
        return checksum(response.read())


async def download_async(task, url):
    """The same, on a connection that can be awaited."""
    address = urllib.parse.urlsplit(f"{url}/{task}")
    reader, writer = await asyncio.open_connection(address.hostname, address.port)
    writer.write(f"GET {address.path} HTTP/1.0\r\nHost: {address.netloc}\r\n\r\n".encode())
    answer = await reader.read()  # until the server closes the connection
    writer.close()
    await writer.wait_closed()
    head, _, body = answer.partition(b"\r\n\r\n")
    if b" 200 " not in head.partition(b"\r\n")[0]:
        raise OSError(f"{address.geturl()} answered {head[:40]!r}")
    return checksum(body)


# One worker: each download begins when the one before is complete.


def sequential(workers, tasks, url):
    return [download(task, url) for task in range(tasks)]


# Threads: Python lets go of the GIL while a thread waits for the network.


def download_share(share, url, results):
    for task in share:
        results[task] = download(task, url)


def threaded(workers, tasks, url):
    results = [None] * tasks
    threads = []
    for worker in range(workers):
        share = range(worker, tasks, workers)
        threads.append(threading.Thread(target=download_share, args=(share, url, results)))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


# Async: one thread waits for all connections at once.


async def download_all(tasks, url):
    return await asyncio.gather(*(download_async(task, url) for task in range(tasks)))


def asynchronous(workers, tasks, url):
    return asyncio.run(download_all(tasks, url))


# Processes: each waits for its own connection.


def download_and_send(share, url, sender):
    sender.send({task: download(task, url) for task in share})


def multiprocess(workers, tasks, url):
    processes, receivers = [], []
    for worker in range(workers):
        share = range(worker, tasks, workers)
        receiver, sender = multiprocessing.Pipe(duplex=False)
        process = multiprocessing.Process(target=download_and_send, args=(share, url, sender))
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


# A bug that is easy to write and hard to see: everything arrives, only twice, and late.


def multiprocess_twice(workers, tasks, url):
    results, processes = [], []
    for task in range(tasks):
        results.append(download(task, url))  # downloads it here, and waits for it ...
        process = multiprocessing.Process(target=download, args=(task, url))  # ... and there, again
        process.start()
        processes.append(process)
    for process in processes:
        process.join()
    return results


def multiprocess_fixed(workers, tasks, url):
    return multiprocess(workers, tasks, url)  # hand the work over, do not do it as well


FORMS = {
    "sequential": sequential,
    "threaded": threaded,
    "async": asynchronous,
    "multiprocess": multiprocess,
    "multiprocess-twice": multiprocess_twice,
    "multiprocess-fixed": multiprocess_fixed,
}

if __name__ == "__main__":
    import server

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("form", choices=FORMS)
    parser.add_argument("--workers", type=int, default=5)
    parser.add_argument("--tasks", type=int, default=5)
    parser.add_argument("--url", help="of a server with images 0, 1, 2, ...; without it one starts on this machine")
    arguments = vars(parser.parse_args())
    form = FORMS[arguments.pop("form")]
    arguments["url"] = arguments["url"] or server.start()
    print(form(**arguments))
