"""The claims: their statistics, what holds and what does not, and what they find wrong."""
import http.client
import importlib
import json
import math
import re
import socket
import sys
import threading
import time
import zipfile
from argparse import Namespace
from collections import Counter
from dataclasses import asdict, replace

import pytest
from conftest import eventually
from launcher import claims, console, prove
from launcher.claims import bench, ejection, fault_cells, fault_ledger, fault_subjects, idempotency, rollback, spin, swap, triggers, warm_load
from launcher.claims.bench import Bench
from launcher.claims.fault_proxy import Relays
from launcher.console import Failure
from launcher.home import ROOT
from launcher.load import Load, Record

READMES = [ROOT / "README.md", ROOT / "runtime-container/README.md"]


# ---- Statistics -------------------------------------------------------------------------------------


@pytest.mark.parametrize("share, expected", [(0.5, 50), (0.95, 95), (0.99, 99), (0.991, 100), (1, 100), (0.001, 1), (0, 1)])
def test_a_percentile_is_the_smallest_value_that_so_many_do_not_exceed(share, expected):
    values = [(n * 37) % 101 for n in range(1, 101)]
    assert bench.percentile(values, share) == expected


def test_a_percentile_of_few_values_is_one_of_them():
    assert [bench.percentile([3.0, 1.0, 2.0], share) for share in (0.33, 0.34, 0.66, 0.67, 0.99)] == [1.0, 2.0, 2.0, 3.0, 3.0]


def test_a_percentile_of_nothing_is_no_number_so_nothing_holds_by_it():
    assert math.isnan(bench.percentile([], 0.99))
    assert not bench.percentile([], 0.99) < 10


def test_a_spread_names_its_unit():
    assert bench.spread([4.0, 1.0, 2.0, 3.0], "ms") == {"n": 4, "median_ms": 2.5, "p95_ms": 4.0, "min_ms": 1.0, "worst_ms": 4.0}


def test_the_longest_gap_between_heartbeats_counts_those_that_never_came():
    assert spin.longest_gap(0, [1, 2, 4], 5) == 2
    assert spin.longest_gap(0, [1, 2, 4], 30) == 26
    assert spin.longest_gap(0, [20, 21], 22) == 20
    assert spin.longest_gap(0, [], 60) == 60


# ---- The list, the README and what comes out --------------------------------------------------------


def test_the_readmes_have_every_claim_and_no_other():
    assert {name for file in READMES for name in re.findall(r"`\./localstack/prove ([a-z-]+)[^`]*`", file.read_text())} == set(claims.NAMES)


@pytest.mark.parametrize("name", claims.NAMES)
def test_every_claim_says_what_it_is_and_can_be_proved(name):
    module = importlib.import_module(f"launcher.claims.{name.replace('-', '_')}")
    assert len(module.CLAIM) > 20
    assert callable(module.prove)


@pytest.fixture
def claim(tmp_path, monkeypatch):
    """`claim(body)` is one more claim, named `extra`."""
    monkeypatch.setattr(claims, "NAMES", (*claims.NAMES, "extra"))
    monkeypatch.setattr(claims, "__path__", [*claims.__path__, str(tmp_path)])

    def write(body: str) -> None:
        (tmp_path / "extra.py").write_text(f"from launcher.claims.bench import Verdict\nCLAIM = 'it is fast'\nNEEDS_STACK = False\ndef prove(bench):\n    {body}\n")
        monkeypatch.delitem(sys.modules, "launcher.claims.extra", raising=False)
        importlib.invalidate_caches()

    return write


@pytest.mark.parametrize("held, code, word", [(True, 0, "held"), (False, 1, "DID NOT HOLD")])
def test_a_claim_holds_or_does_not_and_its_figures_are_kept(home, claim, capsys, tmp_path, held, code, word):
    claim(f"return Verdict({held}, {{'p99_ms': 12.345, 'calls': 3}}, {{'rows': [1, 2]}})")
    file = tmp_path / "figures.json"
    assert prove.run(home, Namespace(claim="extra", json=file, tenants=100)) == code
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "extra: it is fast"
    assert [row.split() for row in lines[1:3]] == [["p99_ms", "12.35"], ["calls", "3"]]
    assert lines[3] == word
    record = json.loads(file.read_text())
    assert (record["claim"], record["held"], record["figures"], record["rows"]) == ("extra", held, {"p99_ms": 12.345, "calls": 3}, [1, 2])


