"""Which faults meet which strategies at which steps, on the running stack."""
from dataclasses import dataclass

ALLOWANCE = 300
"""Seconds beyond what the settings take: 20 of outage and as many until functions are warm, 30 and up to a minute until a lost execution is noticed, 60 for the nodes, twice."""


@dataclass(frozen=True)
class Cell:
    """`step` is the phase in which the fault meets the deployment; `meanwhile` and `then` are what people do during the fault and after it."""

    strategy: str
    step: str
    meanwhile: str = ""
    then: str = ""

    @property
    def environment(self) -> str:
        return "Production" if self.step == "AwaitingApproval" else "Development"

    @property
    def passes(self) -> bool:
        """It goes by within a second or two; the others last until all are there."""
        return self.step in PASSING

    @property
    def stands_at(self) -> str:
        """From where people bring it to its step; empty when it comes there by itself, from the start."""
        return BEFORE.get((self.strategy, self.step), "")

    @property
    def settings(self) -> dict:
        return SETTINGS[self.strategy](self)

    @property
    def budget(self) -> int:
        return ALLOWANCE + LASTS[self.strategy]


PASSING = {"Staging", "Shifting", "Switching", "Withdrawing", "Reverting"}
# Where a deployment stands before what is asked of it then brings it to its step.
BEFORE = {
    ("Canary", "Switching"): "Observing", ("BlueGreen", "Switching"): "Warming", ("ABTesting", "Switching"): "Observing",
    ("Direct", "Reverting"): "Serving", ("ABTesting", "Reverting"): "Observing", ("Canary", "Paused"): "Observing",
}
ASKS = {"Switching": "promote", "Reverting": "rollback", "Paused": "pause"}
# Seconds that each takes when nothing goes wrong.
LASTS = {"Direct": 5, "Canary": 40, "BlueGreen": 40, "Rolling": 45, "ABTesting": 40}


def _judged(cell: Cell) -> tuple:
    """Duration and extension: somebody promotes it, it comes to an end soon, or later than the fault."""
    if cell.step == "Withdrawing":
        return "PT2S", "PT0S"
    promoted = "promote" in (cell.meanwhile, cell.then) or cell.step in ("Switching", "Reverting", "Paused")
    return ("PT5M", "PT0S") if promoted else ("PT25S", "PT10S")


def _canary(cell: Cell) -> dict:
    period, extension = _judged(cell)
    return {"canaryConfig": {"steps": [20, 100], "evaluationPeriod": period, "maxExtension": extension}}


def _blue_green(cell: Cell) -> dict:
    if cell.step in ("Shifting", "Observing"):
        return {"blueGreenConfig": {"warmupPeriod": "PT0S", "switchoverType": "Linear", "switchoverPeriod": "PT20S"}}
    return {"blueGreenConfig": {"warmupPeriod": "PT30S", "switchoverType": "Instant"}}


def _rolling(_: Cell) -> dict:
    return {"rollingConfig": {"batchSize": 1, "waitBetweenBatches": "PT10S", "healthCheckTimeout": "PT30S"}}


def _variants(cell: Cell) -> dict:
    duration, extension = _judged(cell)
    return {"abConfig": {"trafficSplit": {"A": 50, "B": 50}, "testDuration": duration, "maxExtension": extension}}


SETTINGS = {"Direct": lambda _: {}, "Canary": _canary, "BlueGreen": _blue_green, "Rolling": _rolling, "ABTesting": _variants}

ROUNDS = {
    "FunctionHost": (
        Cell("Direct", "Switching"),
        Cell("Canary", "Observing", then="promote"),
        Cell("BlueGreen", "Warming"),
        Cell("Rolling", "Observing"),
        Cell("ABTesting", "Reverting"),
    ),
    "OneNode": (
        Cell("Direct", "Staging"),
        Cell("Canary", "Switching"),
        Cell("BlueGreen", "Warming"),
        Cell("Rolling", "Shifting"),
        Cell("ABTesting", "Observing", then="promote"),
    ),
    "AllNodes": (
        Cell("Direct", "Reverting"),
        Cell("Canary", "Observing"),
        Cell("BlueGreen", "Switching"),
        Cell("Rolling", "Observing"),
        Cell("ABTesting", "Shifting"),
    ),
    "DynamoDb": (
        Cell("Direct", "AwaitingApproval", then="approve"),
        Cell("Canary", "Withdrawing"),
        Cell("BlueGreen", "Switching"),
        Cell("Rolling", "Observing"),
        Cell("ABTesting", "Staging"),
    ),
    "S3": (
        Cell("Direct", "Staging"),
        Cell("Canary", "Observing", meanwhile="promote"),
        Cell("BlueGreen", "Shifting"),
        Cell("Rolling", "Observing"),
        Cell("ABTesting", "Switching"),
    ),
    "StepFunctions": (
        Cell("Direct", "Starting", meanwhile="deploy"),
        Cell("Canary", "Paused", meanwhile="resume", then="promote"),
        Cell("BlueGreen", "Staging"),
        Cell("Rolling", "AwaitingApproval", meanwhile="approve"),
        Cell("ABTesting", "Observing", meanwhile="abort"),
    ),
}
