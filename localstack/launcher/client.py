"""Calls to the control plane and to plugins, over connections that are kept."""
import base64
import http.client
import json
import secrets
import threading
import time
import urllib.parse
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from launcher.console import Failure

ENDS = {"Completed", "Failed", "RolledBack"}
INLINE_LIMIT = 4 * 1024 * 1024
UNSIGNED = {"summary": "unsigned"}
# The other side closes a connection that was idle for 5 s: better not to call over one that may just be closing.
IDLE_SECONDS = 3


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict
    body: bytes
    seconds: float

    @property
    def json(self) -> dict:
        return json.loads(self.body)

    def expect(self, status: int) -> "Answer":
        if self.status != status:
            raise Failure(f"Expected {status}, got {self.status}: {self.body.decode(errors='replace')[:1000]}")
        return self


class Connection:
    """One keep-alive connection; not to be shared between threads."""

    def __init__(self, url: str, timeout: float = 35):
        parts = urllib.parse.urlsplit(url)
        self._prefix = parts.path.rstrip("/")
        self._http = http.client.HTTPConnection(parts.hostname, parts.port, timeout=timeout)
        self._used = time.monotonic()

    def call(self, method: str, path: str, token: str = "", body: bytes | None = None, headers: dict | None = None) -> Answer:
        sent = {"Authorization": f"Bearer {token}"} if token else {}
        if time.monotonic() - self._used > IDLE_SECONDS:
            self._http.close()
        began = time.perf_counter()
        try:
            self._http.request(method, self._prefix + path, body, sent | (headers or {}))
            response = self._http.getresponse()
            content = response.read()
        except BrokenPipeError as fault:
            self._http.close()
            # A broken pipe is nobody's who reads what we print.
            raise ConnectionResetError(f"{method} {path}: {fault}") from fault
        except (OSError, http.client.HTTPException):
            self._http.close()
            raise
        self._used = time.monotonic()
        lowered = {name.lower(): value for name, value in response.getheaders()}
        return Answer(response.status, lowered, content, time.perf_counter() - began)


class ControlPlane:
    """The API, as one caller with one token sees it. Safe to share between threads. What it registers is signed where it has a `sign`."""

    def __init__(self, url: str, token: str, sign: Callable[[bytes], bytes] | None = None):
        self._url, self._token, self._sign = url, token, sign
        self._local = threading.local()

    def call(self, method: str, path: str, body: dict | None = None, headers: dict | None = None) -> Answer:
        if not hasattr(self._local, "connection"):
            self._local.connection = Connection(self._url)
        sent = None if body is None else json.dumps(body).encode()
        return self._local.connection.call(method, path, self._token, sent, {"Content-Type": "application/json"} | (headers or {}))

    def register(self, name: str, file: Path) -> dict:
        """Registers an archive and waits for its checks, before which nothing can be deployed."""
        registered = self._registered(name, file)
        self._signed(registered["version"], file)
        self.await_checks(registered["version"])
        return registered

    def _signed(self, version: dict, file: Path) -> None:
        """A version that was there before may be unsigned, as older builds registered them: registering it again does not sign it."""
        if self._sign and version.get("signature") == UNSIGNED:
            signature = base64.b64encode(self._sign(file.read_bytes())).decode()
            self.call("PUT", f"/plugins/{version['pluginId']}/versions/{version['version']}/signature", {"signature": signature}).expect(200)

    def await_checks(self, version: dict, seconds: float = 90) -> dict:
        """The version when its checks have passed."""
        deadline = time.monotonic() + seconds
        while version["checks"] == "Pending":
            if time.monotonic() > deadline:
                raise Failure(f"The checks of {version['name']} {version['version']} are still Pending after {seconds:.0f} s: {version.get('checkResults')}")
            time.sleep(0.2)
            version = self.call("GET", f"/plugins/{version['pluginId']}/versions/{version['version']}").expect(200).json
        if version["checks"] != "Passed":
            raise Failure(f"{version['name']} {version['version']} has {version['checks']} its checks: {version.get('checkResults')}")
        return version

    def _registered(self, name: str, file: Path) -> dict:
        """Inline when it is small, else by a presigned upload."""
        content = file.read_bytes()
        signature = {"signature": base64.b64encode(self._sign(content)).decode()} if self._sign else {}
        if len(content) <= INLINE_LIMIT:
            return self.call("POST", "/plugins", {"name": name, "content": base64.b64encode(content).decode()} | signature).expect(201).json
        upload = self.call("POST", "/plugins", {"name": name, "size": len(content)}).expect(201).json["upload"]
        if "url" in upload:
            put(upload["url"], content, upload["headers"])
        else:
            size = upload["partSize"]
            for part in upload["parts"]:
                put(part["url"], content[(part["partNumber"] - 1) * size:part["partNumber"] * size])
        return self.call("POST", f"/plugins/uploads/{upload['uploadId']}/complete", signature).expect(201).json

    def deploy(self, plugin: str, version: str, headers: dict | None = None) -> Answer:
        body = {"pluginId": plugin, "version": version, "environment": "Development", "strategy": "Direct"}
        return self.call("POST", "/deployments", body, headers)

    def roll_back(self, deployment: str, reason: str) -> Answer:
        return self.call("POST", f"/deployments/{deployment}/rollback", {"reason": reason})

    def await_end(self, deployment: str, ends: set = ENDS, seconds: float = 90) -> dict:
        deadline = time.monotonic() + seconds
        while True:
            found = self.call("GET", f"/deployments/{deployment}").expect(200).json
            if found["status"] in ends:
                return found
            if time.monotonic() > deadline:
                raise Failure(f"Deployment {deployment} is still {found['status']} ({found.get('phase')}) after {seconds:.0f} s.")
            time.sleep(0.1)


def traceparent() -> str:
    """A new trace that begins with this caller."""
    return f"00-{secrets.token_hex(16)}-{secrets.token_hex(8)}-01"


def put(url: str, content: bytes, headers: dict | None = None) -> None:
    request = urllib.request.Request(url, data=content, headers=headers or {}, method="PUT")
    with urllib.request.urlopen(request, timeout=60) as response:
        response.read()
