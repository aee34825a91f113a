"""Processes are started once, recognised, and stopped; nobody else's are."""
import os
import subprocess
import sys
import time
from dataclasses import replace

import pytest
from conftest import eventually
from launcher import down, processes
from launcher.console import Failure
from launcher.processes import Process


@pytest.fixture
def stranger():
    """A process that the launcher did not start."""
    process = subprocess.Popen(["sleep", "60"])
    yield process
    process.kill()
    process.wait()


def recorded(home, name: str, pid: int, started: str) -> Process:
    process = Process(name, pid, started, 0, str(home.log(name)), "http://127.0.0.1:1/health", "digest")
    state = home.state()
    state["processes"][name] = vars(process)
    home.save(state)
    return process


def test_a_process_that_runs_is_not_started_again(home, recipe):
    node = recipe("node")
    assert processes.ensure(home, node)
    pid = processes.known(home)["node"].pid
    assert not processes.ensure(home, node)
    assert processes.known(home)["node"].pid == pid


@pytest.mark.parametrize("change", [{"environment": {"HOTSWAP_STAGE": "other"}}, {"ingredients": (__file__,)}])
def test_a_process_whose_recipe_changed_is_replaced(home, recipe, change):
    node = recipe("node")
    processes.ensure(home, node)
    before = processes.known(home)["node"]
    if "ingredients" in change:
        jar = home.path / "node.jar"
        jar.touch()
        change = {"ingredients": (jar,)}
    assert processes.ensure(home, replace(node, **change))
    assert not before.alive
    assert processes.known(home)["node"].alive


def test_a_process_whose_jar_was_rebuilt_is_replaced(home, recipe):
    jar = home.path / "node.jar"
    jar.touch()
    node = recipe("node", ingredients=(jar,))
    processes.ensure(home, node)
    os.utime(jar, ns=(1, 1))
    assert processes.ensure(home, node)


def test_a_process_that_died_is_started_again(home, recipe):
    node = recipe("node")
    processes.ensure(home, node)
    before = processes.known(home)["node"]
    os.kill(before.pid, 9)
    eventually(lambda: not before.alive, "it is dead")
    assert processes.running(home, "node") is None
    assert processes.ensure(home, node)


def test_a_process_sees_its_own_environment_only(home, monkeypatch):
    monkeypatch.setenv("AWS_PROFILE", "production")
    printing = processes.Recipe("printer", [sys.executable, "-c", "import os; print(sorted(os.environ))"], {"PRINTER": "1", "LC_CTYPE": "C.UTF-8"}, 0, "http://127.0.0.1:1/")
    processes.ensure(home, printing)
    eventually(lambda: home.log("printer").read_text().endswith("\n"), "it has printed")
    assert home.log("printer").read_text() == "['LC_CTYPE', 'PRINTER']\n"


def test_a_reused_pid_is_not_stopped(home, stranger):
    reused = recorded(home, "node", stranger.pid, started="1")
    assert not reused.alive
    processes.stop(home, [reused], grace=1)
    assert stranger.poll() is None
    assert processes.known(home) == {}


def test_what_is_left_of_a_dead_process_is_not_alive(home):
    child = subprocess.Popen(["true"])
    started = processes._started(child.pid)
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
    assert not recorded(home, "node", child.pid, started or "0").alive
    assert processes._started(child.pid) is None
    child.wait()


def test_a_process_that_does_not_listen_is_killed_with_its_children(home, started):
    deaf = started("deaf", "--deaf", "--child")
    child = int(home.log("deaf").read_text().split()[0])
    child_started = processes._started(child)
    assert child_started
    processes.stop(home, [deaf], grace=0.3)
    eventually(lambda: not deaf.alive and processes._started(child) != child_started, "both are dead")


def test_a_process_has_the_time_it_is_given_to_end(home, started, tmp_path):
    farewell = tmp_path / "farewell"
    slow = started("slow", "--farewell", str(farewell), "slow", "0.5")
    processes.stop(home, [slow], grace=20)
    assert farewell.read_text() == "slow\n"


def test_stopping_one_leaves_the_others(home, started):
    one, other = started("one"), started("other")
    processes.stop(home, [one], grace=10)
    assert not one.alive
    assert other.alive
    assert list(processes.known(home)) == ["other"]


def test_down_stops_what_was_started_and_nothing_else(home, started, stranger, capsys):
    node, balancer = started("development-1"), started("development-balancer")
    recorded(home, "functions", stranger.pid, started="1")
    assert down.run(home) == 0
    assert not node.alive
    assert not balancer.alive
    assert stranger.poll() is None
    assert processes.known(home) == {}
    assert capsys.readouterr().out == "Stopped development-balancer, development-1.\n"
    assert down.run(home) == 0
    assert capsys.readouterr().out == "Nothing runs.\n"


def test_down_asks_the_local_aws_last_because_the_others_write_to_it(home, started, tmp_path):
    farewell = tmp_path / "farewell"
    for name, seconds in (("local-aws", "0"), ("functions", "0.3"), ("development-1", "0.6")):
        started(name, "--farewell", str(farewell), name, seconds)
    down.run(home)
    assert farewell.read_text().splitlines() == ["functions", "development-1", "local-aws"]


def test_down_without_a_home_says_that_nothing_runs(home, capsys):
    missing = type(home)(home.path / "nowhere")
    assert down.run(missing) == 0
    assert capsys.readouterr().out == "Nothing runs.\n"
    assert not missing.path.exists()


def test_a_process_that_ends_instead_of_starting_shows_the_end_of_its_log(home):
    ended = processes.Recipe("node", [sys.executable, "-c", "print('the port is taken'); raise SystemExit(3)"], {}, 0, "http://127.0.0.1:1/")
    processes.ensure(home, ended)
    with pytest.raises(Failure, match=r"(?s)node ended instead of starting\..*the port is taken"):
        processes.wait_until_healthy(home, "node", 20)


def test_a_process_that_is_never_ready_is_reported(home):
    idle = processes.Recipe("node", ["sleep", "60"], {}, 0, "http://127.0.0.1:1/")
    processes.ensure(home, idle)
    began = time.monotonic()
    with pytest.raises(Failure, match="node was not ready within 0 s"):
        processes.wait_until_healthy(home, "node", 0.3)
    assert time.monotonic() - began < 15


def test_a_server_that_answers_an_error_is_not_healthy(home, serve):
    url = serve(lambda request: (200 if request.path == "/well" else 503, {}, b""))
    assert processes.healthy(Process("node", os.getpid(), "", 0, "", f"{url}/well", ""))
    assert not processes.healthy(Process("node", os.getpid(), "", 0, "", f"{url}/ill", ""))
