"""Changes tenants' settings of markdown in Development, and looks when nodes follow."""
import random
import threading
import time

from launcher import users
from launcher.claims.bench import Bench
from launcher.client import Connection, ControlPlane
from launcher.console import Failure
from launcher.load import DOCUMENT

PLUGIN, ENVIRONMENT = "markdown", "Development"
PATIENCE = 60.0


def status(node, token: str) -> int:
    """How the node answers a call."""
    return _status(Connection(f"http://127.0.0.1:{node.port}"), token)


def _status(node: Connection, token: str) -> int:
    return node.call("POST", f"/api/v1/plugins/{PLUGIN}/invoke/render", token, DOCUMENT, {"Content-Type": "text/markdown"}).status


class Settings:
    """As an Admin changes them."""

    def __init__(self, bench: Bench):
        self._admin = ControlPlane(bench.environment["HOTSWAP_API_URL"], bench.environment["HOTSWAP_TOKEN_ADMIN"])

    def call(self, method: str, tenant: str, what: str, body: dict | None = None, headers: dict | None = None):
        return self._admin.call(method, f"/tenants/{tenant}/plugins/{PLUGIN}{what}?environment={ENVIRONMENT}", body, headers)

    def put(self, tenant: str, what: str, body: dict) -> dict:
        return self.call("PUT", tenant, f"/{what}", body).expect(200).json

    def delete(self, tenant: str, what: str) -> dict:
        return self.call("DELETE", tenant, f"/{what}").expect(200).json

    def switch(self, tenant: str, enabled: bool) -> None:
        self.call("POST", tenant, "/enable" if enabled else "/disable", {}).expect(200)

    def shown(self, tenant: str) -> dict:
        """Asked again while the gateway throttles, as a client would."""
        deadline = time.monotonic() + PATIENCE
        while (answer := self.call("GET", tenant, "")).status == 429 and time.monotonic() < deadline:
            time.sleep(0.2)
        return answer.expect(200).json


class Owners:
    """Tokens of tenants: for calls of plugins, and for what tenants set at the API."""

    def __init__(self, bench: Bench):
        deployed = bench.home.state()["deployed"]
        self._endpoint, self._outputs = deployed["endpoint"], deployed["outputs"]

    def token(self, tenant: str) -> str:
        return users.plugin_call_token(self._endpoint, self._outputs, tenant)

    def control_plane_token(self, tenant: str) -> str:
        return users.token(self._endpoint, self._outputs, ["TenantOwner"], tenant)


class Prober:
    """Disables and enables the plugin for a tenant, and calls as that tenant until the last node has followed: seconds from the answer to the change."""

    def __init__(self, bench: Bench, settings: Settings, tenant: str, token: str):
        self._settings, self._tenant, self._token = settings, tenant, token
        self._nodes = [Connection(f"http://127.0.0.1:{node.port}") for node in bench.nodes()]
        self._ended, self._thread = threading.Event(), threading.Thread(target=self._go_on, daemon=True)
        self.disabled, self.enabled, self._fault = [], [], None

    def once(self) -> None:
        for enabled, seconds in ((False, self.disabled), (True, self.enabled)):
            self._settings.switch(self._tenant, enabled)
            began = time.monotonic()
            waiting = self._nodes
            while waiting := [node for node in waiting if _status(node, self._token) != (200 if enabled else 403)]:
                if time.monotonic() - began > PATIENCE:
                    raise Failure(f"{len(waiting)} nodes did not follow within {PATIENCE:.0f} s.")
                time.sleep(0.02)
            seconds.append(time.monotonic() - began)

    def _go_on(self) -> None:
        try:
            while not self._ended.is_set():
                self.once()
        except Exception as fault:  # noqa: BLE001: told by whoever waits
            self._fault = fault

    def __enter__(self) -> "Prober":
        self._thread.start()
        return self

    def __exit__(self, *_) -> None:
        self._ended.set()
        self._thread.join(2 * PATIENCE)
        if self._fault:
            raise self._fault


class Writers:
    """Change limits of many tenants, each tenant's by one of them only, at most so many a second in all, until the block ends."""

    def __init__(self, settings: Settings, tenants: list, writers: int, aim: float):
        self._settings, self._shares = settings, [tenants[number::writers] for number in range(writers)]
        self._pause, self._ended = writers / aim, threading.Event()
        # No limits that are stored already: a change that changes nothing is none.
        self._first, self._revisions = random.randrange(100_000, 900_000), {}
        self.made, self.refused, self.rate, self._skipped = 0, 0, 0.0, set()
        self._counting = threading.Lock()

    def once(self) -> None:
        """One change of each tenant, as fast as it goes."""
        self._run(lambda share: [self._write(tenant) for tenant in share])

    def __enter__(self) -> "Writers":
        self._began = time.monotonic()
        self._threads = self._started(self._go_on)
        return self

    def __exit__(self, *_) -> None:
        self._ended.set()
        for thread in self._threads:
            thread.join()
        self.rate = self.made / (time.monotonic() - self._began)

    def lost(self) -> int:
        """Tenants whose settings are not those that were written last, or that were changed more or less often than was answered."""
        wrong = list(self._skipped)
        self._run(lambda share: wrong.extend(tenant for tenant in share if tenant in self._revisions and not self._kept(tenant)))
        return len(set(wrong))

    def _kept(self, tenant: str) -> bool:
        revision, limit = self._revisions[tenant]
        shown = self._settings.shown(tenant)
        return shown["revision"] == revision and shown["quotas"]["ceiling"]["maxRequestsPerMinute"] == limit

    def _go_on(self, share: list) -> None:
        while True:
            for tenant in share:
                began = time.monotonic()
                self._write(tenant)
                if self._ended.wait(max(0.0, self._pause - (time.monotonic() - began))):
                    return

    def _write(self, tenant: str) -> None:
        """The limit says which change of the tenant it is."""
        revision, count = self._revisions.get(tenant, (None, self._first))
        count += 1
        answer = self._settings.call("PUT", tenant, "/quotas", {"maxRequestsPerMinute": count, "maxConcurrentExecutions": 1000})
        with self._counting:
            self.made += answer.status == 200
            self.refused += answer.status != 200
        if answer.status == 200:
            self._revisions[tenant] = (answer.json["revision"], count)
            if revision is not None and answer.json["revision"] != revision + 1:
                self._skipped.add(tenant)

    def _run(self, work) -> None:
        for thread in self._started(work):
            thread.join()

    def _started(self, work) -> list:
        threads = [threading.Thread(target=work, args=(share,), daemon=True) for share in self._shares]
        for thread in threads:
            thread.start()
        return threads