def test_a_claim_one_of_whose_threads_ended_early_is_not_held(home, claim):
    claim("import threading; looking = threading.Thread(target=lambda: 1 / 0); looking.start(); looking.join(); return Verdict(True, {})")
    with pytest.raises(console.Failure, match="1 threads of the claim ended early, the first with ZeroDivisionError: division by zero"):
        prove.run(home, Namespace(claim="extra", json=None, tenants=100))


def test_without_a_name_the_claims_are_listed(home, capsys):
    assert prove.run(home, Namespace(claim=None, json=None)) == 0
    out = capsys.readouterr().out
    assert all(re.search(f"^  {name} +\\S", out, re.MULTILINE) for name in claims.NAMES)


# ---- What the claims find wrong ---------------------------------------------------------------------


def test_an_answer_of_another_version_than_its_generation_routes_to_is_found():
    documents = {1: "1.0.0", 2: "1.1.0"}
    assert swap._wrong({1: {"1.0.0"}, 2: {"1.1.0"}}, documents) == []
    assert swap._wrong({2: {"1.1.0", "1.0.0"}}, documents) == ["generation 2: ['1.0.0', '1.1.0'] instead of 1.1.0"]
    assert swap._wrong({3: {"1.0.0"}}, documents) == ["generation 3: ['1.0.0'] instead of None"]


@pytest.mark.parametrize("calls", [0, 1])
def test_switches_hold_only_with_calls_while_they_are_made(monkeypatch, calls):
    monkeypatch.setattr(swap, "SWITCHES", 1)
    monkeypatch.setattr(swap, "WARM_UP_SECONDS", 0)
    monkeypatch.setattr(swap, "QUIET_SECONDS", 0)
    monkeypatch.setattr(swap, "_documents", lambda _: {7: "1.1.0"})
    load = Load("", [], clients=0)

    def deployed(version):
        load.records += [Record(time.monotonic(), 0.01, version, "7", "n")] * calls
        return version

    verdict = swap.prove(Namespace(ensure_markdown=lambda: "1.0.0", load=lambda: load, deployed=deployed))
    assert verdict.held is bool(calls)


@pytest.mark.parametrize("calls", [0, 1])
def test_rollbacks_hold_only_under_calls(monkeypatch, calls):
    monkeypatch.setattr(rollback, "RUNS", 1)
    load = Load("", [], clients=0, records=[Record(0, 0.01, "1.0.0", "7", "n")] * calls)
    answer = Namespace(json={"id": "d"}, expect=lambda _: answer)
    developer = Namespace(deploy=lambda *_: answer, roll_back=lambda *_: answer, await_end=lambda *_: {"status": "Completed"})
    verdict = rollback.prove(Namespace(ensure_markdown=lambda: "1.0.0", load=lambda: load, nodes=lambda: ["n"], developer=developer, seconds_until_all_serve=lambda *_: 1.0))
    assert verdict.held is bool(calls)


def resetting():
    """The address of somebody who takes connections and resets every one."""
    listener = socket.create_server(("127.0.0.1", 0))

    def reset():
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            connection.recv(65536)
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            connection.close()

    threading.Thread(target=reset, daemon=True).start()
    return listener, f"http://127.0.0.1:{listener.getsockname()[1]}"


@pytest.mark.parametrize("of", ["ejection", "triggers", "readiness"])
def test_a_connection_that_is_reset_is_a_failed_call_and_the_calls_go_on(home, of):
    listener, url = resetting()
    environment = {"HOTSWAP_RUNTIME_URL": url, "HOTSWAP_TOKEN_TENANT": "t"}
    calls = {"ejection": lambda: ejection.Calls(Bench(home, environment), url), "triggers": lambda: triggers.Calls(Bench(home, environment)), "readiness": lambda: ejection.Ready(url)}[of]()
    with listener, calls:
        if of == "triggers":
            calls.begin()
        eventually(lambda: calls.count >= 3, "three calls")
        counted = calls.refused if of == "readiness" else calls.failed
        assert counted >= 2


