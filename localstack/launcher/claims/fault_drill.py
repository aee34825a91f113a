"""One cell on the running stack: a deployment brought to its step, and what has become of it."""
import http.client
import time
from datetime import datetime, timezone

from launcher.claims import fault_subjects
from launcher.claims.bench import Bench
from launcher.claims.fault_cells import ASKS, Cell
from launcher.claims.fault_ledger import Ledger
from launcher.client import Answer, ControlPlane
from launcher.console import Failure

ENDS = {"Completed", "Failed", "RolledBack"}


class Drill:
    def __init__(self, bench: Bench, ledger: Ledger, cell: Cell, plugin: str):
        self.cell, self._ledger, self._plugin, self._environment = cell, ledger, plugin, bench.environment
        self.before = ledger.document(plugin, cell.environment).get("defaultVersion")
        self.candidate = next(version for version in fault_subjects.VERSIONS if version != self.before)
        self.id = None
        self.began = 0.0

    @property
    def record(self) -> dict:
        return self._ledger.deployment(self.id) if self.id else {}

    def _as(self, who: str) -> ControlPlane:
        """Anew each time: a connection that was idle through an outage is closed."""
        return ControlPlane(self._environment["HOTSWAP_API_URL"], self._environment[f"HOTSWAP_TOKEN_{who}"])

    # ---- To its step -------------------------------------------------------------------------

    @property
    def comes_from_the_start(self) -> bool:
        """Starting it is all that brings it to its step, and that step goes by."""
        return self.cell.step == "Starting" or self.cell.passes and not self.cell.stands_at

    def begin(self) -> None:
        """Brings it to where it lasts: its step, or the one before it."""
        if not self.comes_from_the_start:
            self._deploy()

    @property
    def stands(self) -> bool:
        if self.comes_from_the_start:
            return True
        record = self.record
        self._alive(record)
        wanted = self.cell.stands_at or self.cell.step
        registered = wanted != "AwaitingApproval" or "taskToken" in self._ledger.approval(record["rolloutState"]["approval"])
        return record["progress"]["phase"] == wanted and registered

    def push(self) -> None:
        """To a step that goes by."""
        if self.cell.stands_at:
            self.ask(ASKS[self.cell.step])
        elif self.cell.passes:
            self._deploy()

    @property
    def there(self) -> bool:
        if self.cell.step == "Starting":
            return True
        record = self.record
        if self.cell.step == "Paused":
            return "paused" in record["rolloutState"]
        return self.cell.step in [entry["phase"] for entry in record["timeline"]]

    def _alive(self, record: dict) -> None:
        if record["progress"]["status"] in ("Failed", "RolledBack"):
            raise Failure(f"{self.cell} ended before its fault: {record['progress'].get('problem')}")

    # ---- What people do ----------------------------------------------------------------------

    def ask(self, what: str) -> Answer:
        match what:
            case "deploy":
                return self._deploy()
            case "approve":
                approval = self.record["rolloutState"]["approval"]
                self._as("APPROVER_TEAM_LEAD").call("POST", f"/approvals/{approval}/approve", {})
                return self._as("APPROVER_PLATFORM_ADMIN").call("POST", f"/approvals/{approval}/approve", {})
            case _:
                return self._as("ADMIN").call("POST", f"/deployments/{self.id}/{what}", {"reason": "fault drill"})

    def _deploy(self) -> Answer:
        version = {"version": self.candidate}
        settings = self.cell.settings
        if "abConfig" in settings:
            version = {"versions": [self.before, self.candidate]}
            settings = {"abConfig": settings["abConfig"] | {"variantA": self.before, "variantB": self.candidate}}
        known = self._ledger.newest(self._plugin)
        answer = self._as("ADMIN").call("POST", "/deployments", {"pluginId": self._plugin, "environment": self.cell.environment, "strategy": self.cell.strategy} | version | settings)
        newest = self._ledger.newest(self._plugin)
        if newest == known:
            raise Failure(f"{self.cell} was not accepted: {answer.status} {answer.body.decode(errors='replace')[:500]}")
        self.id = newest
        return answer

    def place_is_free(self) -> str:
        """Another deployment of the plugin is accepted; empty, or what it was answered."""
        version = next(each for each in fault_subjects.VERSIONS if each != self._ledger.document(self._plugin, self.cell.environment).get("defaultVersion"))
        answer = self._as("ADMIN").call("POST", "/deployments", {"pluginId": self._plugin, "environment": self.cell.environment, "strategy": "Direct", "version": version})
        if answer.status != 202:
            return f"another deployment was answered {answer.status}: {answer.body.decode(errors='replace')[:300]}"
        if self.cell.environment == "Production":
            self._as("ADMIN").call("POST", f"/deployments/{answer.json['id']}/abort", {}).expect(202)
            return ""
        status = self._as("ADMIN").await_end(answer.json["id"], seconds=120)["status"]
        return "" if status == "Completed" else f"another deployment ended {status}"

    def give_up(self) -> None:
        """So that nothing of it holds a place when the drill itself is broken off."""
        if self.id and not self.closed:
            try:
                self._as("ADMIN").call("POST", f"/deployments/{self.id}/abort", {"reason": "the fault drill was broken off"})
            except (OSError, http.client.HTTPException) as fault:
                print(f"  {self.cell} was not aborted ({fault}); it goes on by itself", flush=True)

    # ---- What has become of it ---------------------------------------------------------------

    @property
    def closed(self) -> bool:
        return not self.id or self.record["progress"]["status"] in ENDS

    def met(self) -> str:
        """The phase in which the fault met it, as its own timeline says."""
        if not self.id:
            return "Starting"
        passed = [entry["phase"] for entry in self.record["timeline"] if _epoch(entry["at"]) <= self.began]
        return "Paused" if self.cell.step == "Paused" and passed else (passed or ["Starting"])[-1]

    def took(self) -> float:
        return max(0.0, _epoch(self.record["progress"]["since"]) - self.began) if self.id else 0.0

    def ending(self) -> str:
        progress = self.record.get("progress", {})
        status = progress.get("status")
        if status not in ENDS:
            return f"stuck in {progress.get('phase')}"
        return "RolledBack" if status == "RolledBack" else str(progress.get("outcome"))

    def serves(self) -> str | None:
        """What must serve now."""
        record = self.record
        if record["progress"]["status"] == "Completed":
            return record["rolloutState"].get("winner", self.candidate)
        return self.before

    def left_behind(self) -> list:
        """What must not be there and is."""
        record, document = self.record, self._ledger.document(self._plugin, self.cell.environment)
        approval = record["rolloutState"].get("approval")
        found = {
            "it is not closed": not self.closed,
            f"it holds the place {self.cell.environment}": self._ledger.holder(self._plugin, self.cell.environment) is not None,
            "it is among those under way": self.id in self._ledger.open(),
            "an execution runs": any(of == self.id for _, of in self._ledger.running()),
            "its approval is open": bool(approval) and self._ledger.approval(approval).get("status") == "Pending",
            f"{document.get('defaultVersion')} is the default, not {self.serves()}": document.get("defaultVersion") != self.serves(),
            "somebody is routed elsewhere": any(document.get(way) for way in ("cohort", "split", "rolling", "staged")),
            f"the fault met it only when it was over ({self.met()})": self.met() in ("Serving", "Withdrawn", "Reverted", "Declined"),
            f"its ending is {self.ending()}": self.ending() not in ("Succeeded", "Declined", "FailedClean", "FailedDirty", "RolledBack"),
            f"it took {self.took():.0f} s": self.took() > self.cell.budget,
        }
        return [what for what, holds in found.items() if holds]


def now() -> float:
    return datetime.now(timezone.utc).timestamp()


def _epoch(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()


def until(holds, what: str, seconds: float, pause: float = 0.1) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            raise Failure(f"Not within {seconds:.0f} s: {what}.")
        time.sleep(pause)
