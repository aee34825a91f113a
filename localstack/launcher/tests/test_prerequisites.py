"""What has to be there already, a JDK and a Python with venv, and what is said when it is not."""
import io
import os
import shutil
import subprocess
import sys
import threading
import zipfile
from pathlib import Path

import pytest
from launcher import java
from launcher.console import Failure
from launcher.home import ROOT

RUN = ROOT / "localstack/launcher/run"


@pytest.fixture
def jdk(tmp_path, monkeypatch):
    """`jdk(name, version)` makes a JDK of that version in the only place that is searched."""
    monkeypatch.setattr(java, "PLACES", [str(tmp_path / "jvm/*")])
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    monkeypatch.delenv("JAVA_HOME", raising=False)

    def make(name: str, version: str, compiler: bool = True) -> Path:
        folder = tmp_path / "jvm" / name
        (folder / "bin").mkdir(parents=True)
        for program in ("java", "javac")[:1 + compiler]:
            (folder / "bin" / program).touch(0o755)
        (folder / "release").write_text(f'IMPLEMENTOR="tests"\nJAVA_VERSION="{version}"\n')
        return folder

    return make


def test_the_oldest_jdk_that_is_new_enough_is_taken(jdk):
    jdk("21", "21.0.9")
    jdk("26", "26")
    fitting = jdk("25", "25.0.1")
    assert java.home() == fitting


def test_an_older_java_on_the_path_does_not_matter(jdk, monkeypatch):
    old, fitting = jdk("17", "17.0.2"), jdk("25", "25")
    monkeypatch.setenv("PATH", str(old / "bin"))
    assert java.home() == fitting


@pytest.mark.parametrize("way", ["JAVA_HOME", "PATH"])
def test_a_jdk_in_no_usual_place_is_found(jdk, monkeypatch, tmp_path, way):
    elsewhere = shutil.move(jdk("25", "25"), tmp_path / "elsewhere")
    monkeypatch.setenv(way, str(elsewhere / "bin" if way == "PATH" else elsewhere))
    assert java.home() == elsewhere


def test_without_a_fitting_jdk_the_message_says_what_was_found_and_what_to_do(jdk):
    old = jdk("21", "21.0.9")
    jdk("25-jre", "25", compiler=False)
    with pytest.raises(Failure) as failure:
        java.home()
    assert str(failure.value) == f"HotSwap needs a JDK 25 or newer; set JAVA_HOME to one (https://adoptium.net has them). JDKs found: 21 in {old}."


def test_without_any_jdk_the_message_says_none(jdk):
    with pytest.raises(Failure, match="JDKs found: none."):
        java.home()


@pytest.fixture
def programs(tmp_path):
    """`programs(name, script)` puts a program beside the few that the shell needs; the folder is all of the PATH."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for needed in ("dirname", "sh"):
        (folder / needed).symlink_to(shutil.which(needed))

    def add(name: str, script: str) -> None:
        (folder / name).write_text(f"#!/bin/sh\n{script}\n")
        (folder / name).chmod(0o755)

    add.folder = folder
    return add


def run(programs, *command) -> subprocess.CompletedProcess:
    return subprocess.run([str(it) for it in command], env={"PATH": str(programs.folder)}, capture_output=True, text=True, timeout=30)


def test_without_a_python_the_message_says_what_is_needed(programs):
    done = run(programs, RUN, "status")
    assert (done.returncode, done.stderr) == (1, "HotSwap's local stack needs Python 3.11 or newer on the PATH; found: none.\n")


def test_with_an_old_python_the_message_says_which(programs):
    programs("python3", '[ "$1" = --version ] && echo Python 3.8.1 && exit; exit 1')
    done = run(programs, RUN, "status")
    assert (done.returncode, done.stderr) == (1, "HotSwap's local stack needs Python 3.11 or newer on the PATH; found: Python 3.8.1.\n")


def test_a_newer_python_beside_an_old_one_is_found(programs):
    programs("python3", "exit 1")
    programs("python3.12", '[ "$1" = -c ] || echo "$0 $@"')
    done = run(programs, RUN, "down", "--home", "/nowhere")
    assert done.stdout.endswith("/python3.12 -m launcher down --home /nowhere\n")


# ---- The virtual environment: localstack/venv, with few packages that are soon installed ------------


@pytest.fixture
def venv_script(tmp_path):
    folder = tmp_path / "localstack"
    folder.mkdir()
    shutil.copy(ROOT / "localstack/venv", folder / "venv")
    return folder / "venv"


def make_venv(script: Path, **environment) -> subprocess.Popen:
    kept = {name: value for name, value in os.environ.items() if name not in ("HOTSWAP_VENV", "PYTHONPATH")}
    return subprocess.Popen([sys.executable, str(script)], env=kept | environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def wheel() -> bytes:
    """A package, as pip downloads it."""
    files = {"tiny.py": "", "tiny-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: tiny\nVersion: 1.0\n", "tiny-1.0.dist-info/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"}
    files["tiny-1.0.dist-info/RECORD"] = "".join(f"{name},,\n" for name in files)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return made.getvalue()


def test_an_environment_that_an_aborted_run_left_is_made_anew_once_by_two_at_the_same_time_and_whole_only_with_its_packages(venv_script, serve):
    downloading, let_go = threading.Event(), threading.Event()

    def answer(_):
        downloading.set()
        let_go.wait(60)
        return 200, {}, wheel()

    (venv_script.parent / "requirements.txt").write_text(f"tiny @ {serve(answer)}/tiny-1.0-py3-none-any.whl\n")
    folder = venv_script.parents[1] / ".hotswap/venv"
    folder.mkdir(parents=True)
    (folder / "half-installed").touch()
    with make_venv(venv_script, no_proxy="127.0.0.1") as one, make_venv(venv_script, no_proxy="127.0.0.1") as other:
        assert downloading.wait(180)
        assert not (folder / "half-installed").exists()
        # Aborted now, it would be made anew once more.
        assert not (folder / ".complete").exists()
        let_go.set()
        said = [it.communicate(timeout=180) for it in (one, other)]
    assert [out for out, _ in said] == [f"{folder}\n"] * 2
    assert sorted(err.count("Making a virtual environment") for _, err in said) == [0, 1]
    assert subprocess.run([str(folder / "bin/python"), "-c", "import tiny"], timeout=60).returncode == 0


def test_a_python_without_venv_is_told_what_to_install(venv_script):
    broken = venv_script.parent / "broken"
    broken.mkdir()
    (broken / "ensurepip.py").write_text("raise ImportError('Debian keeps it in another package')\n")
    with make_venv(venv_script, PYTHONPATH=str(broken)) as told:
        _, err = told.communicate(timeout=60)
    assert told.returncode == 1
    assert err == f"{sys.executable} has no venv or pip of its own: install them (on Debian and Ubuntu: apt-get install python3-venv).\n"
