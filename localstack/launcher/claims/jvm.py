"""Claims that are shown by the real classes alone, without a stack: compiled where need be, then run."""
import collections
import json
import subprocess
import tempfile
from pathlib import Path

from launcher import java
from launcher.console import Failure
from launcher.home import ROOT

LOGGED = 20


def figures(module: str, main: str, *arguments: str, tests: bool = False, beside: tuple = (), options: tuple = ()) -> tuple[dict, bool]:
    """What the class wrote as JSON to the file it was given last, and whether it said that all holds."""
    target = ROOT / module / "target"
    _compile(module, target / ("test-classes" if tests else "classes"), tests)
    places = [target / "classes"] + ([target / "test-classes"] if tests else []) + list(beside)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "figures.json"
        command = [str(java.home() / "bin/java"), *options, f"-Djava.io.tmpdir={folder}", "-cp", ":".join(map(str, places)), main, *arguments, str(file)]
        code, logged = _run(command)
        if not file.exists():
            raise Failure(f"{main} wrote no figures.\n" + "\n".join(logged))
        return json.loads(file.read_text()), code == 0


def _run(command: list) -> tuple[int, list]:
    """Prints what it says of its progress. Its log, a JSON object a line, is kept apart: figures stand on the output too.

    :return: its exit code and the last lines of its log"""
    logged = collections.deque(maxlen=LOGGED)
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as running:
        for line in running.stdout:
            if line.startswith("{"):
                logged.append(line.rstrip())
            else:
                print(line, end="", flush=True)
    return running.returncode, list(logged)


def _compile(module: str, classes: Path, tests: bool) -> None:
    # `up` renews the classes when a source changed, but leaves tests out.
    if classes.exists() and not tests:
        return
    goal = "test-compile" if tests else "compile"
    if subprocess.run([str(ROOT / "mvnw"), "-B", "-ntp", "-q", "-pl", module, "-am", goal], cwd=ROOT, stdin=subprocess.DEVNULL).returncode:
        raise Failure(f"{module} does not compile.")
