"""The main job, before your eyes: a plugin is deployed, replaced and rolled back while clients go on calling it."""
import os
import time

from launcher.claims.bench import MARKDOWN, Bench
from launcher.client import Connection
from launcher.console import Failure, step
from launcher.home import ROOT, Home

DOCUMENT = ROOT / "localstack" / "README.md"
WATCH = 1.5


def run(home: Home, values: dict) -> int:
    bench = Bench(home, values)
    print("The main job: Markdown 1.0.0, then 1.1.0 under way, then back.")
    with step("register Markdown 1.0.0"):
        bench.developer.register("markdown", MARKDOWN["1.0.0"])
    if bench.serving(bench.nodes()[0]) != "1.0.0":
        with step("deploy it to Development"):
            bench.deployed("1.0.0")
    old = _render(bench)
    with step("4 clients call it, and go on calling"), bench.load() as load:
        time.sleep(WATCH)
        print(f"{len(load.records)} calls so far")
        with step("register Markdown 1.1.0"):
            bench.developer.register("markdown", MARKDOWN["1.1.0"])
        with step("deploy it to all nodes") as note:
            deployment, swapped = _deploy(bench, "1.1.0")
            note.text = f"{swapped:.2f} s from accept to the last node"
        new = _render(bench)
        time.sleep(WATCH)
        with step("roll back") as note:
            reverted = _roll_back(bench, deployment)
            note.text = f"{reverted:.2f} s"
        time.sleep(WATCH)
        print("  the clients stop", end=" ... ")
    _show_difference(old, new)
    _table(load, len(bench.nodes()), swapped, reverted)
    _try_next(home, values, deployment)
    return 1 if load.failures or len(load.versions_by_generation()) < 3 else 0


def _render(bench: Bench) -> str:
    answer = Connection(bench.environment["HOTSWAP_RUNTIME_URL"]).call(
        "POST", "/api/v1/plugins/markdown/invoke/render", bench.tenant_token, DOCUMENT.read_bytes(), {"Content-Type": "text/markdown"})
    return answer.expect(200).body.decode()


def _deploy(bench: Bench, version: str) -> tuple[str, float]:
    began = time.monotonic()
    deployment = bench.developer.deploy("markdown", version).expect(202).json["id"]
    seconds = bench.seconds_until_all_serve(version, began)
    _expect(bench, deployment, "Completed")
    return deployment, seconds


def _roll_back(bench: Bench, deployment: str) -> float:
    began = time.monotonic()
    bench.developer.roll_back(deployment, "the demonstration is over").expect(202)
    seconds = bench.seconds_until_all_serve("1.0.0", began)
    _expect(bench, deployment, "RolledBack")
    return seconds


def _expect(bench: Bench, deployment: str, status: str) -> None:
    ended = bench.developer.await_end(deployment, {status, "Failed"})
    if ended["status"] != status:
        raise Failure(f"Deployment {deployment} ended {ended['status']}: {ended.get('outcome')}. See ./localstack/trace {deployment}")


def _show_difference(old: str, new: str) -> None:
    before, after = next(((a, b) for a, b in zip(old.splitlines(), new.splitlines()) if a != b), ("", ""))
    print(f"\nlocalstack/README.md, where the two versions' HTML first differs:\n  1.0.0  {before.strip()[:110]}\n  1.1.0  {after.strip()[:110]}")


def _table(load, nodes: int, swapped: float, reverted: float) -> None:
    rows = [
        ("calls by 4 clients", len(load.records)),
        ("failed", f"{len(load.failures)}{': ' + load.failures[0] if load.failures else ''}"),
        ("versions by generation", ", ".join(f"{generation}: {'/'.join(sorted(versions))}" for generation, versions in sorted(load.versions_by_generation().items()))),
        (f"accept to the last of {nodes} nodes", f"{swapped:.2f} s"),
        ("roll back, accept to the last node", f"{reverted:.2f} s"),
    ]
    print()
    for what, value in rows:
        print(f"  {what:<36} {value}")


def _try_next(home: Home, values: dict, deployment: str) -> None:
    print(f"""
Control plane {values['HOTSWAP_API_URL']}
Plugin calls  {values['HOTSWAP_RUNTIME_URL']}

Try next:
  . {os.path.relpath(home.local_env)}
  curl -i -H "Authorization: Bearer $HOTSWAP_TOKEN_TENANT" -H 'Content-Type: text/markdown' --data-binary '# Hello' "$HOTSWAP_RUNTIME_URL/api/v1/plugins/markdown/invoke/render"
  curl -H "Authorization: Bearer $HOTSWAP_TOKEN_DEVELOPER" -H 'Content-Type: application/json' -d '{{"pluginId":"markdown","version":"1.1.0","environment":"Development","strategy":"Direct"}}' "$HOTSWAP_API_URL/deployments"
  curl -H "Authorization: Bearer $HOTSWAP_TOKEN_VIEWER" "$HOTSWAP_API_URL/deployments"
and ./localstack/trace {deployment} for what happened inside.""")
