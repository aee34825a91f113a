"""What the claim `scanning` packs, and its daemon."""
import io
import zipfile
from pathlib import Path

import pytest
from launcher.claims import scanning, scanning_daemon
from launcher.claims.scanning_daemon import Daemon
from launcher.console import Failure


def test_what_is_packed_can_be_found_by_unpacking_only():
    deep = scanning.EICAR
    for depth in range(scanning.DEEP):
        deep = scanning.packed({f"level-{depth}": deep})
    assert scanning.EICAR not in deep
    for _ in range(scanning.DEEP):
        with zipfile.ZipFile(io.BytesIO(deep)) as opened:
            deep = opened.read(opened.namelist()[0])
    assert deep == scanning.EICAR


def test_the_daemon_finds_what_it_is_told_of_also_when_it_is_back(tmp_path, monkeypatch):
    monkeypatch.setattr(scanning_daemon, "PROGRAM", Path(__file__).parent / "programs" / "clamd.py")
    suspect = b"in here: 0123456789abcdef"
    with Daemon(tmp_path) as daemon:
        daemon.know("HotSwap.Other", b"something else there")
        daemon.start()
        assert daemon._ask("INSTREAM", suspect) == "stream: OK"
        daemon.know("HotSwap.Late", b"0123456789abcdef")
        assert daemon._ask("INSTREAM", suspect) == "stream: HotSwap.Late.UNOFFICIAL FOUND"
        daemon.stop()
        assert not daemon._answers()
        daemon.start()
        assert daemon._ask("INSTREAM", suspect) == "stream: HotSwap.Late.UNOFFICIAL FOUND"


def test_without_clamav_it_says_what_is_missing(tmp_path, monkeypatch):
    monkeypatch.setattr(scanning_daemon, "PROGRAM", tmp_path / "none")
    with pytest.raises(Failure, match="clamav-daemon"):
        Daemon(tmp_path / "clamd")
