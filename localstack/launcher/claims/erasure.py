"""What is kept of a tenant goes when it is erased, also when the function that erases is killed again and again; what is left of it is where the README says."""
import gzip
import os
import re
import secrets
import signal
import threading
import time
import urllib.request
from contextlib import suppress

from botocore.exceptions import BotoCoreError, ClientError

from launcher import function_host
from launcher.aws import client
from launcher.claims.bench import Bench, Verdict
from launcher.claims.secret_merchant import ENVIRONMENT, PLUGIN, VERSION, Merchant, charged, deployed, new_key
from launcher.claims.secret_search import Needles, Searched, everywhere
from launcher.console import Failure
from launcher.home import STACK
from launcher.nodes import operator_url

CLAIM = ("what is kept of a tenant is erased within a quarter of an hour, though the function that erases is killed again and again; "
         "its secret is found nowhere then, its name only where the README says, and whoever changes it meanwhile is refused")
# The minute in which nodes report what they have counted.
REPORTED = 75.0
# Ten minutes until nodes have reported the last calls, and the schedule's minutes.
LIMIT = 900.0
KILLS = 8
# What functions/README.md lists as not reached by it.
LEFT = (
    r"item \S+-audit ", r"item \S+-tenants \{'S': 'ERASURE#", r"item \S+-idempotency ", r"object \S*digests\S* (digests|erasures)/", r"object \S+ (evidence|verdicts)/",
    r"item \S+-nodes \{'S': 'SECRETUSES#", r"log ", r"trace ", r"other file \S*/aws/")


def prove(bench: Bench) -> Verdict:
    deployed(bench)
    tenant, key = f"leaving-{secrets.token_hex(4)}", new_key()
    merchant = Merchant(bench, tenant)
    _kept(merchant, key)
    time.sleep(REPORTED)
    names, values = Needles([tenant], PLUGIN), Needles([key], PLUGIN)
    before = _searched(bench, names)
    began = time.monotonic()
    job = merchant.admin.call("DELETE", f"/tenants/{tenant}").expect(202).json
    refused = merchant.put(new_key()).status
    same = merchant.admin.call("DELETE", f"/tenants/{tenant}").expect(202).json["id"] == job["id"]
    killed = _killed(bench)
    ended = _ended(merchant, job["id"])
    seconds = time.monotonic() - began
    after, secret = _searched(bench, names), _searched(bench, values)
    elsewhere = [place for place in after.places if not any(re.match(it, place) for it in LEFT)]
    elsewhere += _current(bench, names)
    certificates = [it for it in _audit(merchant) if it["action"] == "completeErasure"]
    figures = {
        "found_before": _counted(before), "erased": ended["erased"], "ended_after_s": seconds, "limit_s": LIMIT, "functions_killed": killed, "certificates": len(certificates),
        "changed_meanwhile": refused, "asked_for_again_is_the_same_job": same, "left": _counted(after), "elsewhere": elsewhere or "nowhere", "secret": secret.places or "nowhere",
        "nodes_whose_metrics_name_it": _in_metrics(bench, tenant)}
    looked = all(before.controls.get(kind) for kind in ("item", "object", "log", "node file")) and any(it.startswith("node file") for it in before.places)
    held = ended["status"] == "Ended" and not elsewhere and not secret.places and refused == 409 and same and killed == KILLS and len(certificates) == 1 and seconds < LIMIT
    return Verdict(held and looked, figures)


def _kept(merchant: Merchant, key: str) -> None:
    """All that can be kept of a tenant, and calls on every node."""
    admin, path, where = merchant.admin, merchant.path, f"environment={ENVIRONMENT}"
    admin.call("POST", "/tenants", {"id": merchant.tenant, "name": merchant.tenant, "contacts": [{"name": "Ada", "email": f"ada@{merchant.tenant}.example"}]}).expect(201)
    admin.call("PUT", f"{path}/quotas?{where}", {"maxRequestsPerMinute": 100_000, "maxConcurrentExecutions": 100}).expect(200)
    admin.call("PUT", f"{path}/version?{where}", {"version": VERSION, "reason": "proving"}).expect(200)
    admin.call("POST", f"/plugins/{PLUGIN}/bulk-changes?{where}", {"reason": "proving", "changes": [{"tenantId": merchant.tenant, "enabled": True}]}).expect(202)
    merchant.set(new_key())
    merchant.set(key)
    for node in merchant.nodes * 20:
        charged(node, merchant.token).expect(200)


def _killed(bench: Bench) -> int:
    """The function is asked to go on and killed meanwhile, each time a little later."""
    killed = 0
    for number in range(KILLS):
        asked = threading.Thread(target=_reconciled, args=(bench,), daemon=True)
        asked.start()
        time.sleep(0.1 + 0.2 * number)
        for pid in function_host.health(bench.home)[f"{STACK}-reconcile"]["processes"]:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        killed += 1
        asked.join(60)
    return killed


def _reconciled(bench: Bench) -> None:
    with suppress(ClientError, BotoCoreError):
        client("lambda", bench.home.state()["deployed"]["endpoint"]).invoke(FunctionName=f"{STACK}-reconcile", Payload=b"{}")


def _ended(merchant: Merchant, job: str) -> dict:
    deadline = time.monotonic() + LIMIT
    while (seen := merchant.admin.call("GET", f"/erasures/{job}").expect(200).json)["status"] != "Ended":
        if time.monotonic() > deadline:
            raise Failure(f"The erasure did not end within {LIMIT:.0f} s: {seen}")
        time.sleep(2)
    return seen


def _searched(bench: Bench, needles: Needles) -> Searched:
    found = Searched()
    everywhere(bench, needles, found)
    return found


def _counted(found: Searched) -> dict:
    kinds = [re.sub(r"'.*|\S*/.*", "", place).strip(" {:") for place in found.places]
    return {kind: kinds.count(kind) for kind in sorted(set(kinds))}


def _current(bench: Bench, needles: Needles) -> list:
    """Of what verdicts rest on, the newest versions that name it."""
    endpoint, outputs = bench.home.state()["deployed"]["endpoint"], bench.home.state()["deployed"]["outputs"]
    s3, bucket, places = client("s3", endpoint), outputs["ArtifactsBucketName"], []
    for folder in ("evidence/", "verdicts/"):
        for page in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=folder):
            for key in (it["Key"] for it in page.get("Contents", [])):
                body = s3.get_object(Bucket=bucket, Key=key)["Body"].read()
                places += [key] if needles.found(gzip.decompress(body) if key.endswith(".gz") else body) else []
    return places


def _audit(merchant: Merchant) -> list:
    return merchant.admin.call("GET", f"/audit?tenant={merchant.tenant}&limit=100").expect(200).json["items"]


def _in_metrics(bench: Bench, tenant: str) -> int:
    named = 0
    for node in bench.nodes():
        with urllib.request.urlopen(f"{operator_url(node)}/metrics", timeout=10) as answer:
            named += tenant.encode() in answer.read()
    return named
