"""Starting, recognising and stopping the processes of the local stack."""
import dataclasses
import hashlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import asdict, dataclass
from pathlib import Path

from launcher.console import Failure
from launcher.home import Home, write

# Before the path of a socket on which a process without HTTP listens.
LISTENS = "unix:"


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
    # Written before it starts, for it alone to read.
    settings: tuple[Path, dict] | None = None
    # Made before it starts: a folder, its mode and its group, for whoever is let in.
    folders: tuple = ()
    user: int | None = None

    def given(self, variables: dict) -> "Recipe":
        """The same with more variables, where it reads them."""
        if self.settings:
            return dataclasses.replace(self, settings=(self.settings[0], self.settings[1] | variables))
        return dataclasses.replace(self, environment=self.environment | variables)

    @property
    def digest(self) -> str:
        files = [(str(file), file.stat().st_mtime_ns) for file in self.ingredients]
        settings = self.settings[1] if self.settings else {}
        return hashlib.sha256(json.dumps([self.command, self.environment, settings, self.user, files]).encode()).hexdigest()


@dataclass(frozen=True)
class Folder:
    path: Path
    mode: int = 0o755
    user: int | None = None
    group: int | None = None

    def make(self) -> None:
        self.path.mkdir(parents=True, exist_ok=True)
        # Also what another user's processes have left in it.
        for each in (self.path, *self.path.rglob("*")):
            if (self.user is not None or self.group is not None) and not each.is_symlink():
                os.chown(each, -1 if self.user is None else self.user, -1 if self.group is None else self.group)
        self.path.chmod(self.mode)


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
    for folder in recipe.folders:
        folder.make()
    if recipe.settings:
        _write_settings(*recipe.settings, recipe.user)
    log = home.log(recipe.name)
    with open(log, "ab") as output:
        child = subprocess.Popen(
            recipe.command, env=recipe.environment, cwd=home.path, stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True,
            **({} if recipe.user is None else {"user": recipe.user, "group": recipe.user, "extra_groups": []}))
    started = _started(child.pid)
    state = home.state()
    state["processes"][recipe.name] = asdict(Process(recipe.name, child.pid, started or "", recipe.port, str(log), recipe.health, recipe.digest))
    home.save(state)
    return True


def _write_settings(file: Path, values: dict, user: int | None) -> None:
    write(file, "".join(f"{name}={value}\n" for name, value in sorted(values.items())))
    if user is not None:
        os.chown(file, user, user)


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
    if process.health.startswith(LISTENS):
        return _listens(process.health.removeprefix(LISTENS))
    try:
        with urllib.request.urlopen(process.health, timeout=2) as response:
            return response.status == 200
    except (OSError, urllib.error.URLError):
        return False


def _listens(path: str) -> bool:
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(path)
        except OSError:
            return False
    return True


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
