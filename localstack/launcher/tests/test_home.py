"""The folder that holds a stack's state: its ports, its files, who may work on it."""
import json
import signal
import socket
import stat
import subprocess
import sys
import threading

import pytest
from launcher.console import Failure
from launcher.home import Home, unused, write


def occupied():
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen()
    return listener


def test_a_process_gets_the_port_it_wants_and_keeps_it(home):
    wanted = unused()
    assert home.port("balancer", wanted) == wanted
    assert home.port("balancer", unused()) == wanted
    assert Home(home.path).port("balancer") == wanted


def test_a_port_that_somebody_else_holds_is_not_taken(home):
    with occupied() as listener:
        held = listener.getsockname()[1]
        first = home.port("balancer", held)
        assert first != held
    # What it got then, it keeps: nodes and clients know it.
    assert home.port("balancer", held) == first


def test_a_port_that_was_lost_to_somebody_else_is_replaced(home):
    with occupied() as listener:
        held = listener.getsockname()[1]
        home.save(home.state() | {"ports": {"node-1": held}})
        assert home.port("node-1") != held


def test_two_processes_never_share_a_port_even_before_either_listens(home):
    wanted = unused()
    assert home.port("development-1", wanted) == wanted
    assert home.port("development-2", wanted) != wanted


def test_what_is_written_is_for_the_owner_only(home):
    home.save({"processes": {}})
    home.secret()
    for name in ("state.json", "secret"):
        assert stat.S_IMODE((home.path / name).stat().st_mode) == 0o600


def test_a_reader_never_sees_a_half_written_state(home):
    states = [{"processes": {}, "ports": {str(n): n for n in range(size)}} for size in (1, 3000)]
    home.save(states[0])
    over = threading.Event()

    def write_all_the_while():
        while not over.is_set():
            for state in states:
                home.save(state)

    writer = threading.Thread(target=write_all_the_while)
    writer.start()
    try:
        sizes = {len(home.state()["ports"]) for _ in range(300)}
    finally:
        over.set()
        writer.join()
    assert sizes <= {1, 3000}


def test_what_cannot_be_written_leaves_what_was_there(home):
    file = home.path / "values"
    write(file, "before")
    with pytest.raises(UnicodeEncodeError):
        write(file, "lone surrogate \ud800")
    assert file.read_text() == "before"
    assert [it.name for it in home.path.glob("values*")] == ["values"]


def test_the_secret_outlives_a_restart(home):
    secret = home.secret()
    assert len(secret) == 64
    assert Home(home.path).secret() == secret


def test_a_state_of_an_older_launcher_lacks_nothing(home):
    (home.path / "state.json").write_text(json.dumps({"ports": {"functions": 1234}}))
    assert home.state() == {"processes": {}, "ports": {"functions": 1234}, "counts": {}, "deployed": {}}


def test_a_second_command_on_the_same_home_is_refused(home):
    with home.alone(), pytest.raises(Failure, match=f"Another ./localstack command is at work on {home.path}"), Home(home.path).alone():
        pass
    with home.alone():
        pass


def test_a_command_that_was_killed_locks_nobody_out(home):
    holding = "import sys, time; from pathlib import Path; from launcher.home import Home\nwith Home(Path(sys.argv[1])).alone():\n print('locked', flush=True); time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", holding, str(home.path)], stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout.readline() == "locked\n"
        with pytest.raises(Failure), home.alone():
            pass
        other.send_signal(signal.SIGKILL)
    with home.alone():
        pass