def test_calls_of_a_claim_are_counted_by_who_answered(home, serve):
    numbers = iter(range(1_000_000))

    def handle(_):
        number = next(numbers)
        return (500, {}, b"no") if number == 0 else (200, {"HotSwap-Node": f"node-{number % 2}"}, b"x" if number != 1 else b"y")

    calls = ejection.Calls(Bench(home, {"HOTSWAP_TOKEN_TENANT": "t"}), serve(handle))
    with calls:
        eventually(lambda: calls.count >= 10, "ten calls")
    # One was refused, one answered something else.
    assert calls.failed == 2
    assert calls.between(0, math.inf) == calls.count
    assert calls.by("node-0", 0, math.inf) + calls.by("node-1", 0, math.inf) == calls.count - 1
    assert calls.by("node-0", 0, 0) == 0


# ---- The bench --------------------------------------------------------------------------------------


@pytest.fixture
def node(home, started, serve):
    """A node of Development that answers by `handle`."""
    def start(name: str, handle):
        url = serve(handle)
        process = replace(started(name), port=int(url.rpartition(":")[2]))
        state = home.state()
        state["processes"][name] = asdict(process)
        home.save(state)
        return process

    return start


def bench_of(home, **environment) -> Bench:
    return Bench(home, {"HOTSWAP_TOKEN_TENANT": "t", "HOTSWAP_TOKEN_DEVELOPER": "d"} | environment)


def test_a_bench_knows_the_nodes_of_development_that_run(home, started):
    with pytest.raises(Failure, match="No Development node runs: ./localstack/up starts them."):
        bench_of(home).nodes()
    for name in ("development-2", "development-1", "development-balancer", "production-1", "functions"):
        started(name)
    assert [it.name for it in bench_of(home).nodes()] == ["development-1", "development-2"]


def test_it_serves_once_the_last_node_answers_with_the_version(home, node):
    answers = {"development-1": Counter(), "development-2": Counter()}

    def serving(name: str, after: int):
        def handle(_):
            answers[name]["calls"] += 1
            return 200, {"HotSwap-Plugin-Version": "1.1.0" if answers[name]["calls"] > after else "1.0.0"}, b""
        return handle

    node("development-1", serving("development-1", 0))
    node("development-2", serving("development-2", 5))
    assert bench_of(home).seconds_until_all_serve("1.1.0", time.monotonic()) > 0
    # A node that serves it is not asked again.
    assert answers == {"development-1": {"calls": 1}, "development-2": {"calls": 6}}


def test_nodes_that_never_serve_a_version_are_named(home, node):
    node("development-1", lambda _: (200, {"HotSwap-Plugin-Version": "1.1.0"}, b""))
    node("development-2", lambda _: (503, {"HotSwap-Plugin-Version": "1.1.0"}, b""))
    with pytest.raises(Failure, match="development-2 did not serve 1.1.0 within"):
        bench_of(home).seconds_until_all_serve("1.1.0", began=0, patience=0)


def test_deployments_are_counted_over_all_pages(home, serve):
    pages = {"": {"items": [{"id": "a"}, {"id": "b"}], "next": "n1"}, "n1": {"items": [{"id": "c"}], "next": "n2"}, "n2": {"items": [{"id": "d"}]}}

    def handle(request):
        return 200, {}, json.dumps(pages[(request.path + "&next=").split("&next=")[1]]).encode()

    assert idempotency._deployments(bench_of(home, HOTSWAP_API_URL=serve(handle))) == {"a", "b", "c", "d"}


# ---- Plugins that do not all fit --------------------------------------------------------------------


def test_the_first_plugin_is_called_most():
    load = warm_load.ZipfLoad("http://127.0.0.1:1", []).calling([f"p{n}" for n in range(8)])
    counts = Counter(load.plugin() for _ in range(4000))
    weights = [(n + 1) ** -warm_load.EXPONENT for n in range(8)]
    for n in range(8):
        assert counts[f"p{n}"] == pytest.approx(4000 * weights[n] / sum(weights), abs=200)


def test_a_plugins_place_is_the_node_that_answers_most_of_its_calls():
    records = [Record(0, 0, "1.0.0", "1", node, plugin) for plugin, nodes in (("a", "1121"), ("b", "22")) for node in nodes]
    assert warm_load.most_on(records) == {"a": "1", "b": "2"}


