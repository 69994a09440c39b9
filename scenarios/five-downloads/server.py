"""A small web server with slow answers: lesson.py downloads from it when it runs alone.

    python3 server.py --size-kib 256 --latency-ms 400 --bandwidth-kib 1024

GET /N answers with image number N: always the same bytes, after the latency, no faster than the bandwidth (of each
connection, in KiB per second). The first line on standard output says where it listens: "url http://127.0.0.1:PORT".
It ends when its standard input does, so it never outlives the program that started it.
"""
import argparse
import atexit
import http.server
import os
import subprocess
import sys
import threading
import time

LOOPBACK = "127.0.0.1"
KIB = 1024


def image(number, size_kib):
    """Not much of a picture, but one that differs from its neighbours."""
    return bytes((number + position) % 251 for position in range(KIB)) * size_kib


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        number = self.path.lstrip("/")
        if not number.isdecimal():
            self.send_error(404)
            return
        options = self.server.options
        time.sleep(options.latency_ms / 1000)
        self.send_response(200)
        self.send_header("Content-Type", "application/octet-stream")
        self.send_header("Content-Length", str(options.size_kib * KIB))
        self.end_headers()
        self.send_slowly(image(int(number), options.size_kib), options.bandwidth_kib)

    def send_slowly(self, body, kib_per_second):
        begin = time.monotonic()
        step = 16 * KIB
        for sent in range(0, len(body), step):
            self.wfile.write(body[sent : sent + step])
            due = begin + min(sent + step, len(body)) / KIB / kib_per_second
            time.sleep(max(0.0, due - time.monotonic()))


def serve(options):
    with http.server.ThreadingHTTPServer((LOOPBACK, 0), Handler) as server:
        server.options = options
        print(f"url http://{LOOPBACK}:{server.server_port}", flush=True)
        threading.Thread(target=end_with_input, args=(server,), daemon=True).start()
        server.serve_forever()


def end_with_input(server):
    sys.stdin.buffer.read()
    server.shutdown()


def start():
    """Starts this file as a program of its own and returns its URL. It ends with the caller."""
    program = subprocess.Popen(
        [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    atexit.register(stop, program)
    word, _, url = program.stdout.readline().partition(" ")
    if word != "url":
        raise OSError("the download server did not start")
    # What is on this machine is not to be asked of a proxy.
    os.environ["no_proxy"] = ",".join(filter(None, [os.environ.get("no_proxy"), LOOPBACK]))
    return url.strip()


def stop(program):
    program.stdin.close()
    program.wait()
    program.stdout.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--size-kib", type=int, default=256)
    parser.add_argument("--latency-ms", type=int, default=400)
    parser.add_argument("--bandwidth-kib", type=int, default=1024)
    serve(parser.parse_args())
