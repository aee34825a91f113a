"""The host's HTTP side: invocations from the emulator, the Runtime API, and credentials."""
import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, port: int, host):
        self.host = host
        super().__init__(("127.0.0.1", port), Handler)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1

    def log_message(self, *_):
        """The functions' own logs say more."""

    def do_GET(self):
        match self._path():
            case ["health"]:
                self._json(200, self.server.host.health())
            case ["credentials", key]:
                self._credentials(key)
            case ["runtime", function, number, "2018-06-01", "runtime", "invocation", "next"]:
                self._next(self.server.host.worker(function, int(number)))
            case _:
                self._json(404, {"message": "no such path"})

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)) if "chunked" not in self.headers.get("Transfer-Encoding", "") else self._chunks()
        match self._path():
            case ["reload"]:
                self._json(200, self.server.host.reload())
            case ["invoke", function]:
                self._invoke(function, body)
            case ["runtime", function, number, "2018-06-01", "runtime", "invocation", request_id, outcome]:
                self._outcome(function, int(number), request_id, outcome, body)
            case ["runtime", function, number, "2018-06-01", "runtime", "init", "error"]:
                # The process ends by itself after this; its log has the whole story.
                self._json(202, {"status": "OK"})
            case _:
                self._json(404, {"message": "no such path"})

    def _invoke(self, name: str, body: bytes):
        function = self.server.host.functions.get(name)
        if function is None:
            self._json(404, {"errorMessage": f"{name} is not deployed", "errorType": "ResourceNotFoundException"})
            return
        invocation = function.invoke(body, self.headers.get("X-Amzn-Trace-Id"))
        self._send(invocation.status, "application/json", invocation.body)

    def _next(self, worker):
        invocation = worker.function.next(worker) if worker else None
        if invocation is None:
            self.close_connection = True
            return
        self._send(200, "application/json", invocation.event, {
            "Lambda-Runtime-Aws-Request-Id": invocation.request_id,
            "Lambda-Runtime-Deadline-Ms": str(int(invocation.deadline * 1000)),
            "Lambda-Runtime-Invoked-Function-Arn": worker.function.configuration.arn + ":live",
            **({"Lambda-Runtime-Trace-Id": invocation.trace_id} if invocation.trace_id else {}),
        })

    def _outcome(self, function: str, number: int, request_id: str, outcome: str, body: bytes):
        worker = self.server.host.worker(function, number)
        invocation = worker.current if worker else None
        if invocation is None or invocation.request_id != request_id:
            self._json(400, {"errorMessage": "no such invocation", "errorType": "InvalidRequestID"})
            return
        invocation.answer(body) if outcome == "response" else invocation.fail(body)
        self._json(202, {"status": "OK"})

    def _credentials(self, key: str):
        credentials = self.server.host.credentials
        if not credentials.allows(key, self.headers.get("Authorization")):
            self._json(403, {"message": "this role belongs to another process"})
        elif key not in credentials.roles:
            self._json(404, {"message": f"the stack has no role {key}"})
        else:
            self._json(200, credentials.of(key))

    def _path(self) -> list:
        return self.path.split("?")[0].strip("/").split("/")

    def _chunks(self) -> bytes:
        parts = []
        while size := int(self.rfile.readline().split(b";")[0], 16):
            parts.append(self.rfile.read(size))
            self.rfile.readline()
        self.rfile.readline()
        return b"".join(parts)

    def _json(self, status: int, value) -> None:
        self._send(status, "application/json", json.dumps(value).encode())

    def _send(self, status: int, kind: str, body: bytes, headers: dict | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
