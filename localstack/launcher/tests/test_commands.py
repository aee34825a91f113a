"""The commands as a person types them."""
import os
import subprocess
import sys
from argparse import Namespace

import pytest
from launcher import commands, console, prove, status, token
from launcher.console import Failure
from launcher.home import ROOT


def localstack(*arguments: str, **options) -> subprocess.CompletedProcess:
    return subprocess.run([sys.executable, "-m", "launcher", *arguments], cwd=ROOT / "localstack", capture_output=True, text=True, timeout=60, **options)


@pytest.mark.parametrize("tenant", ["", "-acme", "a b", "a" * 129, "acmé"])
def test_a_name_that_no_tenant_can_have_is_refused(tenant, capsys):
    with pytest.raises(SystemExit):
        commands.parser().parse_args(["token", f"--tenant={tenant}"])
    assert "is no tenant's name" in capsys.readouterr().err


@pytest.mark.parametrize("tenant", ["a", "acme-2", "a@b.c:d_e", "a" * 128])
def test_a_tenants_name_is_taken(tenant):
    assert commands.parser().parse_args(["token", "--tenant", tenant]).tenant == tenant


def test_a_token_is_not_for_both_the_control_plane_and_plugins(home):
    with pytest.raises(Failure, match="never for both"):
        token.run(home, commands.parser().parse_args(["token", "--plugin-calls", "--role", "Admin"]))


def test_another_home_may_be_given_by_option_or_variable(monkeypatch, tmp_path):
    assert commands.parser().parse_args(["down"]).home == ROOT / ".hotswap"
    monkeypatch.setenv("HOTSWAP_HOME", str(tmp_path))
    assert commands.parser().parse_args(["down"]).home == tmp_path
    assert commands.parser().parse_args(["down", "--home", "/elsewhere"]).home.name == "elsewhere"


def test_what_no_command_takes_is_refused_but_for_pytests_arguments(capsys):
    assert commands.parse(["test", "-q", "-k", "home", "--durations=3"]).pytest == ["-q", "-k", "home", "--durations=3"]
    with pytest.raises(SystemExit):
        commands.parse(["down", "--all"])
    assert "unrecognized arguments: --all" in capsys.readouterr().err


def test_a_failure_is_a_sentence_not_a_stack_trace(home):
    done = localstack("trace", "d1", "--home", str(home.path))
    assert (done.returncode, done.stdout, done.stderr) == (1, "", f"\nNo span of deployment d1 in {home.traces}.\n")


def test_a_command_works_from_wherever_it_is_called(home):
    (home.path / "token.py").write_text("raise ImportError")
    done = subprocess.run([str(ROOT / "localstack/down"), "--home", str(home.path)], cwd=home.path, env={"PATH": os.environ["PATH"]}, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (0, "Nothing runs.\n", "")


def test_a_reader_that_goes_away_is_no_failure(home):
    done = subprocess.run(["sh", "-c", f"{sys.executable} -m launcher down --help | head -c 1"], cwd=ROOT / "localstack", capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")


def test_status_without_a_stack_says_how_to_start_one(home, capsys):
    assert status.run(home) == 3
    assert capsys.readouterr().out == "Nothing runs. Start with ./localstack/up\n"


def test_status_lists_what_runs_and_what_is_gone(home, started, capsys):
    node = started("development-1")
    state = home.state()
    state["processes"]["development-2"] = vars(node) | {"name": "development-2", "pid": 2 ** 22 + 1, "started": "1"}
    home.save(state)
    assert status.run(home) == 1
    rows = [row.split() for row in capsys.readouterr().out.splitlines()]
    assert rows[1][:4] == ["development-1", str(node.pid), str(node.port), "healthy"]
    assert rows[2][0] == "development-2"
    assert rows[2][3] == "gone"


def test_a_token_needs_a_running_stack_and_a_known_role(home):
    with pytest.raises(Failure, match="The local AWS does not run. Start with ./localstack/up"):
        token.run(home, Namespace(role=["Admin"], plugin_calls=False, tenant="acme"))
    with pytest.raises(Failure, match="No role Root; there are Admin, Developer"):
        token.run(home, Namespace(role=["Root"], plugin_calls=False, tenant="acme"))


def test_an_unknown_claim_is_answered_with_those_that_there_are(home):
    with pytest.raises(Failure, match="There is no claim speed. There are: swap, deploy, rollback"):
        prove.run(home, Namespace(claim="speed", json=None, tenants=100))


def test_a_claim_about_the_stack_needs_one(home):
    with pytest.raises(Failure, match="Nothing runs: ./localstack/up starts it."):
        prove.run(home, Namespace(claim="swap", json=None, tenants=100))


def test_a_step_says_how_long_it_took_and_a_failed_one_that_it_failed(capsys):
    with console.step("nodes"):
        pass
    with pytest.raises(RuntimeError), console.step("functions"):
        raise RuntimeError
    with console.step("swap") as note:
        note.text = "12 ms"
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("  nodes ... 0.")
    assert lines[1:] == ["  functions ... failed", "  swap ... 12 ms"]


def test_a_failure_with_a_log_shows_its_end_only(tmp_path):
    log = tmp_path / "node.log"
    log.write_bytes(b"\n".join(b"line %d \xff" % n for n in range(40)))
    text = str(Failure("The node failed.", log))
    assert text.startswith(f"The node failed.\n--- the end of {log}\nline 15 ")
    assert text.endswith("line 39 \ufffd\n---")
    assert "(no such log)" in str(Failure("The node failed.", tmp_path / "missing"))
