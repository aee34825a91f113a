"""Signatures: what is refused where, how soon a revocation is known, and how soon the version before serves again."""
import base64
import hashlib
import json
import secrets
import tempfile
import time
from pathlib import Path

from launcher import mails, publisher
from launcher.aws import client
from launcher.claims import fault_subjects
from launcher.claims.bench import SAMPLES, Bench, Verdict, require
from launcher.claims.triggers import Calls
from launcher.client import Connection, ControlPlane
from launcher.console import Failure
from launcher.keys import SIGNATURE, key
from launcher.publisher import Publisher

CLAIM = ("a version is registered, deployed to Production and loaded by nodes only with a signature that counts; a revoked certificate stops that on every node within a minute, "
         "the version that it signed is named to the operators and replaced by the one before, and no call fails by that")
LIMIT = 60.0
VERSIONS = ("1.0.0", "1.1.0")
# Of a review every minute, and a rollback.
PATIENCE = 180


def prove(bench: Bench) -> Verdict:
    with tempfile.TemporaryDirectory() as folder:
        return _Run(bench, Path(folder)).proved()


class _Run:
    """A publisher of its own, of one plugin: a revocation cannot be undone."""

    def __init__(self, bench: Bench, folder: Path):
        self._bench, self._name = bench, f"signed-{secrets.token_hex(4)}"
        self._admin = ControlPlane(bench.environment["HOTSWAP_API_URL"], bench.environment["HOTSWAP_TOKEN_ADMIN"])
        self._signers = {version: _made(folder / version) for version in VERSIONS}
        self._archives = {version: self._archive(folder, version) for version in VERSIONS}
        self._stranger, self._mistakes = _made(folder / "stranger"), []

    def _archive(self, folder: Path, version: str) -> Path:
        sample = SAMPLES / "faulty" / "target" / "plugin" / f"faulty-{version}.jar"
        require(sample)
        file = folder / sample.name
        file.write_bytes(fault_subjects.named(sample, self._name))
        return file

    def proved(self) -> Verdict:
        anchors = [signer.anchor() for signer in self._signers.values()]
        self._admin.call("PUT", f"/publishers/{self._name}", {"plugins": [self._name], "signedOnly": False, "anchors": anchors}).expect(200)
        figures = {"refused_at_registration": self._refused_at_registration(), "refused_in_production": self._unsigned_in_production()}
        for version in VERSIONS:
            self._developer(self._signers[version]).register(self._name, self._archives[version])
            if version == "1.0.0":
                figures["refused_by_nodes"] = self._refused_by_nodes(version)
            self._deployed(version)
        with Calls(self._bench, self._name) as calls:
            calls.begin()
            figures |= self._revoked()
        figures |= {"calls": calls.count, "calls_failed": calls.failed, "not_as_claimed": self._mistakes or "nothing"}
        right = figures["known_to_all_nodes_s"] < LIMIT and calls.count and not self._mistakes and not calls.failed
        return Verdict(bool(right), figures)

    def _developer(self, signer: Publisher | None) -> ControlPlane:
        environment = self._bench.environment
        return ControlPlane(environment["HOTSWAP_API_URL"], environment["HOTSWAP_TOKEN_DEVELOPER"], signer.sign if signer else None)

    def _refused_at_registration(self) -> int:
        """Every way with a sentence of its own."""
        content = self._archives["1.0.0"].read_bytes()
        signer, other = self._signers["1.0.0"], publisher.ensure(self._bench.home)
        honest = signer.sign(content)
        ways = {
            "another publisher": other.sign(content),
            "other bytes": signer.sign(content + b" "),
            "in text": b"-----BEGIN CMS-----\n" + base64.encodebytes(honest) + b"-----END CMS-----\n",
            "cut": honest[:-9],
            "doubled": honest + honest,
            "a stranger": self._stranger.sign(content),
        }
        said = {}
        for way, signature in ways.items():
            body = {"name": self._name, "content": base64.b64encode(content).decode(), "signature": base64.b64encode(signature).decode()}
            answer = self._developer(None).call("POST", "/plugins", body)
            said[way] = answer.json.get("detail") if answer.status == 400 else f"status {answer.status}"
        refused = {way: detail for way, detail in said.items() if detail and not detail.startswith("status")}
        if len(set(refused.values())) < len(ways):
            self._mistakes.append(f"registration: {said}")
        return len(refused)

    def _unsigned_in_production(self) -> int:
        """A plugin that the publisher of the stack owns, unsigned."""
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "unsigned.jar"
            name = f"un{self._name}"
            file.write_bytes(fault_subjects.named(SAMPLES / "faulty" / "target" / "plugin" / "faulty-1.0.0.jar", name))
            self._developer(None).register(name, file)
        answer = self._admin.call("POST", "/deployments?dryRun=true", {"pluginId": name, "version": "1.0.0", "environment": "Production", "strategy": "Direct"})
        if answer.status != 409 or not answer.json["type"].endswith("signature-required"):
            self._mistakes.append(f"Production: {answer.status} {answer.json.get('type')}")
        return int(answer.status == 409)

    def _refused_by_nodes(self, version: str) -> int:
        """As root could: nodes find another signature than the one that the registry has."""
        content = self._archives[version].read_bytes()
        deployed = self._bench.home.state()["deployed"]
        dynamo, table = client("dynamodb", deployed["endpoint"]), deployed["outputs"]["RoutingTableName"]
        stored = dynamo.get_item(TableName=table, Key=key(SIGNATURE, digest=hashlib.sha256(content).hexdigest()))["Item"]
        said = {}
        for way, signature in {"other bytes": self._signers[version].sign(content + b" "), "a stranger": self._stranger.sign(content)}.items():
            dynamo.put_item(TableName=table, Item=stored | {"cms": {"S": base64.b64encode(signature).decode()}})
            ended = self._bench.developer.await_end(self._bench.developer.deploy(self._name, version).expect(202).json["id"])
            said[way] = f"{ended['status']} {ended.get('problem')}"
        dynamo.put_item(TableName=table, Item=stored)
        expected = {"other bytes": "is over other bytes", "a stranger": "whose key did not sign it"}
        if any(not said[way].startswith("Failed") or detail not in said[way] for way, detail in expected.items()):
            self._mistakes.append(f"nodes: {said}")
        return sum(outcome.startswith("Failed") for outcome in said.values())

    def _deployed(self, version: str) -> str:
        deployment = self._bench.developer.deploy(self._name, version).expect(202).json["id"]
        ended = self._bench.developer.await_end(deployment)
        if ended["status"] != "Completed":
            raise Failure(f"{self._name} {version} ended {ended['status']}: {ended.get('problem')}")
        return deployment

    def _revoked(self) -> dict:
        """The certificate of 1.1.0, which serves."""
        fingerprint = _fingerprint(self._signers["1.1.0"])
        logs = {node.name: self._bench.home.log(node.name).stat().st_size for node in self._bench.nodes()}
        began, since, endpoint = time.monotonic(), time.time(), self._bench.home.state()["deployed"]["endpoint"]
        trust = self._admin.call("POST", "/trust/revocations", {"fingerprint": fingerprint, "reason": "proved", "onServing": "RollBack"}).expect(200).json
        refused = self._bench.developer.deploy(self._name, "1.1.0")
        refused_after = time.monotonic() - began
        if refused.status != 400 or "is revoked" not in refused.json.get("detail", ""):
            self._mistakes.append(f"deployment: {refused.status} {refused.json.get('detail')}")
        known = self._until(lambda: all(self._knows(node, size, trust["generation"]) for node, size in logs.items()), began, "every node knows of it")
        back = self._until(lambda: all(self._serving(node) == "1.0.0" for node in self._bench.nodes()), began, "1.0.0 serves again on every node")
        told = self._until(lambda: any("would not be admitted" in mail.subject for mail in mails.sent(endpoint, since=since)), began, "the operators are told")
        return {"operators_told_s": told, "deployment_refused_after_s": refused_after, "known_to_all_nodes_s": known, "version_before_serves_s": back}

    def _knows(self, node: str, size: int, generation: int) -> bool:
        with open(self._bench.home.log(node), "rb") as log:
            log.seek(size)
            return any(json.loads(line).get("message") == f"Trusts by generation {generation}" for line in log.read().splitlines() if line.endswith(b"}"))

    def _serving(self, node) -> str | None:
        answer = Connection(f"http://127.0.0.1:{node.port}").call("POST", f"/api/v1/plugins/{self._name}/invoke/echo", self._bench.tenant_token, b"x")
        return answer.headers.get("hotswap-plugin-version") if answer.status == 200 else None

    @staticmethod
    def _until(holds, began: float, what: str) -> float:
        while not holds():
            if time.monotonic() - began > PATIENCE:
                raise Failure(f"Not within {PATIENCE} s: {what}.")
            time.sleep(0.1)
        return time.monotonic() - began


def _made(folder: Path) -> Publisher:
    signer = Publisher(folder / "signer.pem", folder / "signer.key")
    publisher.make(signer)
    return signer


def _fingerprint(signer: Publisher) -> str:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes

    return x509.load_pem_x509_certificate(signer.certificate.read_bytes()).fingerprint(hashes.SHA256()).hex()
