"""What the person in front of the terminal sees."""
import contextlib
import time
from pathlib import Path


class Failure(Exception):
    """Something the person can read and act on; `log` is the file whose end has the reason."""

    def __init__(self, message: str, log: Path | None = None):
        super().__init__(message if log is None else f"{message}\n{tail(log)}")


def tail(log: Path, lines: int = 25) -> str:
    text = log.read_text(errors="replace").splitlines()[-lines:] if log.exists() else ["(no such log)"]
    return "\n".join([f"--- the end of {log}", *text, "---"])


@contextlib.contextmanager
def step(what: str):
    """Announces a step and says how long it took; the body may set `note.text`."""
    note = Note()
    print(f"  {what} ... ", end="", flush=True)
    began = time.monotonic()
    try:
        yield note
    except BaseException:
        print("failed", flush=True)
        raise
    print(note.text or f"{time.monotonic() - began:.1f} s", flush=True)


class Note:
    text = ""
