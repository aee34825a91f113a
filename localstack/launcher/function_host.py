"""Starting the function host, and telling it of a new deployment."""
import json
import os
import time
import urllib.request
from pathlib import Path

from launcher import processes
from launcher.build import RUNTIME_CLIENT
from launcher.console import Failure, step
from launcher.emulator import environment
from launcher.home import STACK, Home
from launcher.venv import VENV

NAME = "functions"


def ensure(home: Home, endpoint: str, port: int, java_home: Path, variables: dict | None = None, warm: bool = True) -> bool:
    """`variables` are the functions' own and more, for whoever wants them to see something else. Without `warm` a function starts when it is called."""
    settings = {
        "home": str(home.path), "endpoint": endpoint, "stack": STACK, "port": port, "secret": home.secret(), "concurrency": 2,
        "java": str(java_home / "bin" / "java"), "runtime_client": str(RUNTIME_CLIENT),
        # Coverage agents and the like, for the end-to-end test.
        "java_tool_options": os.environ.get("HOTSWAP_JAVA_TOOL_OPTIONS", ""),
        "variables": variables or {}, "warm": warm,
    }
    started = processes.ensure(home, processes.Recipe(
        name=NAME,
        command=[str(VENV / "bin" / "python"), "-m", "launcher.functions.host"],
        environment=environment() | {"PYTHONPATH": str(Path(__file__).parents[1]), "PYTHONDONTWRITEBYTECODE": "1", "HOTSWAP_FUNCTION_HOST": json.dumps(settings)},
        port=port,
        health=f"http://127.0.0.1:{port}/health"))
    processes.wait_until_healthy(home, NAME, 20)
    return started


def load(home: Home) -> None:
    """Makes the host run what is deployed now; returns while the functions still warm up."""
    port = processes.known(home)[NAME].port
    with urllib.request.urlopen(urllib.request.Request(f"http://127.0.0.1:{port}/reload", method="POST"), timeout=60):
        pass


def wait_until_warm(home: Home, seconds: float = 60) -> None:
    with step("functions"):
        deadline = time.monotonic() + seconds
        while cold := [name for name, function in health(home).items() if not function["warm"]]:
            if time.monotonic() > deadline:
                raise Failure(f"{cold[0]} did not start within {seconds:.0f} s.", home.log(cold[0]))
            time.sleep(0.1)


def health(home: Home) -> dict:
    port = processes.known(home)[NAME].port
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=5) as response:
        return json.load(response)
