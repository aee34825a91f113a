"""A run of `up` that is broken off, and what it may leave behind."""
import pytest
from launcher import processes, up


@pytest.mark.parametrize("abort", [KeyboardInterrupt, RuntimeError])
def test_an_aborted_run_stops_what_it_started_and_keeps_what_ran_before(home, started, capsys, abort):
    before = started("local-aws")
    with pytest.raises(abort), up.stopping_on_failure(home):
        ours = started("functions")
        raise abort
    assert before.alive
    assert not ours.alive
    assert list(processes.known(home)) == ["local-aws"]
    assert "stopping what this run started: functions" in capsys.readouterr().out


def test_an_aborted_run_stops_a_process_that_it_replaced(home, recipe, started):
    before = started("functions")
    with pytest.raises(RuntimeError), up.stopping_on_failure(home):
        processes.ensure(home, recipe("functions"))
        ours = processes.known(home)["functions"]
        raise RuntimeError
    assert not before.alive
    assert not ours.alive


def test_a_run_that_succeeds_stops_nothing(home, started):
    with up.stopping_on_failure(home):
        ours = started("functions")
    assert ours.alive
