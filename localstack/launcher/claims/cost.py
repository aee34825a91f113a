"""What a deployment costs in Step Functions, counted by walking through the real definitions."""
from launcher.claims import jvm
from launcher.claims.bench import Verdict
from launcher.home import ROOT

CLAIM = "a 72 h A/B test stays under 1,000 history events an execution and 32 KB a payload; transitions and their price for each strategy"
NEEDS_STACK = False


def prove(_) -> Verdict:
    jar = ROOT / "functions/deployments/target/hotswap-deployments.jar"
    costs, ran = jvm.figures("statemachines", "io.hotswap.statemachines.Costs", beside=(jar,))
    events = max(cost["longestHistory"] for cost in costs.values())
    payload = max(cost["largestPayloadBytes"] for cost in costs.values())
    shown = {name: f"{cost['transitions']} transitions, {cost['usd']:.4f} USD" for name, cost in costs.items()}
    return Verdict(ran and events < 1000 and payload < 32 * 1024, shown | {"largest_history_events": events, "largest_payload_bytes": payload})
