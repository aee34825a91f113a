"""The claim about tenants' settings: what it finds lost, refused and large."""
import json
from argparse import Namespace

import pytest
from conftest import eventually
from launcher.claims import bulk, tenant_bytes, tenants
from launcher.claims.tenant_settings import Writers


class Settings:
    """Keeps what is written, but for what a test says."""

    def __init__(self, lose=(), refuse=(), skip=()):
        self.kept, self._lose, self._refuse, self._skip = {}, lose, refuse, skip

    def call(self, _method, tenant, _what, body):
        if tenant in self._refuse:
            return Namespace(status=503, json={})
        revision, _ = self.kept.get(tenant, (0, 0))
        revision += 2 if tenant in self._skip else 1
        if tenant not in self._lose or tenant not in self.kept:
            self.kept[tenant] = (revision, body["maxRequestsPerMinute"])
        return Namespace(status=200, json={"revision": revision})

    def shown(self, tenant):
        revision, limit = self.kept[tenant]
        return {"revision": revision, "quotas": {"ceiling": {"maxRequestsPerMinute": limit}}}


def written(settings, rounds=2):
    writers = Writers(settings, [f"t{number}" for number in range(10)], 3, 1000)
    for _ in range(rounds):
        writers.once()
    return writers


def test_nothing_is_lost_where_all_is_kept():
    writers = written(Settings())
    assert (writers.made, writers.refused, writers.lost()) == (20, 0, 0)


@pytest.mark.parametrize("fault", ["lose", "skip"])
def test_what_is_not_kept_and_what_another_wrote_between_is_found(fault):
    assert written(Settings(**{fault: ("t3", "t7")})).lost() == 2


def test_what_is_refused_is_counted_and_not_lost():
    writers = written(Settings(refuse=("t1",)))
    assert (writers.made, writers.refused, writers.lost()) == (18, 2, 0)


def test_writers_go_on_until_the_block_ends():
    settings = Settings()
    with Writers(settings, ["a", "b"], 2, 1000) as writers:
        eventually(lambda: writers.made >= 20, "twenty changes")
    assert writers.rate > 0
    assert writers.made == sum(revision for revision, _ in settings.kept.values())


def test_an_item_is_as_large_as_dynamodb_counts_it():
    assert tenant_bytes.size({"pk": {"S": "höhe"}, "n": {"N": "1234"}, "on": {"BOOL": True}}) == 2 + 5 + 1 + 4 + 2 + 1
    assert tenant_bytes.size({"m": {"M": {"a": {"S": "xy"}}}, "l": {"L": [{"S": "z"}]}}) == 1 + 3 + 1 + 1 + 2 + 1 + 3 + 1 + 1


@pytest.mark.parametrize("retry_after, held", [("3", True), ("0", False), (None, False)])
def test_limits_hold_only_where_refusals_say_when_to_come_again(monkeypatch, retry_after, held):
    answers = iter([Namespace(status=200, headers={})] * 160 + [Namespace(status=429, headers={} if retry_after is None else {"retry-after": retry_after})] * 40)
    monkeypatch.setattr(tenants, "_call", lambda *_: next(answers))
    assert limited(monkeypatch) is held


def test_limits_do_not_hold_where_more_is_answered(monkeypatch):
    answers = iter([Namespace(status=200, headers={})] * 170 + [Namespace(status=429, headers={"retry-after": "1"})] * 30)
    monkeypatch.setattr(tenants, "_call", lambda *_: next(answers))
    assert limited(monkeypatch) is False


def limited(monkeypatch) -> bool:
    """A hundred calls that do not count, and a hundred that do."""
    clock = iter(range(1_000))
    monkeypatch.setattr(tenants, "time", Namespace(monotonic=lambda: next(clock), sleep=lambda _: None))
    monkeypatch.setattr(tenants, "QUOTA_SECONDS", 100)
    other = Namespace(records=[1], failures=[], all_answered=True)
    monkeypatch.setattr(tenants, "Load", lambda *_, **__: Entered(other))
    bench = Namespace(environment={"HOTSWAP_RUNTIME_URL": "http://127.0.0.1:1"}, tenants=lambda _: [])
    settings = Namespace(put=lambda *_: None, delete=lambda *_: None)
    held, found = tenants._limited(bench, settings, Namespace(token=lambda _: ""), "1.0.0")
    assert json.dumps(found)
    return held


class Entered:
    def __init__(self, value):
        self._value = value

    def __enter__(self):
        return self._value

    def __exit__(self, *_):
        pass


class Table:
    """Tenants' settings as they are stored, a page at a time."""

    def __init__(self, kept: dict):
        self.kept = kept

    def get_paginator(self, _):
        return self

    def paginate(self, **_):
        return [{"Items": [_stored(tenant, *kept)]} for tenant, kept in self.kept.items()]


def _stored(tenant: str, revision: int, limit: int) -> dict:
    ceiling = {"quotaCeiling": {"M": {"maxRequestsPerMinute": {"N": str(limit)}}}} if limit else {}
    return {"tenant": {"S": tenant}, "revision": {"N": str(revision)}} | ceiling


def test_lines_that_were_not_written_once_are_lost(monkeypatch):
    table = Table({"a": (3, 0), "b": (1, 7), "other": (1, 1)})
    monkeypatch.setattr(bulk, "client", lambda *_: table)
    bench = Namespace(home=Namespace(state=lambda: {"deployed": {"endpoint": "", "outputs": {"TenantsTableName": "t"}}}))
    limits = bulk.Limits(bench, "p", ["a", "b", "c", "d"])
    assert limits.lost() == 4
    wanted = [line["quotas"]["maxRequestsPerMinute"] for line in limits.lines()]
    table.kept |= {"a": (4, wanted[0]), "b": (3, wanted[1]), "c": (1, wanted[2]), "d": (1, wanted[2])}
    assert limits.lost() == 2


def test_a_bulk_change_is_followed_to_its_end(monkeypatch):
    monkeypatch.setattr(bulk, "POLL", 0.01)
    answers = [{"id": "1", "handled": 0}, {"id": "1", "handled": 0}, {"id": "1", "handled": 2}, {"id": "1", "handled": 4, "refused": 0, "endedAt": "now"}]
    called = []

    def call(method, path, _body=None):
        called.append((method, path.partition("?")[0]))
        return Namespace(expect=lambda _: Namespace(json=answers[len(called) - 1]))

    with bulk.BulkChange(Namespace(developer=Namespace(call=call)), [{}] * 4) as change:
        pass
    assert change.job["handled"] == 4
    assert 0 < change.rate <= 4 / 0.02
    assert called == [("POST", "/plugins/markdown/bulk-changes"), *[("GET", "/bulk-changes/1")] * 3]


def test_what_went_wrong_with_a_bulk_change_is_told_by_who_waits():
    def call(*_):
        raise ValueError("no answer")

    with pytest.raises(ValueError, match="no answer"), bulk.BulkChange(Namespace(developer=Namespace(call=call)), [{}]):
        pass
