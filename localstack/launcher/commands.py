"""The commands of ./localstack and their options."""
import argparse
import importlib
import os
import re
import sys
from pathlib import Path

from launcher import venv
from launcher.console import Failure
from launcher.home import ROOT, Home

NEEDS_VENV = {"up", "status", "token", "prove", "test"}


def _tenant(name: str) -> str:
    """What TenantName takes: nobody would accept a token of another."""
    if not re.fullmatch(r"[0-9A-Za-z][0-9A-Za-z._:@-]{0,127}", name):
        raise argparse.ArgumentTypeError(f"{name!r} is no tenant's name: 1 to 128 of A-Z, a-z, 0-9 and . _ : @ -, the first a letter or digit")
    return name


def parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./localstack", description="HotSwap on this machine.")
    commands = parser.add_subparsers(dest="command", required=True)
    up = commands.add_parser("up", help="build, start the local AWS, deploy, start nodes, show the main job")
    up.add_argument("--nodes", type=int, default=3, metavar="N", help="nodes of Development (3)")
    up.add_argument("--production-nodes", type=int, default=1, metavar="N", help="nodes of Production (1)")
    up.add_argument("--no-demo", action="store_true", help="start everything, show nothing")
    up.add_argument("--no-build", action="store_true", help="take the jars as they are")
    commands.add_parser("down", help="stop what up started, and nothing else")
    commands.add_parser("status", help="what runs, where, and its health")
    token = commands.add_parser("token", help="print a token")
    token.add_argument("--role", action="append", default=[], help="Admin, Developer, TenantOwner, Approver, Viewer, TeamLead, PlatformAdmin; may be repeated or left out")
    token.add_argument("--plugin-calls", action="store_true", help="for calls of plugins, which take no other and need no role; the control plane does not take it")
    token.add_argument("--tenant", type=_tenant, default="acme", help="the token's tenant (acme)")
    trace = commands.add_parser("trace", help="a deployment's trace as a tree")
    trace.add_argument("deployment", help="deployment id")
    trace.add_argument("--links", type=int, default=3, metavar="N", help="linked calls to show (3)")
    prove = commands.add_parser("prove", help="list the claims, or repeat one against the running stack")
    prove.add_argument("claim", nargs="?", help="a claim's name; without it they are listed")
    prove.add_argument("--tenants", type=int, default=1_000, metavar="N", help="up to how many tenants of one plugin tenant-sizes makes: 100, 1000 or 10000 (1000)")
    prove.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    commands.add_parser("test", help="run the tests of the launcher and of template.yaml; takes pytest's arguments")
    for command in commands.choices.values():
        command.add_argument("--home", type=Path, default=Path(os.environ.get("HOTSWAP_HOME", ROOT / ".hotswap")), metavar="DIR", help="where all its state lives (.hotswap)")
    return parser


def parse(arguments: list | None = None) -> argparse.Namespace:
    options, others = parser().parse_known_args(arguments)
    if others and options.command != "test":
        parser().error(f"unrecognized arguments: {' '.join(others)}")
    options.pytest = others
    return options


def main() -> None:
    options = parse()
    home = Home(options.home.resolve())
    try:
        if options.command in NEEDS_VENV:
            venv.enter()
        sys.exit(importlib.import_module(f"launcher.{options.command}").run(home, options))
    except Failure as failure:
        print(f"\n{failure}", file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        print("\nInterrupted. ./localstack/up goes on from here; ./localstack/down stops what runs.", file=sys.stderr)
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
