"""A process for the launcher to start: answers /health until it is asked to stop, or a minute is over.

server.py <port> [--deaf] [--child] [--farewell FILE NAME SECONDS]
--deaf ignores being asked, --child has a child that does so too and writes its number to the log, --farewell adds NAME to FILE so many seconds after it was asked.
"""
import os
import signal
import subprocess
import sys
import time
from http.server import BaseHTTPRequestHandler, HTTPServer


class Health(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        return


def main() -> None:
    arguments = sys.argv[2:]
    signal.alarm(60)
    if "--deaf" in arguments:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    if "--child" in arguments:
        print(subprocess.Popen(["sleep", "60"]).pid, flush=True)
    if "--farewell" in arguments:
        file, name, seconds = arguments[-3:]

        def end(*_) -> None:
            time.sleep(float(seconds))
            with open(file, "a") as output:
                output.write(f"{name}\n")
            os._exit(0)

        signal.signal(signal.SIGTERM, end)
    HTTPServer(("127.0.0.1", int(sys.argv[1])), Health).serve_forever()


main()
