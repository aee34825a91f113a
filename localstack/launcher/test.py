"""Runs the tests of the launcher, and those of what SAM makes of template.yaml."""
from pathlib import Path

import pytest

from launcher.home import ROOT

PLACES = ("localstack/launcher/tests", ".ci/template")


def run(_home, options) -> int:
    """`options.pytest` are pytest's own arguments; without a place among them, all tests run."""
    named = any(Path(argument.partition("::")[0]).exists() for argument in options.pytest)
    places = [] if named else [str(ROOT / place) for place in PLACES]
    return pytest.main(["--rootdir", str(ROOT), "-p", "no:cacheprovider", *options.pytest, *places])
