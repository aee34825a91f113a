"""Asks every node, again and again while a fault lasts and after it, which version it serves."""
import http.client
from collections import Counter, defaultdict

from launcher import processes
from launcher.claims import fault_subjects
from launcher.claims.bench import Bench
from launcher.client import Answer, Connection


class Watch:
    def __init__(self, bench: Bench):
        self._bench = bench
        self._seen = defaultdict(lambda: defaultdict(set))
        self.calls, self.refused = Counter(), Counter()

    def look(self, strategies: list) -> None:
        for node in self.nodes("Development"):
            for strategy in strategies:
                try:
                    self._take(strategy, node, self._echo(node, strategy))
                except (OSError, http.client.HTTPException):
                    # It was killed a moment ago: nobody waits for an answer of it.
                    continue

    def _take(self, strategy: str, node, answer: Answer) -> None:
        self.calls[strategy] += 1
        if answer.status != 200:
            self.refused[strategy] += 1
            print(f"  {node.name} answered {answer.status} for {strategy}: {answer.body.decode(errors='replace')[:200]}", flush=True)
        else:
            self._seen[strategy][answer.headers["hotswap-generation"]].add(answer.headers["hotswap-plugin-version"])

    def two_versions(self, strategy: str) -> list:
        """Generations under which two nodes gave one tenant different versions; only Rolling may do that."""
        return [f"generation {number}: {sorted(versions)}" for number, versions in self._seen[strategy].items() if len(versions) > 1 and strategy != "Rolling"]

    def nodes(self, environment: str) -> list:
        prefix = f"{environment.lower()}-"
        return [p for name, p in processes.known(self._bench.home).items() if name.startswith(prefix) and not name.endswith("-balancer") and p.alive]

    def version(self, node, strategy: str) -> str | None:
        answer = self._echo(node, strategy)
        return answer.headers.get("hotswap-plugin-version") if answer.status == 200 else None

    def _echo(self, node, strategy: str) -> Answer:
        path = f"/api/v1/plugins/{fault_subjects.name(strategy)}/invoke/echo"
        return Connection(f"http://127.0.0.1:{node.port}", timeout=5).call("POST", path, self._bench.tenant_token, b"x")
