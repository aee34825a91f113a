"""Goes on inside the pinned virtual environment that ../venv makes."""
import os
import subprocess
import sys
from pathlib import Path

from launcher.console import Failure
from launcher.home import ROOT

# Where this process runs, once it has entered.
VENV = Path(sys.prefix)


def enter() -> None:
    made = subprocess.run([sys.executable, str(ROOT / "localstack" / "venv")], stdout=subprocess.PIPE, text=True)
    if made.returncode:
        raise Failure("Without its Python packages the local stack cannot run.")
    folder = Path(made.stdout.strip())
    if Path(sys.prefix).resolve() != folder.resolve():
        python = str(folder / "bin" / "python")
        os.execv(python, [python, "-m", "launcher", *sys.argv[1:]])
