"""From the request to roll back to the last node."""
import time

from launcher.claims.bench import Bench, Verdict, other, spread
from launcher.console import Failure

CLAIM = "a manual rollback serves on the last of 3 nodes within 5 s of the request, worst of 20, with calls running and none failed"
RUNS, LIMIT = 20, 5.0


def prove(bench: Bench) -> Verdict:
    before = bench.ensure_markdown()
    seconds = []
    with bench.load() as load:
        for number in range(RUNS):
            deployment = bench.developer.deploy("markdown", other(before)).expect(202).json["id"]
            if bench.developer.await_end(deployment)["status"] != "Completed":
                raise Failure(f"Deployment {deployment} did not complete.")
            began = time.monotonic()
            bench.developer.roll_back(deployment, "proving the claim").expect(202)
            seconds.append(bench.seconds_until_all_serve(before, began))
            bench.developer.await_end(deployment, {"RolledBack", "Failed"})
            print(f"  {number + 1} of {RUNS}: {seconds[-1]:.2f} s", flush=True)
    figures = {"nodes": len(bench.nodes()), "limit_s": LIMIT} | spread(seconds) | {"calls": len(load.records) + len(load.failures), "failed": len(load.failures)}
    return Verdict(max(seconds) < LIMIT and load.all_answered, figures)
