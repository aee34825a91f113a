"""The same request again."""
import uuid
from concurrent.futures import ThreadPoolExecutor

from launcher.claims.bench import Bench, Verdict, other

CLAIM = "the same POST with the same Idempotency-Key, twice and 20 times at once, has one effect; with another body it is refused with 422"
AT_ONCE = 20


def prove(bench: Bench) -> Verdict:
    serving = bench.ensure_markdown()
    before = _deployments(bench)
    twice = _posted(bench, other(serving), times=2, at_once=1)
    at_once = _posted(bench, serving, times=AT_ONCE, at_once=AT_ONCE)
    effects = len(_deployments(bench) - before)
    figures = {
        "twice_statuses": sorted({answer.status for answer in twice["answers"]}),
        "twice_ids": len(twice["ids"]),
        "at_once": AT_ONCE,
        "at_once_statuses": sorted({answer.status for answer in at_once["answers"]}),
        "at_once_ids": len(at_once["ids"]),
        "other_body_status": at_once["other_body"],
        "deployments_made": effects,
    }
    one_each = len(twice["ids"]) == len(at_once["ids"]) == 1 and effects == 2
    return Verdict(one_each and figures["at_once_statuses"] == [202] and at_once["other_body"] == 422, figures)


def _posted(bench: Bench, version: str, times: int, at_once: int) -> dict:
    key = {"Idempotency-Key": str(uuid.uuid4())}
    developer = bench.developer
    with ThreadPoolExecutor(at_once) as pool:
        answers = list(pool.map(lambda _: developer.deploy("markdown", version, key), range(times)))
    ids = {answer.json["id"] for answer in answers if answer.status == 202}
    for deployment in ids:
        developer.await_end(deployment)
    return {"answers": answers, "ids": ids, "other_body": developer.deploy("markdown", "9.9.9", key).status}


def _deployments(bench: Bench) -> set:
    found, following = set(), ""
    while True:
        page = bench.developer.call("GET", f"/deployments?limit=100{following}").expect(200).json
        found |= {deployment["id"] for deployment in page["items"]}
        if "next" not in page:
            return found
        following = f"&next={page['next']}"
