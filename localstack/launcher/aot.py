"""The JDK AOT cache that nodes start with: made once for a jar and a JDK, and done without where it can't be made."""
import hashlib
import os
import subprocess
from pathlib import Path

from launcher.build import RUNTIME
from launcher.home import ROOT, Home

FOLDER = ROOT / ".hotswap" / "aot"
PATIENCE = 90


class Training:
    """Runs beside whatever else `up` does until its cache is asked for."""

    def __init__(self, home: Home, java_home: Path, options: list):
        self.cache = _place(java_home, options)
        self.partial = self.cache.with_suffix(f".{os.getpid()}")
        self.process = None if self.cache.exists() else self._begin(home, java_home, options)

    def _begin(self, home: Home, java_home: Path, options: list):
        FOLDER.mkdir(parents=True, exist_ok=True)
        command = [str(java_home / "bin/java"), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", str(RUNTIME), "io.hotswap.runtime.training.AotTraining", str(self.partial), *options]
        with open(home.log("aot"), "w") as log:
            return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)

    def options(self) -> list:
        """What a node's JVM is given; nothing when there is no cache."""
        if self.process and self._ended_well() and self.partial.exists():
            for older in FOLDER.glob("*.aot"):
                older.unlink()
            self.partial.replace(self.cache)
        return _using(self.cache)

    def _ended_well(self) -> bool:
        try:
            return self.process.wait(PATIENCE) == 0
        except subprocess.TimeoutExpired:
            # It ends its node itself.
            self.process.terminate()
            return False


def made(java_home: Path, options: list) -> list:
    """The same, of a cache that is there already."""
    return _using(_place(java_home, options))


def _using(cache: Path) -> list:
    return [f"-XX:AOTCache={cache}"] if cache.exists() else []


def _place(java_home: Path, options: list) -> Path:
    """The JVM takes a cache only for the same file, so its time counts beside its content."""
    digest = hashlib.sha256(RUNTIME.read_bytes())
    digest.update(f"{RUNTIME} {RUNTIME.stat().st_mtime_ns} {java_home} {options}".encode())
    release = java_home / "release"
    digest.update(release.read_bytes() if release.exists() else b"")
    return FOLDER / f"{digest.hexdigest()[:32]}.aot"
