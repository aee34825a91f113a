"""Breaks the running stack in the ways that the fault matrix names, and makes it whole again."""
import contextlib
import os
import signal
import urllib.parse

from launcher import function_host, java, nodes, processes, up
from launcher.claims.bench import Bench
from launcher.claims.fault_proxy import Relays

SERVICES = {"DynamoDb": "DYNAMODB", "S3": "S3", "StepFunctions": "SFN"}
NODES = ("OneNode", "AllNodes")
OUTAGE = 20.0


class Outages:
    """`with` it, function host and nodes reach three services through relays; afterwards directly, as before."""

    def __init__(self, bench: Bench):
        self._home = bench.home
        self._endpoint = bench.home.state()["deployed"]["endpoint"]
        self._recipes = up.node_recipes(bench.home)

    def __enter__(self) -> "Outages":
        upstream = urllib.parse.urlsplit(self._endpoint).port
        self._relays = Relays(upstream, tuple(SERVICES.values()))
        self._variables = {f"AWS_ENDPOINT_URL_{service}": f"http://127.0.0.1:{port}" for service, port in self._relays.ports.items()}
        try:
            self.bring_functions_back()
            self.bring_nodes_back()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_) -> None:
        # What runs has other variables than `up` gives, or does not run: either way it is started as usual.
        print("  bringing the stack back as it was: ./localstack/up --no-demo", flush=True)
        for service in SERVICES.values():
            self._relays.fail(service, False)
        up.again(self._home)
        self._relays.close()

    @contextlib.contextmanager
    def one_node_held(self):
        """A node that stands still: it follows no document until it is let go, and has not died yet."""
        node = self._nodes()[0]
        held = nodes.host(node)
        os.kill(held, signal.SIGSTOP)
        try:
            yield
        finally:
            if node.alive:
                os.kill(held, signal.SIGCONT)

    def begin(self, fault: str) -> None:
        match fault:
            case "FunctionHost":
                self._kill_functions()
            case "OneNode":
                self._kill(self._nodes()[:1])
            case "AllNodes":
                self._kill(self._nodes())
            case _:
                self._relays.fail(SERVICES[fault])

    def end(self, fault: str) -> None:
        """Nodes that were killed stay dead: whoever waits must get on without."""
        if fault == "FunctionHost":
            self.bring_functions_back()
        elif fault in SERVICES:
            self._relays.fail(SERVICES[fault], False)

    def bring_functions_back(self) -> None:
        port = self._home.state()["ports"][function_host.NAME]
        function_host.ensure(self._home, self._endpoint, port, java.home(), self._variables)
        function_host.load(self._home)
        function_host.wait_until_warm(self._home, 120)

    def bring_nodes_back(self) -> None:
        names = [name for name in self._recipes if not name.endswith("-balancer")]
        for name in names:
            recipe = self._recipes[name]
            # Agents alone reach AWS.
            processes.ensure(self._home, recipe if recipe.settings else recipe.given(self._variables))
        for name in names:
            processes.wait_until_healthy(self._home, name, 90)

    def _nodes(self) -> list:
        return [p for name, p in sorted(processes.known(self._home).items()) if name in self._recipes and self._recipes[name].settings and p.alive]

    def _kill_functions(self) -> None:
        children = [pid for function in function_host.health(self._home).values() for pid in function["processes"]]
        # The host first: it would start its functions again.
        self._kill([processes.known(self._home)[function_host.NAME]])
        for pid in children:
            _kill(pid)

    def _kill(self, victims: list) -> None:
        for process in victims:
            _kill(process.pid)


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        # It died with its host.
        return
