"""A function and its invocations: a queue, and processes that take from it through the Runtime API."""
import json
import threading
import time
import uuid
from collections import deque
from dataclasses import dataclass, field

# Answer a timeout before the caller, who counts the same seconds, gives up.
TIMEOUT_MARGIN = 0.3


@dataclass
class Invocation:
    event: bytes
    deadline: float
    trace_id: str | None
    request_id: str = field(default_factory=lambda: str(uuid.uuid4()))
    done: threading.Event = field(default_factory=threading.Event)
    status: int = 0
    body: bytes = b""

    def answer(self, body: bytes) -> None:
        self._finish(200, body)

    def fail(self, body: bytes) -> None:
        self._finish(500, body)

    def _finish(self, status: int, body: bytes) -> None:
        if not self.done.is_set():
            self.status, self.body = status, body
            self.done.set()


def error(kind: str, message: str) -> bytes:
    return json.dumps({"errorMessage": message, "errorType": kind}).encode()


class Function:
    """`start_worker(function, number)` starts a process; `most` bounds how many run at once."""

    def __init__(self, configuration, start_worker, most: int):
        self.configuration = configuration
        self.most = most
        self.workers = {}
        self.waiting = deque()
        self.changed = threading.Condition()
        self._start_worker = start_worker
        self._closed = False

    @property
    def name(self) -> str:
        return self.configuration.name

    def warm(self) -> None:
        with self.changed:
            if not self.workers and not self._closed:
                self._grow()

    def _grow(self) -> None:
        number = min(set(range(self.most)) - set(self.workers))
        self.workers[number] = self._start_worker(self, number)

    def invoke(self, event: bytes, trace_id: str | None) -> Invocation:
        timeout = self.configuration.timeout
        invocation = Invocation(event, time.time() + timeout, trace_id)
        with self.changed:
            self.waiting.append(invocation)
            idle = sum(1 for worker in self.workers.values() if worker.polling)
            starting = sum(1 for worker in self.workers.values() if not worker.ready)
            if len(self.waiting) > idle + starting and len(self.workers) < self.most:
                self._grow()
            self.changed.notify_all()
        if not invocation.done.wait(timeout - TIMEOUT_MARGIN):
            self._time_out(invocation, timeout)
        return invocation

    def _time_out(self, invocation: Invocation, timeout: int) -> None:
        with self.changed:
            if invocation in self.waiting:
                self.waiting.remove(invocation)
            stuck = [worker for worker in self.workers.values() if worker.current is invocation]
        invocation.fail(error("Sandbox.Timedout", f"RequestId: {invocation.request_id} Error: Task timed out after {timeout}.00 seconds"))
        for worker in stuck:
            worker.kill()

    def next(self, worker) -> Invocation | None:
        """The worker's next invocation, or None once its process has ended."""
        with self.changed:
            worker.ready = worker.polling = True
            worker.current = None
            self.changed.notify_all()
            while not worker.ended and not self.waiting:
                self.changed.wait()
            worker.polling = False
            if worker.ended:
                return None
            worker.current = self.waiting.popleft()
            return worker.current

    def worker_ended(self, worker, code: int) -> None:
        """Answers for a process that died in the middle, and keeps one process warm."""
        with self.changed:
            worker.ended = True
            if self.workers.get(worker.number) is worker:
                del self.workers[worker.number]
            unanswered = worker.current
            self.changed.notify_all()
        if unanswered is not None:
            unanswered.fail(error("Runtime.ExitError", f"RequestId: {unanswered.request_id} Error: Runtime exited with error: exit status {code}"))
        if not worker.ready:
            time.sleep(2)  # It did not even start: whatever the reason is, it wants a moment.
        self.warm()

    def close(self) -> list:
        with self.changed:
            self._closed = True
            workers = list(self.workers.values())
        for worker in workers:
            worker.stop()
        return workers
