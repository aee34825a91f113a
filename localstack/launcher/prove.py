"""Claims that anybody can repeat."""
import importlib
import json
import platform
import threading
from contextlib import contextmanager
from datetime import datetime, timezone
from pathlib import Path

from launcher import claims, local_env, processes
from launcher.claims.bench import Bench, Verdict
from launcher.console import Failure
from launcher.home import Home


def run(home: Home, options) -> int:
    if not options.claim:
        print("Claims, against the running stack where they need one: ./localstack/prove <claim> [--json FILE]\n")
        for name in claims.NAMES:
            print(f"  {name:<12} {_module(name).CLAIM}")
        return 0
    if options.claim not in claims.NAMES:
        raise Failure(f"There is no claim {options.claim}. There are: {', '.join(claims.NAMES)}.")
    return _prove(home, options.claim, options.json, options.tenants)


def _prove(home: Home, name: str, file: Path | None, tenants: int) -> int:
    module = _module(name)
    alone = not getattr(module, "NEEDS_STACK", True)
    if not alone and not any(process.alive for process in processes.known(home).values()):
        raise Failure("Nothing runs: ./localstack/up starts it.")
    print(f"{name}: {module.CLAIM}")
    with _threads_counted():
        verdict = module.prove(Bench(home, {} if alone else local_env.read(home), tenants))
    for figure, value in verdict.figures.items():
        print(f"  {figure:<30} {_text(value)}")
    print("held" if verdict.held else "DID NOT HOLD")
    if file:
        file.write_text(json.dumps(_record(name, module.CLAIM, verdict), indent=1) + "\n")
    return 0 if verdict.held else 1


@contextmanager
def _threads_counted():
    """What a thread of a claim was about to look at and did not must not pass for held."""
    faults, before = [], threading.excepthook
    threading.excepthook = faults.append
    try:
        yield
    finally:
        threading.excepthook = before
    if faults:
        raise Failure(f"{len(faults)} threads of the claim ended early, the first with {faults[0].exc_type.__name__}: {faults[0].exc_value}") from faults[0].exc_value


def _module(name: str):
    return importlib.import_module(f"launcher.claims.{name.replace('-', '_')}")


def _record(name: str, claim: str, verdict: Verdict) -> dict:
    return {"claim": name, "says": claim, "held": verdict.held, "figures": verdict.figures, **verdict.details, "at": datetime.now(timezone.utc).isoformat(), "machine": platform.platform()}


def _text(value) -> str:
    return f"{value:.2f}" if isinstance(value, float) else str(value)
