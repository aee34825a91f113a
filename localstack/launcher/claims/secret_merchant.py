"""A tenant that charges cards and signs with its key at the acquirer, which it replaces from time to time."""
import hashlib
import hmac
import http.client
import json
import secrets
import threading
import time

from launcher.claims.bench import SAMPLES, Bench, require
from launcher.claims.tenant_settings import Owners
from launcher.client import Connection, ControlPlane
from launcher.console import Failure

PLUGIN, VERSION, ENVIRONMENT = "payment-processor", "1.5.0", "Development"
JAR = SAMPLES / "payment-processor" / "target" / "plugin" / f"{PLUGIN}-{VERSION}.jar"
CHARGE = {"amount": 10000, "currency": "EUR", "reference": "order-1", "card": {"number": "4111 1111 1111 1111", "expiryMonth": 12, "expiryYear": time.gmtime().tm_year + 5}}
PATIENCE = 60.0


def deployed(bench: Bench) -> None:
    require(JAR)
    bench.developer.register(PLUGIN, JAR)
    answer = bench.developer.deploy(PLUGIN, VERSION)
    # It may serve already.
    if answer.status == 202:
        ended = bench.developer.await_end(answer.json["id"])
        if ended["status"] != "Completed":
            raise Failure(f"The deployment of {PLUGIN} ended {ended['status']}: {ended.get('problem')}")


class Merchant:
    """Its owner and an Admin at the API, and a connection to each node."""

    def __init__(self, bench: Bench, tenant: str):
        url = bench.environment["HOTSWAP_API_URL"]
        owners = Owners(bench)
        self.tenant, self.token = tenant, owners.token(tenant)
        self.admin, self.owner = ControlPlane(url, bench.environment["HOTSWAP_TOKEN_ADMIN"]), ControlPlane(url, owners.control_plane_token(tenant))
        self.nodes = [Connection(f"http://127.0.0.1:{node.port}") for node in bench.nodes()]
        self.path, self.where = f"/tenants/{tenant}/plugins/{PLUGIN}", f"environment={ENVIRONMENT}"

    def put(self, key, overlap: int = 600):
        return self.owner.call("PUT", f"{self.path}/config?{self.where}", {"config": {"apiKey": key}, "overlapSeconds": overlap})

    def set(self, key, overlap: int = 600) -> float:
        """Seconds from the answer until the last node signs with it; None removes it."""
        self.put(key, overlap).expect(200)
        return self.followed(key)

    def followed(self, key: str | None) -> float:
        began, waiting = time.monotonic(), self.nodes
        while waiting := [node for node in waiting if signed_with(charged(node, self.token)) != key]:
            if time.monotonic() - began > PATIENCE:
                raise Failure(f"{len(waiting)} nodes do not sign with the key after {PATIENCE:.0f} s.")
            time.sleep(0.02)
        return time.monotonic() - began

    def takes(self, key: str) -> list:
        """Of each node, whether it takes what is signed with the key."""
        return [_verified(node, self.token, key) for node in self.nodes]


def charged(node: Connection, token: str):
    return _invoked(node, token, "charge", CHARGE)


def _verified(node: Connection, token: str, key: str) -> bool:
    authorisation = "of the acquirer"
    return _invoked(node, token, "verify", {"authorisation": authorisation, "signature": _signature(key, authorisation)}).expect(200).json["genuine"]


def _invoked(node: Connection, token: str, operation: str, body: dict):
    return node.call("POST", f"/api/v1/plugins/{PLUGIN}/invoke/{operation}", token, json.dumps(body).encode(), {"Content-Type": "application/json"})


KEYS = []


def new_key() -> str:
    """A key whose signatures are told from others'."""
    made = "canary-" + secrets.token_hex(16)
    KEYS.append(made)
    return made


def _signature(key: str, text: str) -> str:
    return hmac.new(key.encode(), text.encode(), hashlib.sha256).hexdigest()


def signed_with(answer) -> str | None:
    """The key that has signed a charge; None where it is not signed."""
    charge = answer.expect(200).json
    if "signature" not in charge:
        return None
    return next((key for key in reversed(KEYS) if _signature(key, charge["authorisation"]) == charge["signature"]), "another key")


class Charges:
    """Clients that charge until the block ends, and remember with which key each charge was signed."""

    def __init__(self, url: str, token: str, clients: int = 4):
        self._url, self._token, self._running = url, token, True
        self.signed, self.failures = [], []
        self._threads = [threading.Thread(target=self._go_on, daemon=True) for _ in range(clients)]

    def _go_on(self) -> None:
        connection = Connection(self._url)
        while self._running:
            try:
                began = time.monotonic()
                answer = charged(connection, self._token)
                if answer.status == 200:
                    self.signed.append((began, signed_with(answer)))
                else:
                    self.failures.append(f"{answer.status}: {answer.body[:300]!r}")
            except (OSError, http.client.HTTPException) as fault:
                self.failures.append(f"{type(fault).__name__}: {fault}")
            time.sleep(0.005)

    def __enter__(self) -> "Charges":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_) -> None:
        self._running = False
        for thread in self._threads:
            thread.join()
