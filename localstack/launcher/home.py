"""The directory that holds all local state, and the record of what was started."""
import contextlib
import fcntl
import json
import os
import secrets
import socket
from pathlib import Path

from launcher.console import Failure

ROOT = Path(__file__).resolve().parents[2]
STACK = "hotswap-local"


class Home:
    def __init__(self, path: Path):
        self.path = path
        self.logs, self.traces = path / "logs", path / "traces"
        self.nodes, self.functions, self.aws = path / "nodes", path / "functions", path / "aws"
        self.local_env = path / "local.env"
        self._state = path / "state.json"

    def prepare(self) -> None:
        for directory in (self.path, self.logs, self.traces, self.nodes, self.aws):
            directory.mkdir(parents=True, exist_ok=True)

    def state(self) -> dict:
        empty = {"processes": {}, "ports": {}, "counts": {}, "deployed": {}}
        return empty | (json.loads(self._state.read_text()) if self._state.exists() else {})

    def save(self, state: dict) -> None:
        write(self._state, json.dumps(state, indent=1))

    def log(self, name: str) -> Path:
        return self.logs / f"{name}.log"

    def secret(self) -> str:
        """Signs the tokens that processes show for their role's credentials. Outlives restarts, as nodes do."""
        file = self.path / "secret"
        if not file.exists():
            write(file, secrets.token_hex(32))
        return file.read_text()

    def port(self, name: str, wanted: int = 0) -> int:
        """The port this process always had, while it is free; else the wanted one; else any."""
        state = self.state()
        taken = {port for other, port in state["ports"].items() if other != name}
        candidates = [p for p in (state["ports"].get(name), wanted) if p]
        port = next((p for p in candidates if p not in taken and free(p)), None) or unused()
        state["ports"][name] = port
        self.save(state)
        return port

    @contextlib.contextmanager
    def alone(self):
        with open(self.path / "lock", "w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise Failure(f"Another ./localstack command is at work on {self.path}.") from None
            yield


def write(file: Path, text: str) -> None:
    """All or nothing, and for the owner only."""
    partial = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        with open(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as output:
            output.write(text)
        partial.replace(file)
    finally:
        partial.unlink(missing_ok=True)


def free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def unused() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
