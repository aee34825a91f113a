"""A deployment's trace, put together from the files that functions and nodes write."""
import json
import re
from argparse import Namespace

import pytest
from launcher import trace
from launcher.console import Failure

MILLIS = 1_000_000


def span(id: str, name: str, start: int, end: int, parent: str = "", of: str = "t1", links=(), failed: bool = False, **attributes) -> dict:
    return {
        "traceId": of, "spanId": id, "parentSpanId": parent, "name": name, "startTimeUnixNano": str(start * MILLIS), "endTimeUnixNano": str(end * MILLIS),
        "attributes": [{"key": key.replace("_", "."), "value": {"stringValue": value}} for key, value in attributes.items()],
        "links": [{"traceId": trace_id, "spanId": "s"} for trace_id in links], "status": {"code": 2} if failed else {}}


def line(service: str, *spans: dict, instance: str = "") -> str:
    about = [{"key": "service.name", "value": {"stringValue": service}}, {"key": "service.instance.id", "value": {"stringValue": instance}}]
    return json.dumps({"resourceSpans": [{"resource": {"attributes": about}, "scopeSpans": [{"spans": list(spans)}]}]}) + "\n"


def printed(home, capsys, deployment: str, links: int = 3) -> str:
    trace.run(home, Namespace(deployment=deployment, links=links))
    return capsys.readouterr().out


def test_the_spans_of_all_processes_make_one_tree(home, capsys):
    (home.traces / "deployments-0.jsonl").write_text(line("deployments", span("a", "POST /deployments", 0, 30, deployment_id="d1", plugin_name="markdown")))
    (home.traces / "rollout-0.jsonl").write_text(line("rollout", span("c", "Switch", 60, 90, "a", failed=True), span("b", "Stage", 20, 50, "a")))
    (home.traces / "development-1.jsonl").write_text(line("node", span("d", "load", 25, 45, "b"), instance="development-1"))
    rows = [re.split(r"\s+\+\s", row)[0] for row in printed(home, capsys, "d1").splitlines()]
    assert rows == ["trace t1, 4 spans", "POST /deployments", "├─ Stage", "│  └─ load", "└─ Switch  FAILED"]


def test_a_row_says_when_it_began_how_long_it_took_and_where(home, capsys):
    (home.traces / "a.jsonl").write_text(line("node", span("a", "load", 1000, 1012, deployment_id="d1"), span("b", "start", 1005, 1010, "a", plugin_version="1.1.0"), instance="development-1"))
    row = printed(home, capsys, "d1").splitlines()[2]
    assert " ".join(row.split()) == "└─ start + 5.0 ms 5.0 ms node development-1 version=1.1.0"


def test_what_a_process_is_writing_now_is_left_out(home, capsys):
    whole = line("deployments", span("a", "POST", 0, 1, deployment_id="d1"))
    (home.traces / "a.jsonl").write_text(whole + whole[:-40])
    assert printed(home, capsys, "d1").splitlines()[0] == "trace t1, 1 spans"


def test_calls_are_linked_to_the_deployment_not_part_of_it(home, capsys):
    (home.traces / "a.jsonl").write_text(line("deployments", span("a", "POST", 0, 1, deployment_id="d1")))
    calls = [span(f"c{n}", "plugin.execute", n, n + n, of=f"call{n}", links=["t1"], deployment_id="d1") for n in (5, 1, 3)]
    (home.traces / "n.jsonl").write_text(line("node", *calls))
    out = printed(home, capsys, "d1", links=2)
    assert [row for row in out.splitlines() if row.startswith("trace ")] == ["trace t1, 1 spans"]
    assert "linked to it: 3 × plugin.execute, median 3.0 ms, longest 5.0 ms" in out
    assert [row.split()[2] for row in out.splitlines() if "↳" in row] == ["call1", "call3"]


def test_a_span_whose_parent_was_never_written_is_shown_all_the_same(home, capsys):
    (home.traces / "a.jsonl").write_text(line("rollout", span("b", "Stage", 5, 6, "killed", deployment_id="d1"), span("c", "Switch", 7, 8, "killed")))
    assert [row.split()[0] for row in printed(home, capsys, "d1").splitlines()] == ["trace", "Stage", "Switch"]


def test_a_deployment_without_a_span_is_reported(home):
    with pytest.raises(Failure, match=f"No span of deployment d2 in {home.traces}"):
        trace.run(home, Namespace(deployment="d2", links=3))
