"""Who may decide, and what counts."""
import threading
import time
from concurrent.futures import ThreadPoolExecutor

from launcher import keys
from launcher import users
from launcher.aws import client
from launcher.claims.bench import Bench, Verdict
from launcher.client import Answer, ControlPlane
from launcher.console import Failure

CLAIM = ("QA takes one approver and Production two; the requester, a wrong role, the same person again, anybody after the time is up and for a plan that changed "
         "are refused; the same approval many times at once counts once; an approved deployment goes on by itself")
AT_ONCE = 10
TENANTS = ("acme", "globex")


def prove(bench: Bench) -> Verdict:
    bench.ensure_markdown()
    office = Office(bench)
    figures = {}
    for environment in ("QA", "Production"):
        figures |= {f"{environment}_{name}": value for name, value in _refusals(office, environment).items()}
    figures |= _changed_plan(office)
    figures["answers_with_a_token"] = office.leaks
    figures["not_as_claimed"] = office.mistakes or "nothing"
    return Verdict(not office.mistakes and not office.leaks, figures)


class Office:
    """Everybody who plays a part, and what went otherwise than it should."""

    def __init__(self, bench: Bench):
        self.bench, self.mistakes, self.leaks, self.refused, self._tokens = bench, [], 0, 0, []
        deployed = bench.home.state()["deployed"]
        self._endpoint, self._outputs = deployed["endpoint"], deployed["outputs"]
        self._lock = threading.Lock()
        self.admin = self.person("Admin")
        self.developer = self.person("Developer")
        self.lead, self.other_lead = (self.person("Approver", "TeamLead", tenant=tenant) for tenant in TENANTS)
        self.platform = self.person("Approver", "PlatformAdmin")
        self.everything = self.person("Admin", "Approver", "TeamLead", "PlatformAdmin")

    def person(self, *roles: str, tenant: str = TENANTS[0]) -> ControlPlane:
        return ControlPlane(self.bench.environment["HOTSWAP_API_URL"], users.token(self._endpoint, self._outputs, list(roles), tenant))

    def call(self, who: ControlPlane, method: str, path: str, body: dict | None = None) -> Answer:
        answer = who.call(method, path, body)
        with self._lock:
            self.leaks += any(token in answer.body for token in self._tokens)
        return answer

    def ask(self, who: ControlPlane, environment: str, version: str) -> dict:
        """A deployment that waits, once its machine says so."""
        body = {"pluginId": "markdown", "version": version, "environment": environment, "strategy": "Direct"}
        deployment = self.call(who, "POST", "/deployments", body).expect(202).json
        self.until(lambda: "taskToken" in self._stored(deployment), "its machine waits")
        self._tokens.append(self._stored(deployment)["taskToken"]["S"].encode())
        return deployment

    def approve(self, who: ControlPlane, deployment: dict) -> Answer:
        return self.call(who, "POST", f"/approvals/{deployment['approvalId']}/approve", {})

    def reject(self, who: ControlPlane, deployment: dict) -> Answer:
        return self.call(who, "POST", f"/approvals/{deployment['approvalId']}/reject", {"reason": "proving the claim"})

    def expect(self, what: str, answer: Answer, *statuses: int) -> None:
        """Counts it, or writes down what came instead."""
        with self._lock:
            if answer.status not in statuses:
                self.mistakes.append(f"{what}: {answer.status} {answer.body.decode(errors='replace')[:200]}")
            elif answer.status >= 400:
                self.refused += 1

    def status(self, deployment: dict) -> str:
        return self.call(self.admin, "GET", f"/approvals/{deployment['approvalId']}").expect(200).json["status"]

    def _stored(self, deployment: dict) -> dict:
        """The item itself, as only the local root sees it."""
        return self._table().get_item(**self._key(deployment["approvalId"]), ConsistentRead=True)["Item"]

    def time_is_up(self, deployment: dict) -> None:
        """As if it had been asked 48 hours ago: nobody waits that long for a proof."""
        self._table().update_item(**self._key(deployment["approvalId"]), UpdateExpression="SET expiresAt = createdAt")

    def until(self, holds, what: str, seconds: float = 90) -> float:
        began = time.monotonic()
        while not holds():
            if time.monotonic() - began > seconds:
                raise Failure(f"Not within {seconds:.0f} s: {what}.")
            time.sleep(0.1)
        return time.monotonic() - began

    def _key(self, approval: str) -> dict:
        return {"TableName": self._outputs["DeploymentsTableName"], "Key": keys.key(keys.APPROVAL, id=approval)}

    def _table(self):
        return client("dynamodb", self._endpoint)


