"""Malware: what is found before it is deployed, and how soon what is found out later serves no more. On a stack of its own, whose scanner is a ClamAV daemon."""
import base64
import contextlib
import io
import secrets
import tempfile
import time
import zipfile
from pathlib import Path

from launcher import down, mails, publisher, up
from launcher.claims import fault_subjects
from launcher.claims.bench import SAMPLES, Bench, Verdict, require
from launcher.claims.scanning_daemon import Daemon
from launcher.claims.triggers import Calls
from launcher.client import Answer, Connection, ControlPlane
from launcher.console import Failure
from launcher.home import Home

CLAIM = ("a version in which ClamAV finds malware, however it is packed, is refused, and its bytes with it; while the scanner is down versions wait and none of them is deployed; "
         "what is found out while it serves is replaced by the version before on every node within seconds, and no call fails by that")
# It starts its own.
NEEDS_STACK = False
NODES = 3
LIMIT = 30.0
PATIENCE = 120
# How long the scanner is away.
DOWN = 20
# In parts, or scanners would remove this file.
EICAR = b"".join([rb"X5O!P%@AP[4\PZX54(P^)7CC)7}", b"$EICAR-STANDARD-", b"ANTIVIRUS-TEST-FILE!$H+H*"])
DEEP = 5


def prove(bench: Bench) -> Verdict:
    with tempfile.TemporaryDirectory() as folder, _stack(Path(folder)) as (own, daemon):
        return _Run(own, daemon).proved()


@contextlib.contextmanager
def _stack(folder: Path):
    with Daemon(folder / "clamd") as daemon:
        daemon.know("HotSwap.Eicar", EICAR)
        daemon.start()
        home = Home(folder / "home")
        print(f"  a stack of its own, with Clamd={daemon.address}", flush=True)
        try:
            yield Bench(home, up.beside(home, {"Development": NODES}, {"Clamd": daemon.address})), daemon
        finally:
            down.run(home)


