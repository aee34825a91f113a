"""A ClamAV daemon of a claim's own, whose signatures are what the claim tells it."""
import socket
import struct
import subprocess
import time
from pathlib import Path

from launcher.console import Failure
from launcher.home import unused

PROGRAM = Path("/usr/sbin/clamd")
PATIENCE = 60


class Daemon:
    def __init__(self, folder: Path):
        if not PROGRAM.exists():
            raise Failure(f"{PROGRAM} is missing: this claim needs a ClamAV daemon (Debian's package clamav-daemon), but none of its signatures.")
        self._folder, self._signatures, self._process, self._port = folder, folder / "signatures", None, unused()
        self._signatures.mkdir(parents=True)
        self._config = folder / "clamd.conf"
        self._config.write_text(
            f"Foreground yes\nTCPAddr 127.0.0.1\nTCPSocket {self._port}\nDatabaseDirectory {self._signatures}\nTemporaryDirectory {folder}\nAlertExceedsMax yes\nAlertEncrypted yes\n")

    def __enter__(self) -> "Daemon":
        return self

    def __exit__(self, *_) -> None:
        self.stop()

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self._port}"

    def know(self, name: str, content: bytes) -> None:
        """Finds that content under that name from now on."""
        with open(self._signatures / "claim.ndb", "a") as signatures:
            signatures.write(f"{name}:0:*:{content.hex()}\n")
        if self._process:
            self._ask("RELOAD")
            self._until(lambda: self._ask("INSTREAM", content).endswith("FOUND"), f"it knows {name}")

    def start(self) -> None:
        with open(self._folder / "clamd.log", "a") as log:
            self._process = subprocess.Popen([str(PROGRAM), f"--config-file={self._config}"], stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        self._until(self._answers, "it answers")

    def stop(self) -> None:
        if self._process:
            self._process.terminate()
            self._process.wait(PATIENCE)
            self._process = None

    def _answers(self) -> bool:
        try:
            return self._ask("PING") == "PONG"
        except ConnectionRefusedError:
            return False

    def _ask(self, command: str, content: bytes = b"") -> str:
        with socket.create_connection(("127.0.0.1", self._port), timeout=PATIENCE) as connection:
            body = struct.pack(">I", len(content)) + content + struct.pack(">I", 0) if content else b""
            connection.sendall(f"z{command}\0".encode() + body)
            said = b""
            while part := connection.recv(4096):
                said += part
            return said.rstrip(b"\0").decode()

    def _until(self, holds, what: str) -> None:
        deadline = time.monotonic() + PATIENCE
        while not holds():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise Failure(f"Not within {PATIENCE} s of clamd: {what}. {(self._folder / 'clamd.log').read_text()[-1000:]}")
            time.sleep(0.1)
