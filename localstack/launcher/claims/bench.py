"""What a claim works with: the running stack, its nodes, and a way to say what came out."""
import http.client
import math
import statistics
import time
from dataclasses import dataclass, field
from pathlib import Path

from launcher import processes, publisher, users
from launcher.client import Connection, ControlPlane
from launcher.console import Failure
from launcher.home import ROOT, Home
from launcher.load import DOCUMENT, Load

SAMPLES = ROOT / "runtime-container" / "sample-plugins"
MARKDOWN = {
    "1.0.0": SAMPLES / "markdown-1.0" / "target" / "plugin" / "markdown-1.0.0.jar",
    "1.1.0": SAMPLES / "markdown-1.1" / "target" / "plugin" / "markdown-1.1.0.zip",
}


@dataclass
class Verdict:
    """`details` are for the file only: too many to read in a terminal."""

    held: bool
    figures: dict = field(default_factory=dict)
    details: dict = field(default_factory=dict)


@dataclass
class Bench:
    home: Home
    environment: dict
    most_tenants: int = 1_000

    @property
    def developer(self) -> ControlPlane:
        """Signs what it registers, as the stack's publisher."""
        return ControlPlane(self.environment["HOTSWAP_API_URL"], self.environment["HOTSWAP_TOKEN_DEVELOPER"], publisher.ensure(self.home).sign)

    @property
    def tenant_token(self) -> str:
        """For calls of plugins."""
        return self.environment["HOTSWAP_TOKEN_TENANT"]

    def load(self) -> Load:
        return Load(self.environment["HOTSWAP_RUNTIME_URL"], [self.tenant_token])

    def tenants(self, count: int) -> list:
        """Tokens of callers of as many tenants."""
        deployed = self.home.state()["deployed"]
        return [users.plugin_call_token(deployed["endpoint"], deployed["outputs"], f"tenant-{number}") for number in range(count)]

    def nodes(self) -> list:
        """The processes of Development's nodes."""
        found = [p for p in processes.known(self.home).values() if p.name.startswith("development-") and not p.name.endswith("-balancer") and p.alive]
        if not found:
            raise Failure("No Development node runs: ./localstack/up starts them.")
        return sorted(found, key=lambda process: process.name)

    def ensure_markdown(self) -> str:
        """Both versions are registered and one of them serves; says which."""
        for version, file in MARKDOWN.items():
            require(file)
            self.developer.register("markdown", file)
        serving = self.serving(self.nodes()[0])
        return serving if serving in MARKDOWN else self.deployed("1.0.0")

    def deployed(self, version: str) -> str:
        answer = self.developer.deploy("markdown", version).expect(202)
        ended = self.developer.await_end(answer.json["id"])
        if ended["status"] != "Completed":
            raise Failure(f"The deployment of {version} ended {ended['status']}: {ended.get('problem')}")
        return version

    def serving(self, node) -> str | None:
        """The version with which this very node answers now; asked of the node, not of the control plane."""
        answer = Connection(f"http://127.0.0.1:{node.port}").call("POST", "/api/v1/plugins/markdown/invoke/render", self.tenant_token, DOCUMENT, {"Content-Type": "text/markdown"})
        return answer.headers.get("hotswap-plugin-version") if answer.status == 200 else None

    def serves(self, node) -> bool:
        """Whether it answers at all: it may not even listen."""
        try:
            return self.serving(node) is not None
        except (OSError, http.client.HTTPException):
            return False

    def seconds_until_all_serve(self, version: str, began: float, patience: float = 60) -> float:
        waiting = self.nodes()
        while waiting:
            waiting = [node for node in waiting if self.serving(node) != version]
            if waiting and time.monotonic() - began > patience:
                raise Failure(f"{', '.join(node.name for node in waiting)} did not serve {version} within {patience:.0f} s.")
            time.sleep(0.02 if waiting else 0)
        return time.monotonic() - began


def other(version: str) -> str:
    return next(each for each in MARKDOWN if each != version)


def require(file: Path) -> None:
    if not file.exists():
        raise Failure(f"{file} is missing: ./localstack/up builds it.")


def percentile(values: list, share: float) -> float:
    """The smallest value that so many do not exceed; of no values, no number."""
    ordered = sorted(values)
    return math.nan if not ordered else ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def spread(values: list, unit: str = "s") -> dict:
    """Median, 95th percentile and the extremes: what a figure in the README rests on."""
    return {"n": len(values), f"median_{unit}": statistics.median(values), f"p95_{unit}": percentile(values, 0.95), f"min_{unit}": min(values), f"worst_{unit}": max(values)}
