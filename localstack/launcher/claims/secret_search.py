"""Looks for texts wherever a running stack could have left them."""
import base64
import gzip
import mmap
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from launcher import java
from launcher.aws import client
from launcher.claims.bench import Bench
from launcher.console import Failure


def forms(text: str) -> list:
    """A text as bytes: as Latin-1, UTF-8 and UTF-16 have it, in hexadecimal digits, and within something in base64, wherever it begins there."""
    plain = text.encode()
    coded = [_within_base64(plain, before) for before in range(3)]
    return [plain, text.encode("utf-16-le"), text.encode("utf-16-be"), plain.hex().encode(), *coded, *(it.translate(bytes.maketrans(b"+/", b"-_")) for it in coded)]


def _within_base64(plain: bytes, before: int) -> bytes:
    """The characters that depend on nothing but the text, where so many bytes are before it."""
    coded = base64.b64encode(bytes(before) + plain)
    return coded[(8 * before + 5) // 6:8 * (before + len(plain)) // 6]


class Needles:
    """Texts to find, and one that is surely there: a search that misses it has looked nowhere."""

    def __init__(self, texts: list, control: str):
        self._wanted = [form for text in texts for form in forms(text)]
        self._control = control.encode()

    def found(self, content) -> bool:
        return any(content.find(form) >= 0 for form in self._wanted)

    def has_control(self, content) -> bool:
        return content.find(self._control) >= 0


@dataclass
class Searched:
    """How much was looked through, where the control was found, and where a text was."""

    counts: dict = field(default_factory=dict)
    controls: dict = field(default_factory=dict)
    places: list = field(default_factory=list)

    def look(self, kind: str, place: str, content, needles: Needles) -> None:
        self.counts[kind] = self.counts.get(kind, 0) + 1
        self.controls[kind] = self.controls.get(kind, 0) + needles.has_control(content)
        if needles.found(content):
            self.places.append(f"{kind} {place}")


def everywhere(bench: Bench, needles: Needles, searched: Searched) -> None:
    """Every item, every object in every version, and whatever is in the stack's folder: logs, traces, disks of nodes, of functions and of the emulator."""
    endpoint = bench.home.state()["deployed"]["endpoint"]
    _tables(client("dynamodb", endpoint), needles, searched)
    _buckets(client("s3", endpoint), needles, searched)
    _files(bench.home.path, needles, searched)


def _tables(dynamo, needles: Needles, searched: Searched) -> None:
    for table in dynamo.list_tables()["TableNames"]:
        for page in dynamo.get_paginator("scan").paginate(TableName=table, ConsistentRead=True):
            for item in page["Items"]:
                searched.look("item", f"{table} {item.get('pk')}", repr(item).encode(), needles)


def _buckets(s3, needles: Needles, searched: Searched) -> None:
    for bucket in (it["Name"] for it in s3.list_buckets()["Buckets"]):
        for page in s3.get_paginator("list_object_versions").paginate(Bucket=bucket):
            for version in page.get("Versions", []):
                key = version["Key"]
                body = s3.get_object(Bucket=bucket, Key=key, VersionId=version["VersionId"])["Body"].read()
                searched.look("object", f"{bucket} {key}", gzip.decompress(body) if key.endswith(".gz") else body, needles)


def _files(folder: Path, needles: Needles, searched: Searched) -> None:
    for file in folder.rglob("*"):
        if file.is_file() and "venv" not in file.parts:
            try:
                searched.look(_kind(file.relative_to(folder)), str(file), file.read_bytes(), needles)
            except FileNotFoundError:
                # Renamed or removed meanwhile, as those of nodes are.
                continue


def _kind(path: Path) -> str:
    return {"logs": "log", "traces": "trace", "nodes": "node file"}.get(path.parts[0], "other file")


def in_heaps(bench: Bench, processes: dict, needles: Needles, garbage: bool = False) -> dict:
    """Of each process, whether its heap has a text: what is reachable, or also what no collection has taken yet. Each dump is deleted at once."""
    # Nodes write theirs as another user.
    folder = bench.home.path / "dumps"
    folder.mkdir(exist_ok=True)
    folder.chmod(0o1777)
    return {name: _in_heap(folder / f"{pid}.hprof", pid, needles, garbage) for name, pid in processes.items()}


def _in_heap(file: Path, pid: int, needles: Needles, garbage: bool) -> bool:
    options = ["-all"] if garbage else []
    try:
        done = subprocess.run([str(java.home() / "bin/jcmd"), str(pid), "GC.heap_dump", *options, str(file)], capture_output=True, text=True)
        if done.returncode or not file.exists():
            raise Failure(f"No heap dump of {pid}: {done.stdout[-300:]}{done.stderr[-300:]}")
        with open(file, "rb") as content, mmap.mmap(content.fileno(), 0, access=mmap.ACCESS_READ) as dump:
            return needles.found(dump)
    finally:
        file.unlink(missing_ok=True)