class _Run:
    def __init__(self, bench: Bench, daemon: Daemon):
        self._bench, self._daemon, self._mistakes = bench, daemon, []
        self._admin = ControlPlane(bench.environment["HOTSWAP_API_URL"], bench.environment["HOTSWAP_TOKEN_ADMIN"])

    def proved(self) -> Verdict:
        name, marker = f"late-{secrets.token_hex(4)}", secrets.token_hex(32).encode()
        found = [self._found(way, archive) for way, archive in _packed().items()]
        figures = {"ways_to_pack": len(found), "found_after_s": max(found)}
        figures |= self._waits(name)
        suspect = archive(name, "1.1.0", {"data/suspect.bin": marker})
        self._bench.developer.await_checks(self._registered(name, suspect).expect(201).json["version"])
        self._deployed(name, "1.1.0")
        with Calls(self._bench, name) as calls:
            calls.begin()
            time.sleep(2)
            figures |= self._late(name, suspect, marker)
            time.sleep(2)
        figures |= {"calls": calls.count, "calls_failed": calls.failed, "not_as_claimed": self._mistakes or "nothing"}
        return Verdict(bool(figures["version_before_serves_s"] < LIMIT and calls.count and not calls.failed and not self._mistakes), figures)

    def _found(self, name: str, content: bytes) -> float:
        """Seconds until the malware in it is named."""
        began = time.monotonic()
        self._registered(name, content).expect(201)
        until(lambda: self._version(name, "1.0.0")["checks"] != "Pending", began, f"{name} is scanned")
        seconds = time.monotonic() - began
        malware = self._malware(name, "1.0.0")
        if malware["state"] != "Failed" or not any("HotSwap.Eicar" in finding["detail"] for finding in malware["findings"]):
            self._mistakes.append(f"{name}: {malware}")
        self._refused(f"deployment of {name}", self._bench.developer.deploy(name, "1.0.0"), "checks-failed")
        self._refused(f"{name} again", self._registered(name, content), "binary-blocked")
        print(f"  {name}: {seconds:.1f} s", flush=True)
        return seconds

    def _waits(self, name: str) -> dict:
        """A version that is registered while the scanner is down, and is deployed when it is back."""
        self._daemon.stop()
        began = time.monotonic()
        self._registered(name, archive(name, "1.0.0", {})).expect(201)
        until(lambda: "gives no verdict" in self._malware(name, "1.0.0").get("delayed", ""), began, "it is told why the version waits")
        time.sleep(max(0.0, DOWN - (time.monotonic() - began)))
        answer = self._bench.developer.deploy(name, "1.0.0")
        self._refused("deployment without a scanner", answer, "checks-pending")
        if "retry-after" not in answer.headers:
            self._mistakes.append("checks-pending without Retry-After")
        waited = time.monotonic() - began
        if self._malware(name, "1.0.0")["state"] != "Pending":
            self._mistakes.append(f"without a scanner: {self._malware(name, '1.0.0')}")
        self._daemon.start()
        back = time.monotonic()
        until(lambda: self._version(name, "1.0.0")["checks"] == "Passed", back, "the checks of the version that waited have passed")
        passed = time.monotonic() - back
        self._deployed(name, "1.0.0")
        return {"scanner_down_s": waited, "passed_after_it_is_back_s": passed}

    def _late(self, name: str, content: bytes, marker: bytes) -> dict:
        """The scanner learns of what 1.1.0 holds, which serves."""
        self._daemon.know("HotSwap.Late", marker)
        began, since, endpoint = time.monotonic(), time.time(), self._bench.home.state()["deployed"]["endpoint"]
        digest = self._version(name, "1.1.0")["digest"]
        self._admin.call("POST", f"/plugins/{name}/versions/1.1.0/scan").expect(202)
        back = until(lambda: all(self._serving(node, name) == "1.0.0" for node in self._bench.nodes()), began, "1.0.0 serves again on every node")
        told = until(lambda: any(mail.subject.endswith(f"Malware in {name} 1.1.0") for mail in mails.sent(endpoint, since=since)), began, "the operators are told")
        self._refused("the same bytes again", self._registered(name, content), "binary-blocked")
        self._refused("deployment of what was found out", self._bench.developer.deploy(name, "1.1.0"), "checks-failed")
        if digest not in self._admin.call("GET", "/trust").expect(200).body.decode():
            self._mistakes.append(f"{digest} is not among what is blocked")
        return {"version_before_serves_s": back, "operators_told_s": told}

    def _registered(self, name: str, content: bytes) -> Answer:
        signature = publisher.ensure(self._bench.home).sign(content)
        return self._bench.developer.call("POST", "/plugins", {"name": name, "content": base64.b64encode(content).decode(), "signature": base64.b64encode(signature).decode()})

    def _version(self, name: str, version: str) -> dict:
        return self._bench.developer.call("GET", f"/plugins/{name}/versions/{version}").expect(200).json

    def _malware(self, name: str, version: str) -> dict:
        return next(result for result in self._version(name, version)["checkResults"] if result["name"] == "Malware")

    def _deployed(self, name: str, version: str) -> None:
        ended = self._bench.developer.await_end(self._bench.developer.deploy(name, version).expect(202).json["id"])
        if ended["status"] != "Completed":
            raise Failure(f"{name} {version} ended {ended['status']}: {ended.get('problem')}")

    def _refused(self, what: str, answer: Answer, problem: str) -> None:
        if answer.status != 409 or not answer.json["type"].endswith(problem):
            self._mistakes.append(f"{what}: {answer.status} {answer.body.decode(errors='replace')[:300]}")

    def _serving(self, node, name: str) -> str | None:
        answer = Connection(f"http://127.0.0.1:{node.port}").call("POST", f"/api/v1/plugins/{name}/invoke/echo", self._bench.tenant_token, b"x")
        return answer.headers.get("hotswap-plugin-version") if answer.status == 200 else None


def _packed() -> dict:
    """Archives by the names of their plugins, each with the test file in another way. Compressed, so that nobody finds it without unpacking."""
    nested = EICAR
    for depth in range(DEEP):
        nested = packed({f"level-{depth}": nested})
    run = secrets.token_hex(4)
    ways = {
        "plain": {"data/eicar.com": EICAR},
        "zipped": {"data/inner.zip": packed({"eicar.com": EICAR})},
        "nested": {"data/nested.zip": nested},
    }
    library = {"plugin.jar": archive(f"library-{run}", "1.0.0", {}), "lib/harmless-1.0.0.jar": packed({"eicar.com": EICAR})}
    return {f"{way}-{run}": archive(f"{way}-{run}", "1.0.0", entries) for way, entries in ways.items()} | {f"library-{run}": packed(library)}


def archive(name: str, version: str, entries: dict) -> bytes:
    """The faulty sample under that name, with more in it."""
    sample = SAMPLES / "faulty" / "target" / "plugin" / f"faulty-{version}.jar"
    require(sample)
    with zipfile.ZipFile(io.BytesIO(fault_subjects.named(sample, name))) as source:
        return packed({entry: source.read(entry) for entry in source.namelist() if not entry.endswith("/")} | entries)


def packed(entries: dict) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in entries.items():
            target.writestr(name, content)
    return made.getvalue()


def until(holds, began: float, what: str) -> float:
    while not holds():
        if time.monotonic() - began > PATIENCE:
            raise Failure(f"Not within {PATIENCE} s: {what}.")
        time.sleep(0.1)
    return time.monotonic() - began
