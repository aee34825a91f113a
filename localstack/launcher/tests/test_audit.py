"""The claim about the audit trail: what it does to a copy, and what it takes for a failure."""
import base64
import contextlib
import hashlib
import json
from argparse import Namespace
from datetime import datetime, timezone

import pytest
from launcher.claims import audit, audit_retention


@pytest.fixture
def trail(tmp_path, monkeypatch):
    monkeypatch.setattr(audit, "MANY", 30)
    monkeypatch.setattr(audit, "SUBJECTS", 5)
    lines = list(audit._chains(json.dumps({"subject": "", "sequence": 0, "id": "1", "action": "step"})))
    payload = base64.urlsafe_b64encode(json.dumps({"heads": [{"subject": "a"}, {"subject": "b"}]}).encode()).decode().rstrip("=")
    trail = audit.Trail(tmp_path / "real")
    # Newest first, as the API exports.
    trail.store(lines[::-1], {"1.jws": f"h.{payload}.s"}, b"key")
    return trail


def test_chains_are_as_hash_chained_as_real_ones(trail):
    chain = [trail.lines[number] for number in trail.longest()]
    assert [audit._sequence(line) for line in chain] == [1, 2, 3, 4, 5, 6]
    assert "previous" not in json.loads(chain[0])
    assert json.loads(chain[1])["previous"] == "sha256:" + hashlib.sha256(chain[0].encode()).hexdigest()


@pytest.mark.parametrize("name, lines, changed", [("dropped_record", 29, 0), ("changed_record", 30, 1), ("exchanged_records", 30, 2), ("cut_tail", 28, 0), ("altered_digest", 30, 0)])
def test_a_copy_is_tampered_with_and_the_original_is_not(trail, tmp_path, name, lines, changed):
    before = list(trail.lines), dict(trail.digests)
    copy = trail.copy(tmp_path / name)
    audit.TAMPERINGS[name](copy)
    assert (trail.lines, trail.digests) == before
    assert len(copy.lines) == lines
    assert len(set(copy.lines) - set(trail.lines)) == changed
    assert (copy.digests != trail.digests) is (name == "altered_digest")


@pytest.mark.parametrize("named, retained, held", [(True, [], True), (False, [], False), (True, ["a record"], False)])
def test_it_holds_only_when_everything_is_named(trail, monkeypatch, named, retained, held):
    expected = []
    for name, tamper in audit.TAMPERINGS.items():
        monkeypatch.setitem(audit.TAMPERINGS, name, lambda copy, tamper=tamper: (tamper(copy), expected.append(copy), "named")[2])
    said = {True: (audit.BROKEN, "named"), False: (audit.INTACT, "Intact")}
    monkeypatch.setattr(audit.Trail, "verify", lambda self: said[named] if self in expected else (audit.INTACT, "Intact"))
    monkeypatch.setattr(audit, "exported", lambda _: trail.lines)
    monkeypatch.setattr(audit, "_digest", lambda _: None)
    monkeypatch.setattr(audit, "_digests", lambda *_: (trail.digests, b"key"))
    monkeypatch.setattr(audit, "_allowed", lambda *_: [])
    monkeypatch.setattr(audit, "_many", lambda *_: ([], 1.0))
    monkeypatch.setattr(audit.audit_retention, "removed", lambda *_: (retained, {}))
    monkeypatch.setattr(audit.users, "token", lambda *_: "")
    state = {"deployed": {"endpoint": "", "outputs": {}}}
    bench = Namespace(home=Namespace(state=lambda: state), environment={"HOTSWAP_API_URL": "http://127.0.0.1:1"}, ensure_markdown=lambda: "1.0.0", deployed=lambda version: version)
    assert audit.prove(bench).held is held


def test_old_records_are_chained_and_listed_under_their_month():
    head = {"subject": "Deployment#1", "sequence": 0, "action": "step", "origin": {"actor": "a"}}
    first = audit_retention.Stage.item(head, datetime(2026, 9, 30, 23, 0, 0, 120, timezone.utc))
    second = audit_retention.Stage.item(head, datetime(2026, 10, 1, tzinfo=timezone.utc))
    records = [json.loads(item["record"]["S"]) for item in (first, second)]
    assert [record["sequence"] for record in records] == [1, 2]
    assert "previous" not in records[0]
    assert records[1]["previous"] == "sha256:" + hashlib.sha256(first["record"]["S"].encode()).hexdigest()
    assert first["sk"]["S"] == "0000000000000000001"
    assert first["position"]["S"] == "2026-09-30T23:00:00.000120000Z#Deployment#1#0000000000000000001"
    assert [item["month"]["S"] for item in (first, second)] == ["2026-09", "2026-10"]


class FakeStage:
    """It removes and verifies as told."""

    def __init__(self, answer: dict, silent: str = ""):
        self._answer, self._silent, self.said = answer, silent, []

    def age(self, *_) -> dict:
        return {audit_retention._subject(0): {"subject": "Deployment#aged-0", "sequence": 51, "action": "a", "origin": {"actor": "a"}}}

    item = staticmethod(audit_retention.Stage.item)

    def invoke(self, *_) -> dict:
        return self._answer

    def put(self, _) -> None:
        pass

    def drop(self, *_) -> dict:
        return {}

    def replace_archive(self) -> str:
        return "archive/x"

    def verified(self, expected: int, words: str) -> list:
        self.said.append((expected, words))
        return [f"not: {words}"] if self._silent and words.startswith(self._silent) else []

    def allowed(self) -> list:
        return []


@pytest.mark.parametrize("records, silent, mistakes", [(9810, "", 0), (9809, "", 1), (9810, "Records 51", 1), (9810, "Archive", 1)])
def test_what_retention_did_otherwise_is_told(monkeypatch, records, silent, mistakes):
    stage = FakeStage({"records": records, "archives": 2, "isDone": True}, silent)
    monkeypatch.setattr(audit_retention, "_stage", lambda *_: contextlib.nullcontext(stage))
    found, figures = audit_retention.removed('{"origin": {"actor": "a"}}', audit.JAR)
    assert len(found) == mistakes
    assert figures["retention_removed"] == records
    assert [expected for expected, _ in stage.said] == [audit_retention.INTACT, audit_retention.BROKEN, audit_retention.INTACT, audit_retention.BROKEN]
