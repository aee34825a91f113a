"""Calls during switches."""
import json
import time

from launcher.aws import client
from launcher.claims.bench import Bench, Verdict, other, percentile

CLAIM = "20 switches under steady calls from 4 clients: no failed call, no answer of another version than its generation says"
SWITCHES = 20
WARM_UP_SECONDS, QUIET_SECONDS = 10, 15


def prove(bench: Bench) -> Verdict:
    serving = bench.ensure_markdown()
    with bench.load() as load:
        time.sleep(WARM_UP_SECONDS)
        quiet = time.monotonic()
        time.sleep(QUIET_SECONDS)
        switching = time.monotonic()
        for number in range(SWITCHES):
            serving = bench.deployed(other(serving))
            print(f"  switch {number + 1} of {SWITCHES}: {serving} serves, {len(load.records)} calls, {len(load.failures)} failed", flush=True)
        ended = time.monotonic()
        time.sleep(QUIET_SECONDS)
    # Before and after: what warms up or slows down by itself must not pass for the switches' doing.
    without = [record.seconds for record in load.between(quiet, switching) + load.between(ended, time.monotonic())]
    during = [record.seconds for record in load.between(switching, ended)]
    wrong = _wrong(load.versions_by_generation(), _documents(bench))
    figures = {
        "switches": SWITCHES,
        "calls": len(load.records) + len(load.failures),
        "failed": len(load.failures),
        "first_failure": load.failures[0] if load.failures else None,
        "generations_answered": len(load.versions_by_generation()),
        "wrong_version": wrong,
        "p50_ms_without": 1000 * percentile(without, 0.5),
        "p50_ms_during": 1000 * percentile(during, 0.5),
        "p99_ms_without": 1000 * percentile(without, 0.99),
        "p99_ms_during": 1000 * percentile(during, 0.99),
        "p99_ratio": percentile(during, 0.99) / percentile(without, 0.99),
        "worst_ms_during": 1000 * percentile(during, 1),
    }
    return Verdict(not load.failures and bool(during) and not wrong, figures)


def _documents(bench: Bench) -> dict:
    """Generation to default version, read from the stored documents themselves."""
    deployed = bench.home.state()["deployed"]
    s3 = client("s3", deployed["endpoint"])
    bucket = deployed["outputs"]["ArtifactsBucketName"]
    found = {}
    for page in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix="routing/Development/"):
        for entry in page.get("Contents", []):
            document = json.loads(s3.get_object(Bucket=bucket, Key=entry["Key"])["Body"].read())
            if document["pluginName"] == "markdown":
                found[document["generation"]] = document.get("defaultVersion")
    return found


def _wrong(answered: dict, documents: dict) -> list:
    return [f"generation {generation}: {sorted(versions)} instead of {documents.get(generation)}" for generation, versions in answered.items() if versions != {documents.get(generation)}]