def _refusals(office: Office, environment: str) -> dict:
    before = office.refused
    two = environment == "Production"
    own = office.ask(office.everything, environment, "1.0.0")
    _outsiders(office, own)
    if two:
        body = {"pluginId": "markdown", "version": "1.0.0", "environment": environment, "strategy": "Direct"}
        office.expect("a Developer deploys to Production", office.call(office.developer, "POST", "/deployments", body), 403)
    else:
        office.expect("a platform admin where a team lead is needed", office.approve(office.platform, own), 403)
    counted = _many_times_at_once(office, own)
    office.expect("the same person again", office.approve(office.lead, own), 403 if two else 409)
    if two:
        office.expect("a second team lead", office.approve(office.other_lead, own), 403)
        office.expect("a platform admin rejects after a team lead approved", office.reject(office.platform, own), 200)
    office.expect("anybody after it was decided", office.approve(office.admin, own), 409)
    # Nobody else is admitted while it holds the place; QA has no node here, so it goes back.
    _ends(office, own)
    _after_its_time(office, environment)
    swept = _without_anybody(office, environment)
    return {"refused": office.refused - before, "same_approval_at_once": AT_ONCE, "counted": counted, "expired_by_the_sweep_s": swept}


def _outsiders(office: Office, own: dict) -> None:
    for verb in (office.approve, office.reject):
        office.expect("the requester decides", verb(office.everything, own), 403)
    office.expect("the requester decides by the alias", office.call(office.everything, "POST", f"/deployments/{own['id']}/approve", {}), 403)
    for roles in (["Viewer"], ["Developer"], ["TenantOwner"], ["Approver"], ["Developer", "TeamLead"]):
        office.expect(f"{roles} decides", office.approve(office.person(*roles, tenant=TENANTS[1]), own), 403)
    office.expect("a rejection without a reason", office.call(office.lead, "POST", f"/approvals/{own['approvalId']}/reject", {}), 400)


def _after_its_time(office: Office, environment: str) -> None:
    late = office.ask(office.admin, environment, "1.0.0")
    office.time_is_up(late)
    office.expect("a team lead after the time is up", office.approve(office.lead, late), 409)
    if (status := office.status(late)) != "Expired" or _ends(office, late) != "Failed":
        office.mistakes.append(f"{late['id']}: its approval is {status} after its time, or it did not fail")


def _without_anybody(office: Office, environment: str) -> float:
    silent = office.ask(office.admin, environment, "1.0.0")
    office.time_is_up(silent)
    return office.until(lambda: office.status(silent) == "Expired", "the sweep ends what nobody looked at")


def _many_times_at_once(office: Office, deployment: dict) -> int:
    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(lambda _: office.approve(office.lead, deployment), range(AT_ONCE)))
    for answer in answers:
        office.expect("the same approval at once", answer, 200, 403, 409)
    counted = len(office.call(office.admin, "GET", f"/approvals/{deployment['approvalId']}").expect(200).json["decisions"])
    taken = sum(answer.status == 200 for answer in answers)
    if counted != 1 or taken != 1:
        office.mistakes.append(f"{taken} of {AT_ONCE} identical approvals were taken, {counted} decisions counted")
    return counted


def _changed_plan(office: Office) -> dict:
    """Two deployments wait for approval; the one that goes first changes what the other would replace."""
    # Only another version than the one that serves changes what a deployment would replace.
    spec = {"pluginId": "markdown", "version": "1.0.0", "environment": "Production", "strategy": "Direct"}
    serving = office.call(office.admin, "POST", "/deployments?dryRun=true", spec).expect(200).json.get("fromVersion")
    changing = "1.1.0" if serving == "1.0.0" else "1.0.0"
    first, second = office.ask(office.admin, "Production", changing), office.ask(office.admin, "Production", "1.0.0" if changing == "1.1.0" else "1.1.0")
    office.expect("the first of two people", office.approve(office.lead, second), 200)
    served = _approved(office, first)
    office.expect("approving a plan that changed", office.approve(office.platform, second), 409)
    again = office.call(office.admin, "POST", f"/deployments/{second['id']}/request-approval", {}).expect(202).json
    if again["id"] == second["approvalId"] or again["decisions"]:
        office.mistakes.append("asking again did not begin anew")
    office.expect("the approval that was replaced", office.approve(office.lead, second), 409)
    return {"Production_served_after_approval_s": served, "Production_served_after_asking_again_s": _approved(office, second | {"approvalId": again["id"]})}


def _approved(office: Office, deployment: dict) -> float:
    """Two people approve; seconds from the second to the end of the deployment."""
    office.expect("a team lead", office.approve(office.lead, deployment), 200)
    began = time.monotonic()
    office.expect("a platform admin", office.approve(office.platform, deployment), 200)
    if (how := _ends(office, deployment)) != "Completed":
        office.mistakes.append(f"approved by two, {deployment['id']} ended {how}")
    return time.monotonic() - began


def _ends(office: Office, deployment: dict) -> str:
    return office.admin.await_end(deployment["id"], seconds=180)["status"]
