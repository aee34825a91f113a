"""One fault, and the deployments that it meets at once, each at a step of its own."""
import http.client
import threading
import time

from launcher.claims.bench import Bench
from launcher.claims.fault_cells import ROUNDS
from launcher.claims.fault_drill import Drill, now, until
from launcher.claims.fault_ledger import Ledger
from launcher.claims.fault_outages import NODES, OUTAGE, Outages
from launcher.claims.fault_watch import Watch
from launcher.console import Failure


class Round:
    def __init__(self, bench: Bench, outages: Outages, ledger: Ledger, fault: str, plugins: dict):
        self._bench, self._outages, self._ledger, self._fault = bench, outages, ledger, fault
        self.drills = [Drill(bench, ledger, cell, plugins[cell.strategy]) for cell in ROUNDS[fault]]
        self._asked, self.watch = [], Watch(bench)

    def run(self) -> list:
        try:
            self._to_their_steps()
            self._settle()
            if self._fault in NODES:
                self._outages.bring_nodes_back()
            return [self._row(drill) for drill in self.drills]
        except BaseException:
            self._outages.end(self._fault)
            for drill in self.drills:
                drill.give_up()
            raise

    def _to_their_steps(self) -> None:
        for drill in self.drills:
            drill.begin()
        until(lambda: all(drill.stands for drill in self.drills), "all deployments stand before their steps", 120)
        late = [drill for drill in self.drills if drill.comes_from_the_start and drill.cell.step != "Staging"]
        self._push(late)
        # With one node that does not follow, the steps that wait for all nodes last for seconds.
        with self._outages.one_node_held():
            self._push([drill for drill in self.drills if drill not in late])
            self._strike()
        self._await_end_of_fault()

    def _push(self, drills: list) -> None:
        for drill in drills:
            drill.push()
        until(lambda: all(drill.there for drill in drills), f"at their steps: {[drill.cell for drill in drills]}", 60, pause=0.02)

    def _strike(self) -> None:
        began = now()
        for drill in self.drills:
            drill.began = began
        self._outages.begin(self._fault)
        for drill in self.drills:
            if self._fault == "StepFunctions" and drill.id:
                self._ledger.lose(drill.id)
            if drill.cell.meanwhile:
                self._ask(drill, drill.cell.meanwhile)

    def _await_end_of_fault(self) -> None:
        while now() - self.drills[0].began < OUTAGE:
            self._look()
        self._outages.end(self._fault)
        for thread in self._asked:
            thread.join(60)
        for drill in self.drills:
            if drill.cell.then:
                self._ask(drill, drill.cell.then)

    def _ask(self, drill: Drill, what: str) -> None:
        """Nobody waits for the answer: during a fault there may be none."""
        def ask() -> None:
            try:
                answer = drill.ask(what)
                print(f"  {self._fault}: {what} {drill.cell.strategy}: {answer.status}", flush=True)
            except (OSError, http.client.HTTPException, Failure) as fault:
                print(f"  {self._fault}: {what} {drill.cell.strategy}: {fault}", flush=True)

        thread = threading.Thread(target=ask, daemon=True)
        thread.start()
        self._asked.append(thread)

    def _settle(self) -> None:
        """Until all have ended and nothing of them runs, or their time is up."""
        ids = {drill.id for drill in self.drills}
        while any(now() - drill.began < drill.cell.budget for drill in self.drills):
            if all(drill.closed for drill in self.drills) and not ids.intersection(of for _, of in self._ledger.running()):
                return
            self._look()

    def _look(self) -> None:
        self.watch.look([drill.cell.strategy for drill in self.drills if drill.cell.environment == "Development"])
        # Too seldom for the triggers of automatic rollback, which want 100 calls: this is not their test.
        time.sleep(2)

    def _row(self, drill: Drill) -> dict:
        cell = drill.cell
        wrong = drill.left_behind() + self.watch.two_versions(cell.strategy) + self._nodes_serve_otherwise(drill)
        if refused := drill.place_is_free():
            wrong.append(refused)
        return {"strategy": cell.strategy, "step": drill.met(), "fault": self._fault, "environment": cell.environment,
                "ending": drill.ending(), "seconds": round(drill.took(), 1), "budgetSeconds": cell.budget, "deployment": drill.id,
                "nodeCalls": self.watch.calls[cell.strategy], "nodeCallsRefused": self.watch.refused[cell.strategy], "wrong": wrong}

    def _nodes_serve_otherwise(self, drill: Drill) -> list:
        wanted, deadline = drill.serves(), time.monotonic() + 30
        while True:
            served = {node.name: self.watch.version(node, drill.cell.strategy) for node in self.watch.nodes(drill.cell.environment)}
            behind = [f"{node} serves {version}, not {wanted}" for node, version in served.items() if version != wanted]
            if not behind or time.monotonic() > deadline:
                return behind
            time.sleep(0.2)
