"""Libraries that are not in archives: from a repository on this machine and from an upload, to the nodes."""
import base64
import contextlib
import hashlib
import http.server
import io
import json
import secrets
import threading
import time
import zipfile
from pathlib import Path

from launcher import publisher
from launcher.claims.bench import MARKDOWN, Bench, Verdict, require
from launcher.client import Answer, Connection, ControlPlane, put
from launcher.console import Failure

CLAIM = ("a library that a manifest pins is downloaded once from a repository that an Admin allows, and serves on every node; other bytes, an address that nobody allows and what no repository has are refused by name, "
         "a repository that is down is waited for, and an upload does in its place")
COORDINATES = "org.commonmark:commonmark:0.28.0"
PATIENCE = 200
MANIFEST = "META-INF/hotswap-plugin.json"


def prove(bench: Bench) -> Verdict:
    with _repository() as repository:
        return _Run(bench, repository).proved()


class _Repository(http.server.ThreadingHTTPServer):
    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.files, self.asked, self.down = {}, [], False

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/maven2"

    def hold(self, jar: bytes) -> None:
        self.files["/maven2/" + _path()] = jar

    def downloads(self) -> int:
        return self.asked.count("/maven2/" + _path())


class _Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append(self.path)
        content = self.server.files.get(self.path)
        status = 503 if self.server.down else 404 if content is None else 200
        self.send_response(status)
        self.send_header("Content-Length", str(len(content) if status == 200 else 0))
        self.end_headers()
        if status == 200:
            self.wfile.write(content)

    def log_message(self, *_):
        """Its requests are counted, not printed."""


@contextlib.contextmanager
def _repository():
    with _Repository() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()


