"""Clients that call a plugin steadily and remember every answer."""
import http.client
import random
import threading
import time
from collections import defaultdict
from dataclasses import dataclass, field

from launcher.client import Connection

DOCUMENT = b"# A document\n\nWith *some* text, a list and a table.\n\n- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"


@dataclass
class Record:
    began: float
    seconds: float
    version: str
    generation: str
    node: str
    plugin: str = "markdown"


@dataclass
class Load:
    """`with Load(url, tokens) as load:` calls from 4 clients, each time as anybody of them, until the block ends."""

    url: str
    tokens: list
    clients: int = 4
    pause: float = 0.005
    records: list = field(default_factory=list)
    failures: list = field(default_factory=list)
    # By version: what a caller whom it answered last sends from then on.
    documents: dict = field(default_factory=dict)
    _served: dict = field(default_factory=dict)

    def __enter__(self) -> "Load":
        self._running = True
        self._threads = [threading.Thread(target=self._call_until_told, daemon=True) for _ in range(self.clients)]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_) -> None:
        self._running = False
        for thread in self._threads:
            thread.join()

    def _call_until_told(self) -> None:
        connection = Connection(self.url, timeout=30)
        while self._running:
            token = random.choice(self.tokens)
            plugin = self.plugin()
            document = self.documents.get(self._served.get(token), DOCUMENT)
            began = time.monotonic()
            try:
                answer = connection.call("POST", f"/api/v1/plugins/{plugin}/invoke/render", token, document, {"Content-Type": "text/markdown"})
            except (OSError, http.client.HTTPException) as fault:
                self.failures.append(f"{type(fault).__name__}: {fault}")
                continue
            version, generation = (answer.headers.get(f"hotswap-{it}") for it in ("plugin-version", "generation"))
            if answer.status == 200 and version and generation:
                self._served[token] = version
                self.records.append(Record(began, answer.seconds, version, generation, answer.headers.get("hotswap-node", ""), plugin))
            elif answer.status == 200:
                self.failures.append("200 without hotswap-plugin-version or hotswap-generation")
            else:
                self.failures.append(f"{answer.status}: {answer.body[:300].decode(errors='replace')}")
            time.sleep(self.pause)

    def plugin(self) -> str:
        return "markdown"

    @property
    def all_answered(self) -> bool:
        """Of no calls nothing can be said."""
        return bool(self.records) and not self.failures

    def between(self, began: float, ended: float) -> list:
        return [record for record in self.records if began <= record.began < ended]

    def versions_by_generation(self) -> dict:
        seen = defaultdict(set)
        for record in list(self.records):
            seen[int(record.generation)].add(record.version)
        return dict(seen)
