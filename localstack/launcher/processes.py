"""Starting, recognising and stopping the processes of the local stack."""
import hashlib
import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import asdict, dataclass
from pathlib import Path

from launcher.console import Failure
from launcher.home import Home


@dataclass(frozen=True)
class Process:
    """`started` distinguishes this process from a later one with the same number."""

    name: str
    pid: int
    started: str
    port: int
    log: str
    health: str
    recipe: str

    @property
    def alive(self) -> bool:
        return _started(self.pid) == self.started


@dataclass(frozen=True)
class Recipe:
    name: str
    command: list
    environment: dict
    port: int
    health: str
    ingredients: tuple = ()

    @property
    def digest(self) -> str:
        files = [(str(file), file.stat().st_mtime_ns) for file in self.ingredients]
        return hashlib.sha256(json.dumps([self.command, self.environment, files]).encode()).hexdigest()


def known(home: Home) -> dict:
    return {name: Process(**fields) for name, fields in home.state()["processes"].items()}


def running(home: Home, name: str) -> Process | None:
    process = known(home).get(name)
    return process if process and process.alive else None


def ensure(home: Home, recipe: Recipe) -> bool:
    """Starts it unless just this already runs; True if it was started."""
    process = running(home, recipe.name)
    if process and process.recipe == recipe.digest:
        return False
    if process:
        stop(home, [process])
    log = home.log(recipe.name)
    with open(log, "ab") as output:
        child = subprocess.Popen(
            recipe.command, env=recipe.environment, cwd=home.path, stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True)
    started = _started(child.pid)
    state = home.state()
    state["processes"][recipe.name] = asdict(Process(recipe.name, child.pid, started or "", recipe.port, str(log), recipe.health, recipe.digest))
    home.save(state)
    return True


def wait_until_healthy(home: Home, name: str, seconds: float) -> None:
    process = known(home)[name]
    deadline = time.monotonic() + seconds
    while not healthy(process):
        if not process.alive:
            raise Failure(f"{name} ended instead of starting.", Path(process.log))
        if time.monotonic() > deadline:
            raise Failure(f"{name} was not ready within {seconds:.0f} s.", Path(process.log))
        time.sleep(0.1)


def healthy(process: Process) -> bool:
    try:
        with urllib.request.urlopen(process.health, timeout=2) as response:
            return response.status == 200
    except (OSError, urllib.error.URLError):
        return False


def stop(home: Home, processes: list, grace: float = 15) -> None:
    """Asks first, then insists; only ever these very processes."""
    for process in processes:
        _signal(os.kill, process, signal.SIGTERM)
    deadline = time.monotonic() + grace
    for process in processes:
        while process.alive and time.monotonic() < deadline:
            time.sleep(0.05)
        # With whatever it started: nobody else ends that now.
        _signal(os.killpg, process, signal.SIGKILL)
    state = home.state()
    for process in processes:
        state["processes"].pop(process.name, None)
    home.save(state)


def _signal(send, process: Process, number: int) -> None:
    """Each leads a group of its own, of the same number."""
    if process.alive:
        try:
            send(process.pid, number)
        except ProcessLookupError:
            return


def _started(pid: int) -> str | None:
    """When the process began; None when there is none, or only its remains."""
    if sys.platform == "linux":
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            return None
        return None if fields[0] in "ZX" else fields[19]
    answer = subprocess.run(["ps", "-o", "stat=,lstart=", "-p", str(pid)], capture_output=True, text=True).stdout.split(maxsplit=1)
    return None if not answer or answer[0].startswith("Z") else answer[1].strip()