class _Run:
    def __init__(self, bench: Bench, repository: _Repository):
        self._bench, self._repository, self._mistakes = bench, repository, []
        self._admin = ControlPlane(bench.environment["HOTSWAP_API_URL"], bench.environment["HOTSWAP_TOKEN_ADMIN"])
        self._run = secrets.token_hex(4)
        self._name = f"libraries-{self._run}"

    def proved(self) -> Verdict:
        self._sample, library = _sample(self._run)
        digest = hashlib.sha256(library).hexdigest()
        self._repository.hold(library)
        self._admin.call("PUT", f"/repositories/{self._name}", {"url": self._repository.url, "privateAddresses": True}).expect(200)
        try:
            figures = self._served(digest)
            figures |= self._refused(digest)
            figures |= self._waited(library)
        finally:
            self._admin.call("DELETE", f"/repositories/{self._name}").expect(200)
        figures |= self._uploaded(library)
        return Verdict(not self._mistakes, figures | {"not_as_claimed": self._mistakes or "nothing"})

    def _served(self, digest: str) -> dict:
        """Two plugins with one library."""
        names, seconds = [f"first-{self._run}", f"second-{self._run}"], []
        for name in names:
            began = time.monotonic()
            self._register(name, digest)
            self._ended(name, began, "Passed", "Warned")
            seconds.append(time.monotonic() - began)
            ended = self._bench.developer.await_end(self._bench.developer.deploy(name, "1.0.0").expect(202).json["id"])
            if ended["status"] != "Completed":
                raise Failure(f"{name} ended {ended['status']}: {ended.get('problem')}")
        answers = [self._rendered(node, name) for node in self._bench.nodes() for name in names]
        if not all("<h1" in answer for answer in answers):
            self._mistakes.append(f"rendered: {answers}")
        if self._repository.downloads() != 1:
            self._mistakes.append(f"downloads: {self._repository.downloads()}")
        return {"checked_after_s": seconds, "downloads": self._repository.downloads(), "nodes_that_serve": len(answers) // 2}

    def _refused(self, digest: str) -> dict:
        ways = {f"differs-{self._run}": (COORDINATES, "0" * 64, "library-differs"), f"missing-{self._run}": ("org.commonmark:no-such-thing:1.0", digest[::-1], "library-not-found")}
        for name, (coordinates, pinned, code) in ways.items():
            self._register(name, pinned, coordinates)
            check = self._ended(name, time.monotonic(), "Failed")
            if [finding["code"] for finding in check["findings"]] != [code]:
                self._mistakes.append(f"{name}: {check}")
            answer = self._bench.developer.deploy(name, "1.0.0")
            if answer.status != 409 or not answer.json["type"].endswith("checks-failed"):
                self._mistakes.append(f"{name} deployed: {answer.status}")
        addresses = ("http://repo.example.com/maven2", "https://user:word@repo.example.com/", "http://127.0.0.1:1/")
        for url in addresses:
            if self._admin.call("PUT", f"/repositories/refused-{self._run}", {"url": url}).status != 400:
                self._mistakes.append(f"allowed: {url}")
        return {"refused_by_name": len(ways) + len(addresses)}

    def _waited(self, library: bytes) -> dict:
        """Another library's bytes, of a repository that is down at first."""
        name, other = f"waits-{self._run}", _with(library, self._run + "-other")
        self._repository.hold(other)
        self._repository.down = True
        self._register(name, hashlib.sha256(other).hexdigest())
        self._until(lambda: "it answers 503" in self._check(name).get("delayed", ""), "it is told why the version waits")
        self._repository.down = False
        back = time.monotonic()
        self._ended(name, back, "Passed", "Warned")
        return {"passed_after_repository_is_back_s": time.monotonic() - back}

    def _uploaded(self, library: bytes) -> dict:
        """With no repository."""
        name, jar = f"offline-{self._run}", _with(library, self._run + "-offline")
        digest = hashlib.sha256(jar).hexdigest()
        upload = self._bench.developer.call("POST", "/libraries", {"sha256": digest, "size": len(jar)}).expect(200).json["upload"]
        put(upload["url"], jar, upload["headers"])
        began = time.monotonic()
        self._register(name, digest)
        self._ended(name, began, "Passed", "Warned")
        return {"upload_checked_after_s": time.monotonic() - began}

    def _register(self, name: str, digest: str, coordinates: str = COORDINATES) -> None:
        content = _pinning(self._sample, name, coordinates, digest)
        signature = publisher.ensure(self._bench.home).sign(content)
        self._bench.developer.call("POST", "/plugins", {"name": name, "content": base64.b64encode(content).decode(), "signature": base64.b64encode(signature).decode()}).expect(201)

    def _check(self, name: str) -> dict:
        version = self._bench.developer.call("GET", f"/plugins/{name}/versions/1.0.0").expect(200).json
        return next(result for result in version["checkResults"] if result["name"] == "Libraries")

    def _ended(self, name: str, began: float, *states: str) -> dict:
        self._until(lambda: self._check(name)["state"] != "Pending", f"the libraries of {name} are checked")
        check = self._check(name)
        if check["state"] not in states:
            self._mistakes.append(f"{name}: {check}")
        self._until(lambda: self._bench.developer.call("GET", f"/plugins/{name}/versions/1.0.0").expect(200).json["checks"] != "Pending", f"{name} is checked")
        return check

    def _rendered(self, node, name: str) -> str:
        answer: Answer = Connection(f"http://127.0.0.1:{node.port}").call("POST", f"/api/v1/plugins/{name}/invoke/render", self._bench.tenant_token, b"# Hello", {"Content-Type": "text/markdown"})
        return answer.body.decode(errors="replace")

    @staticmethod
    def _until(holds, what: str) -> None:
        began = time.monotonic()
        while not holds():
            if time.monotonic() - began > PATIENCE:
                raise Failure(f"Not within {PATIENCE} s: {what}.")
            time.sleep(0.2)


def _path() -> str:
    group, artifact, version = COORDINATES.split(":")
    return f"{group.replace('.', '/')}/{artifact}/{version}/{artifact}-{version}.jar"


def _sample(run: str) -> tuple:
    """What the zip sample holds without one of its libraries, and that one in bytes that nobody has pinned before."""
    require(MARKDOWN["1.1.0"])
    with zipfile.ZipFile(MARKDOWN["1.1.0"]) as sample:
        entries = {name: sample.read(name) for name in sample.namelist() if not name.endswith("/")}
    library = "lib/" + _path().rpartition("/")[2]
    return {name: content for name, content in entries.items() if name != library}, _with(entries[library], run)


def _with(jar: bytes, comment: str) -> bytes:
    """The same classes in other bytes."""
    return _packed(jar, {"made-for.txt": comment.encode()})


def _pinning(sample: dict, name: str, coordinates: str, digest: str) -> bytes:
    own = next(entry for entry in sample if "/" not in entry)
    with zipfile.ZipFile(io.BytesIO(sample[own])) as source:
        manifest = json.loads(source.read(MANIFEST))
    manifest |= {"name": name, "version": "1.0.0", "dependencies": {"libraries": [{"coordinates": coordinates, "sha256": digest}]}}
    jar = _packed(sample[own], {MANIFEST: json.dumps(manifest).encode()})
    return _zipped(sample | {own: jar})


def _packed(jar: bytes, entries: dict) -> bytes:
    with zipfile.ZipFile(io.BytesIO(jar)) as source:
        kept = {entry: source.read(entry) for entry in source.namelist() if not entry.endswith("/")}
    return _zipped(kept | entries)


def _zipped(entries: dict) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for entry, content in entries.items():
            target.writestr(zipfile.ZipInfo(entry), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()
