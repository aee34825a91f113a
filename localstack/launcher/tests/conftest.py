"""What the tests share. Homes, processes, servers and the local AWS are real, and end with their tests."""
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from launcher import emulator, processes
from launcher.home import Home, unused

PROGRAMS = Path(__file__).parent / "programs"


@pytest.fixture
def home(tmp_path):
    home = Home(tmp_path / "home")
    home.prepare()
    yield home
    processes.stop(home, list(processes.known(home).values()), grace=5)


@pytest.fixture
def recipe(home):
    """A small server's recipe; what else is given goes to programs/server.py."""
    def make(name: str, *options: str, **fields) -> processes.Recipe:
        port = unused()
        command = [sys.executable, str(PROGRAMS / "server.py"), str(port), *options]
        return processes.Recipe(**{"name": name, "command": command, "environment": {}, "port": port, "health": f"http://127.0.0.1:{port}/health"} | fields)

    return make


@pytest.fixture
def started(home, recipe):
    """A small server that runs."""
    def start(name: str, *options: str) -> processes.Process:
        processes.ensure(home, recipe(name, *options))
        processes.wait_until_healthy(home, name, 20)
        return processes.known(home)[name]

    return start


@pytest.fixture
def serve():
    """`serve(handle)` is the address of an HTTP server; `handle(request)` answers `(status, headers, body)`, or None for a connection that is cut."""
    servers = []

    def start(handle) -> str:
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self):
                self.body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                answered = handle(self)
                if answered is None:
                    self.close_connection = True
                    return
                status, headers, body = answered
                self.send_response(status)
                for name, value in ({"Content-Length": str(len(body))} | headers).items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            do_GET = do_POST = do_PUT = answer

            def log_message(self, *_):
                return

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def local_aws(tmp_path_factory):
    """The endpoint of one local AWS for all tests that do not stop it."""
    home = Home(tmp_path_factory.mktemp("aws"))
    home.prepare()
    # Not the port that a stack of this machine wants.
    home.save(home.state() | {"ports": {emulator.NAME: unused()}})
    endpoint, _ = emulator.ensure(home, unused())
    yield endpoint
    processes.stop(home, list(processes.known(home).values()), grace=5)


def eventually(holds, what: str, seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, f"not within {seconds:.0f} s: {what}"
        time.sleep(0.02)