def test_cache_figures_are_added_up_over_nodes(home, node, serve):
    metrics = b"# HELP\nplugin_cache_hits_total 10.0\nplugin_cache_misses_total 2.0\nplugin_cache_loaded_bytes 3.0\nplugin_cache_cold_bytes 1.0\nother_total 9.0\n"
    url = serve(lambda _: (200, {}, metrics))
    nodes = [replace(node(f"development-{n}", lambda _: (200, {}, b"")), health=f"{url}/health/ready") for n in (1, 2)]
    assert warm_load.cache_of(nodes) == {"hits": 20.0, "misses": 4.0}
    assert warm_load.loaded_share(nodes[0]) == 0.75


# ---- Faults -----------------------------------------------------------------------------------------


def test_every_fault_meets_every_strategy(home):
    assert set(fault_cells.SETTINGS) == {"Direct", "Canary", "BlueGreen", "Rolling", "ABTesting"}
    for fault, cells in fault_cells.ROUNDS.items():
        assert [cell.strategy for cell in cells] == list(fault_cells.SETTINGS), fault
        for cell in cells:
            assert cell.budget > fault_cells.ALLOWANCE
            assert cell.step not in fault_cells.ASKS or cell.stands_at or cell.passes, cell


def test_a_plugin_under_another_name_is_the_same_code_and_the_same_bytes_each_time(tmp_path):
    sample = tmp_path / "faulty.jar"
    with zipfile.ZipFile(sample, "w") as jar:
        jar.writestr("A.class", b"code")
        jar.writestr(fault_subjects.MANIFEST, json.dumps({"name": "faulty", "version": "1.0.0"}))
    named = fault_subjects.named(sample, "drill-canary")
    assert named == fault_subjects.named(sample, "drill-canary")
    (tmp_path / "named.jar").write_bytes(named)
    with zipfile.ZipFile(tmp_path / "named.jar") as jar:
        assert jar.read("A.class") == b"code"
        assert json.loads(jar.read(fault_subjects.MANIFEST)) == {"name": "drill-canary", "version": "1.0.0"}


def test_what_dynamodb_stores_is_read_as_pythons_values():
    item = {"M": {"id": {"S": "d1"}, "count": {"N": "2"}, "paused": {"NULL": True}, "open": {"BOOL": False}, "stages": {"L": [{"S": "a"}, {"M": {}}]}, "names": {"SS": ["x", "y"]}}}
    assert fault_ledger._plain(item) == {"id": "d1", "count": 2.0, "paused": None, "open": False, "stages": ["a", {}], "names": ["x", "y"]}


@pytest.fixture
def relays(serve):
    """Two services behind relays; `slow` answers once it is let go."""
    let_go = threading.Event()

    def handle(request):
        if request.path == "/slow":
            let_go.wait(20)
        return 200, {}, request.body[::-1]

    relays = Relays(int(serve(handle).rpartition(":")[2]), ("S3", "SFN"))
    yield relays
    let_go.set()
    relays.close()


def through(relays, service: str, path: str = "/", body: bytes = b"abc") -> tuple:
    connection = http.client.HTTPConnection("127.0.0.1", relays.ports[service], timeout=20)
    try:
        connection.request("POST", path, body)
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


def test_bytes_pass_a_relay_untouched(relays):
    assert through(relays, "S3", body=bytes(range(256)) * 2000) == (200, (bytes(range(256)) * 2000)[::-1])


def test_a_service_that_fails_is_unavailable_or_silent_and_the_other_goes_on(relays):
    relays.fail("S3")
    heard = []
    for _ in range(4):
        try:
            heard.append(through(relays, "S3")[0])
        except (OSError, http.client.HTTPException):
            heard.append("silence")
    assert Counter(heard) == {503: 2, "silence": 2}
    assert through(relays, "SFN")[0] == 200
    relays.fail("S3", False)
    assert through(relays, "S3")[0] == 200


def test_a_call_that_is_under_way_when_the_service_fails_is_cut(relays):
    outcome = []

    def call():
        try:
            outcome.append(through(relays, "S3", "/slow"))
        except (OSError, http.client.HTTPException) as fault:
            outcome.append(fault)

    thread = threading.Thread(target=call)
    thread.start()
    eventually(lambda: relays._relays["S3"]._open, "the call is under way")
    relays.fail("S3")
    thread.join(15)
    assert isinstance(outcome[0], (OSError, http.client.HTTPException))
