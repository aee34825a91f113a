"""Every fault at every step of every strategy in memory, and a sample of them on the running stack."""
from launcher.claims import fault_subjects, jvm
from launcher.claims.bench import Bench, Verdict
from launcher.claims.fault_cells import ROUNDS, SETTINGS, Cell
from launcher.claims.fault_drill import Drill, until
from launcher.claims.fault_ledger import Ledger
from launcher.claims.fault_outages import Outages
from launcher.claims.fault_round import Round
from launcher.console import Failure
from launcher.home import ROOT

CLAIM = ("strategy x step x fault, all in memory by a clock that is not real and a sample on the running stack: each ends Succeeded, FailedClean or FailedDirty in its time, "
         "with one default version that every node serves, no place held, no task token unanswered, no execution left")

WIDTH = 34


def prove(bench: Bench) -> Verdict:
    matrix, held = _in_memory()
    with Outages(bench) as outages:
        rows = _live(bench, outages)
    print(_text(rows))
    wrong = [f"{row['strategy']} {row['step']} {row['fault']}: {', '.join(row['wrong'])}" for row in rows if row["wrong"]]
    figures = {"cells_in_memory": matrix["cells"], "cells_live": len(rows), "slowest_live_s": max(row["seconds"] for row in rows)}
    figures |= {"calls_of_nodes": sum(row["nodeCalls"] for row in rows), "calls_refused": sum(row["nodeCallsRefused"] for row in rows)}
    figures |= {f"live_{ending}": sum(row["ending"] == ending for row in rows) for ending in sorted({row["ending"] for row in rows})}
    return Verdict(held and not wrong, figures | {"wrong": wrong or "nothing"}, {"in_memory": matrix, "live": rows})


def _in_memory() -> tuple[dict, bool]:
    domain = ROOT / "functions/domain/target"
    beside = (domain / "classes", domain / "test-classes", ROOT / "functions/deployments/target/hotswap-deployments.jar")
    matrix, held = jvm.figures("statemachines", "io.hotswap.statemachines.FaultMatrix", tests=True, beside=beside)
    return matrix, held


def _live(bench: Bench, outages: Outages) -> list:
    ledger = Ledger(bench.home)
    plugins = {strategy: fault_subjects.register(bench.developer, strategy) for strategy in SETTINGS}
    _serve(bench, ledger, plugins)
    rows = []
    for fault in ROUNDS:
        print(f"  {fault}: {', '.join(f'{cell.strategy} in {cell.step}' for cell in ROUNDS[fault])}", flush=True)
        found = Round(bench, outages, ledger, fault, plugins).run()
        for row in found:
            print(f"  {fault}: {row['strategy']} in {_cell(row)} {', '.join(row['wrong'])}", flush=True)
        rows += found
    return rows


def _serve(bench: Bench, ledger: Ledger, plugins: dict) -> None:
    """Something serves wherever a deployment is going to be disturbed."""
    places = {(cell.strategy, cell.environment) for cells in ROUNDS.values() for cell in cells}
    drills = []
    for strategy, environment in sorted(places):
        if not ledger.document(plugins[strategy], environment).get("defaultVersion"):
            cell = Cell("Direct", "AwaitingApproval" if environment == "Production" else "Serving")
            drills.append(Drill(bench, ledger, cell, plugins[strategy]))
            drills[-1].begin()
    for drill in drills:
        if drill.cell.environment == "Production":
            until(lambda it=drill: it.stands, "it waits for its approvers", 60)
            drill.ask("approve").expect(200)
    until(lambda: all(drill.closed for drill in drills), "the first versions are deployed", 120)
    if failed := [drill.cell for drill in drills if drill.ending() != "Succeeded"]:
        raise Failure(f"The first versions were not deployed: {failed}")


def _text(rows: list) -> str:
    lines = [f"\n  {'on the stack':<12}" + "".join(f"{fault:<{WIDTH}}" for fault in ROUNDS)]
    for strategy in SETTINGS:
        found = {row["fault"]: _cell(row) for row in rows if row["strategy"] == strategy}
        lines.append(f"  {strategy:<12}" + "".join(f"{found.get(fault, '-'):<{WIDTH}}" for fault in ROUNDS))
    return "\n".join([*lines, ""])


def _cell(row: dict) -> str:
    return f"{row['step']}: {row['ending']} {row['seconds']:.0f} s{' WRONG' if row['wrong'] else ''}"
