"""The load generator: every call that was sent is counted, as answered or as failed."""
import socket
import threading
from collections import Counter

import pytest
from conftest import eventually
from launcher.load import DOCUMENT, Load

SERVED = {"HotSwap-Plugin-Version": "1.0.0", "HotSwap-Generation": "7", "HotSwap-Node": "development-1"}


@pytest.fixture
def server(serve):
    """Answers by `handle(number, request)`; `counts` has what it answered."""
    def start(handle):
        lock, counts = threading.Lock(), Counter()

        def count(request):
            with lock:
                number = counts["calls"]
                counts["calls"] += 1
            answered = handle(number, request)
            with lock:
                counts["cut" if answered is None else answered[0]] += 1
            return answered

        return serve(count), counts

    return start


def test_every_call_is_counted_once(server):
    url, counts = server(lambda number, request: (503, {}, b"no node") if number % 5 == 4 else (200, SERVED, b""))
    with Load(url, ["t"]) as load:
        eventually(lambda: counts["calls"] > 200, "200 calls")
    assert len(load.records) == counts[200]
    assert len(load.failures) == counts[503]
    assert set(load.failures) == {"503: no node"}
    assert len(load.records) + len(load.failures) == counts["calls"]


def test_a_connection_that_is_cut_is_a_failed_call(server):
    url, counts = server(lambda number, request: None if number % 10 == 0 else (200, SERVED, b""))
    with Load(url, ["t"], clients=2) as load:
        eventually(lambda: counts["calls"] > 100, "100 calls")
    assert len(load.failures) == counts["cut"] > 0
    assert len(load.records) == counts[200]


@pytest.mark.parametrize("incomplete", [{}, {"HotSwap-Generation": "7"}, {"HotSwap-Plugin-Version": "1.0.0"}])
def test_an_answer_that_does_not_name_version_and_generation_is_a_failed_call_and_ends_no_client(server, incomplete):
    url, counts = server(lambda number, request: (200, incomplete if number < 10 else SERVED, b""))
    with Load(url, ["t"], clients=1) as load:
        eventually(lambda: counts["calls"] > 30, "30 calls")
    assert len(load.failures) == 10
    assert set(load.failures) == {"200 without hotswap-plugin-version or hotswap-generation"}
    assert len(load.records) == counts["calls"] - 10


@pytest.mark.parametrize("records, failures, all_answered", [([], [], False), (["r"], [], True), (["r"], ["f"], False), ([], ["f"], False)])
def test_all_are_answered_when_there_were_calls_and_none_failed(records, failures, all_answered):
    assert Load("", [], records=records, failures=failures).all_answered is all_answered


def test_nobody_who_listens_is_a_failure():
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{closed.getsockname()[1]}"
    with Load(url, ["t"], clients=1) as load:
        eventually(lambda: load.failures, "a failure")
    assert load.failures[0].startswith("ConnectionRefusedError")
    assert not load.records


def test_all_clients_have_stopped_when_the_block_ends(server):
    url, counts = server(lambda number, request: (200, SERVED, b""))
    with Load(url, ["t"]):
        eventually(lambda: counts["calls"] > 20, "20 calls")
    calls = counts["calls"]
    assert not any(thread.is_alive() for thread in threading.enumerate() if "_call_until_told" in thread.name)
    assert counts["calls"] == calls


def test_calls_go_as_everybody_whose_token_is_given(server):
    seen = set()

    def handle(_, request):
        seen.add(request.headers["Authorization"])
        return 200, SERVED, b""

    url, counts = server(handle)
    with Load(url, ["a", "b", "c"]):
        eventually(lambda: len(seen) == 3, "all have called")
    assert seen == {"Bearer a", "Bearer b", "Bearer c"}


def test_who_was_answered_by_a_version_sends_what_its_callers_send(server):
    served = {"a": "1.0.0", "b": "1.1.0"}
    sent = {"a": [], "b": []}

    def handle(_, request):
        caller = request.headers["Authorization"].removeprefix("Bearer ")
        sent[caller].append(request.body)
        return 200, SERVED | {"HotSwap-Plugin-Version": served[caller]}, b""

    url, _ = server(handle)
    with Load(url, ["a", "b"], clients=1, documents={"1.1.0": DOCUMENT * 2}):
        eventually(lambda: min(len(it) for it in sent.values()) > 3, "both have called")
    assert set(sent["a"]) == {DOCUMENT}
    assert sent["b"][0] == DOCUMENT
    assert set(sent["b"][1:]) == {DOCUMENT * 2}


def test_answers_are_grouped_by_generation(server):
    url, counts = server(lambda number, request: (200, SERVED | {"HotSwap-Generation": "8" if number > 5 else "7", "HotSwap-Plugin-Version": "1.1.0" if number > 5 else "1.0.0"}, b""))
    with Load(url, ["t"], clients=1) as load:
        eventually(lambda: counts["calls"] > 10, "10 calls")
    assert load.versions_by_generation() == {7: {"1.0.0"}, 8: {"1.1.0"}}
    middle = load.records[6].began
    assert [record.generation for record in load.between(0, middle)] == ["7"] * 6
    assert load.between(middle, middle) == []
    assert load.between(middle, middle + 3600) == load.records[6:]
