"""A node is killed in the middle of a deployment."""
import os
import signal
import time

from launcher import processes, up
from launcher.claims.bench import Bench, Verdict, other

CLAIM = "a deployment during which a node is killed ends by itself: Completed without it, or Failed with the previous version serving"
PATIENCE = 90


def prove(bench: Bench) -> Verdict:
    before = bench.ensure_markdown()
    victim = bench.nodes()[-1]
    recipe = up.node_recipes(bench.home)[victim.name]
    began = time.monotonic()
    deployment = bench.developer.deploy("markdown", other(before)).expect(202).json["id"]
    os.kill(victim.pid, signal.SIGKILL)
    ended = bench.developer.await_end(deployment, seconds=PATIENCE)
    seconds = time.monotonic() - began
    wanted = other(before) if ended["status"] == "Completed" else before
    survivors = {node.name: bench.serving(node) for node in bench.nodes()}
    processes.ensure(bench.home, recipe)
    processes.wait_until_healthy(bench.home, victim.name, 60)
    back = next(node for node in bench.nodes() if node.name == victim.name)
    figures = {"killed": victim.name, "status": ended["status"], "outcome": ended.get("outcome"), "seconds": seconds, "survivors_serve": survivors, "restarted_serves": bench.serving(back)}
    return Verdict(set(survivors.values()) == {wanted} and figures["restarted_serves"] == wanted, figures)
