"""From accept to the last node."""
import time

from launcher.claims.bench import Bench, Verdict, other, spread

CLAIM = "a Direct deployment serves on the last of 3 nodes within 10 s of its acceptance, worst of 20"
RUNS, LIMIT = 20, 10.0


def prove(bench: Bench) -> Verdict:
    serving = bench.ensure_markdown()
    seconds = []
    for number in range(RUNS):
        serving = other(serving)
        began = time.monotonic()
        deployment = bench.developer.deploy("markdown", serving).expect(202).json["id"]
        seconds.append(bench.seconds_until_all_serve(serving, began))
        bench.developer.await_end(deployment)
        print(f"  {number + 1} of {RUNS}: {seconds[-1]:.2f} s", flush=True)
    return Verdict(max(seconds) < LIMIT, {"nodes": len(bench.nodes()), "limit_s": LIMIT} | spread(seconds))
