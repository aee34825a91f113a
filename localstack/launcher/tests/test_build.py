"""When jars are built, and the JVM's cache beside them."""
import os

import pytest
from launcher import aot, build
from launcher.console import Failure

MVNW = """#!/bin/sh
echo "$JAVA_HOME $*" >> calls
[ -e broken ] && echo "cannot find symbol" && exit 1
mkdir -p functions/target && touch functions/target/hotswap.jar
"""


@pytest.fixture
def repository(tmp_path, monkeypatch):
    """One with a source, and an mvnw that writes down how it was called."""
    root = tmp_path / "repository"
    (root / "functions/src/main").mkdir(parents=True)
    (root / "functions/src/main/A.java").write_text("class A {}")
    (root / "pom.xml").write_text("<project/>")
    (root / "mvnw").write_text(MVNW)
    (root / "mvnw").chmod(0o755)
    monkeypatch.setattr(build, "ROOT", root)
    monkeypatch.setattr(build, "NEEDED", [root / "functions/target/hotswap.jar"])
    monkeypatch.setattr(build, "STAMP", root / ".hotswap/built")
    return root


def built(repository, tmp_path) -> int:
    """How often Maven has run so far."""
    build.build(tmp_path / "jdk", tmp_path / "build.log")
    return len((repository / "calls").read_text().splitlines())


def test_jars_are_built_once_with_the_jdk_that_was_found(repository, tmp_path):
    assert built(repository, tmp_path) == 1
    assert (repository / "calls").read_text() == f"{tmp_path}/jdk -B -ntp -q -Pjars package\n"
    assert built(repository, tmp_path) == 1


@pytest.mark.parametrize("file", ["pom.xml", "functions/src/main/A.java", "functions/src/main/B.java", "statemachines/direct.asl.json"])
def test_a_source_that_changed_builds_again(repository, tmp_path, file):
    built(repository, tmp_path)
    (repository / file).parent.mkdir(exist_ok=True)
    (repository / file).write_text("changed, and longer")
    assert built(repository, tmp_path) == 2


@pytest.mark.parametrize("file", ["functions/src/test/ATest.java", "functions/target/classes/A.class", "localstack/launcher/up.py", ".hotswap/state.json"])
def test_what_is_in_no_jar_builds_nothing(repository, tmp_path, file):
    built(repository, tmp_path)
    (repository / file).parent.mkdir(parents=True, exist_ok=True)
    (repository / file).write_text("changed")
    assert built(repository, tmp_path) == 1


def test_a_jar_that_was_removed_is_built_again(repository, tmp_path):
    built(repository, tmp_path)
    build.NEEDED[0].unlink()
    assert built(repository, tmp_path) == 2


def test_a_failed_build_shows_its_log_and_is_tried_again(repository, tmp_path):
    (repository / "broken").touch()
    for _ in range(2):
        with pytest.raises(Failure, match=r"(?s)The build failed.*cannot find symbol"):
            built(repository, tmp_path)
    assert len((repository / "calls").read_text().splitlines()) == 2


def test_without_a_build_the_missing_jars_are_named(repository):
    with pytest.raises(Failure, match="Not built: functions/target/hotswap.jar. Run ./localstack/up without --no-build."):
        build.require()


# ---- The AOT cache ----------------------------------------------------------------------------------


@pytest.fixture
def jdk(tmp_path, monkeypatch):
    """`jdk(script)` is one whose java is that script."""
    monkeypatch.setattr(aot, "FOLDER", tmp_path / "aot")
    monkeypatch.setattr(aot, "RUNTIME", tmp_path / "hotswap-runtime.jar")
    (tmp_path / "hotswap-runtime.jar").write_bytes(b"jar")

    def make(script: str):
        java = tmp_path / "jdk/bin/java"
        java.parent.mkdir(parents=True, exist_ok=True)
        java.write_text(f'#!/bin/sh\nwhile [ "$1" != io.hotswap.runtime.training.AotTraining ]; do shift; done\n{script}\n')
        java.chmod(0o755)
        return tmp_path / "jdk"

    return make


def test_a_cache_is_made_once_for_a_jar_and_replaces_older_ones(home, jdk):
    java_home = jdk('echo trained > "$2"')
    option, = aot.Training(home, java_home, ["-Xmx512m"]).options()
    cache = aot.FOLDER / option.rpartition("/")[2]
    assert option == f"-XX:AOTCache={cache}"
    assert cache.read_text() == "trained\n"
    assert aot.Training(home, java_home, ["-Xmx512m"]).process is None
    assert aot.made(java_home, ["-Xmx512m"]) == [option]
    os.utime(aot.RUNTIME, ns=(1, 1))
    other, = aot.Training(home, java_home, ["-Xmx512m"]).options()
    assert other != option
    assert list(aot.FOLDER.iterdir()) == [aot.FOLDER / other.rpartition("/")[2]]


@pytest.mark.parametrize("script", ["exit 1", 'echo half > "$2"; exit 1', "exit 0"])
def test_a_training_that_fails_leaves_nodes_without_a_cache(home, jdk, script):
    assert aot.Training(home, jdk(script), []).options() == []
    assert not list(aot.FOLDER.glob("*.aot"))


def test_a_training_that_never_ends_is_ended(home, jdk, monkeypatch):
    monkeypatch.setattr(aot, "PATIENCE", 0.2)
    training = aot.Training(home, jdk("exec sleep 60"), [])
    assert training.options() == []
    assert training.process.wait(10) == -15
