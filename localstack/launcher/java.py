"""Finds a JDK 25 or newer, whatever `java` on the PATH is."""
import os
import re
import shutil
from glob import glob
from pathlib import Path

from launcher.console import Failure

OLDEST = 25
PLACES = [
    "/usr/lib/jvm/*",
    "~/.sdkman/candidates/java/*",
    "~/.jdks/*",
    "~/Library/Java/JavaVirtualMachines/*/Contents/Home",
    "/Library/Java/JavaVirtualMachines/*/Contents/Home",
    "/opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home",
    "/usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home",
]


def home() -> Path:
    """The oldest JDK that is new enough."""
    found = {path: version for path in _candidates() if (version := _version(path))}
    fitting = [path for path, version in found.items() if version >= OLDEST]
    if not fitting:
        seen = ", ".join(f"{version} in {path}" for path, version in found.items()) or "none"
        raise Failure(f"HotSwap needs a JDK {OLDEST} or newer; set JAVA_HOME to one (https://adoptium.net has them). JDKs found: {seen}.")
    return min(fitting, key=lambda path: found[path])


def _candidates() -> list:
    named = [os.environ["JAVA_HOME"]] if os.environ.get("JAVA_HOME") else []
    on_path = [str(Path(java).resolve().parents[1]) for java in [shutil.which("java")] if java]
    places = [path for place in PLACES for path in sorted(glob(os.path.expanduser(place)))]
    return list(dict.fromkeys(Path(path).resolve() for path in named + on_path + places))


def _version(path: Path) -> int | None:
    release = path / "release"
    if not (path / "bin" / "javac").exists() or not release.exists():
        return None
    version = re.search(r'^JAVA_VERSION="(\d+)', release.read_text(errors="replace"), re.MULTILINE)
    return int(version[1]) if version else None
