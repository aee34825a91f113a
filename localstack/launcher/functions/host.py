"""The function host's process: `python -m launcher.functions.host <settings as JSON>`."""
import json
import os
import signal
import sys
import threading
from pathlib import Path

from launcher.aws import client
from launcher.functions import credentials, deployed, runtime_client, worker
from launcher.functions.function import Function
from launcher.functions.server import Server


class Host:
    def __init__(self, settings: dict):
        self.settings = settings
        self.home = Path(settings["home"])
        self.functions = {}
        self._aws = lambda service: client(service, settings["endpoint"])
        self.credentials = credentials.Credentials(settings["secret"], self._aws("sts").assume_role)
        self._reloading = threading.Lock()
        self._native = runtime_client.unpack(Path(settings["runtime_client"]), self.home / "runtime-client.so")

    def reload(self) -> dict:
        """Makes what runs what is deployed. Unchanged functions keep their processes."""
        with self._reloading:
            code = self.home / "functions"
            configurations = deployed.functions(self._aws, self.settings["stack"], code)
            self.credentials.roles = {c.name: c.role for c in configurations} | deployed.node_roles(self._aws, self.settings["stack"])
            self.credentials.forget()
            for configuration in configurations:
                self._replace(configuration)
            for stale in set(self.functions) - {c.name for c in configurations}:
                self.functions.pop(stale).close()
            for jar in set(code.glob("*.jar")) - {c.jar for c in configurations}:
                jar.unlink()
        return self.health()

    def _replace(self, configuration) -> None:
        old = self.functions.get(configuration.name)
        if old is not None and old.configuration == configuration:
            self._warm(old)
            return
        new = Function(configuration, self._start, self.settings["concurrency"])
        self.functions[configuration.name] = new
        if old is not None:
            for process in old.close():
                process.join(10)
        self._warm(new)

    def _warm(self, function: Function) -> None:
        if self.settings.get("warm", True):
            function.warm()

    def _start(self, function: Function, number: int) -> worker.Worker:
        configuration, port, name = function.configuration, self.settings["port"], function.name
        extra = {"HOTSWAP_TRACE_FILE": str(self.home / "traces" / f"{name}-{number}.jsonl")} | self.settings["variables"]
        if options := self.settings.get("java_tool_options"):
            extra["JAVA_TOOL_OPTIONS"] = options
        environment = worker.environment(
            configuration, number, f"127.0.0.1:{port}/runtime/{name}/{number}",
            credentials.variables(port, self.settings["secret"], name), extra)
        command = worker.command(self.settings["java"], configuration.jar, self.settings["runtime_client"], self._native, configuration.handler)
        return worker.Worker(function, number, command, environment, self.home / "logs" / f"{name}.log")

    def worker(self, function: str, number: int):
        known = self.functions.get(function)
        return known.workers.get(number) if known else None

    def health(self) -> dict:
        return {name: {"warm": any(w.ready for w in f.workers.values()), "processes": [w.process.pid for w in f.workers.values()]} for name, f in self.functions.items()}

    def close(self) -> None:
        stopping = [process for function in self.functions.values() for process in function.close()]
        for process in stopping:
            process.join(8)


def main() -> None:
    host = Host(json.loads(os.environ.pop("HOTSWAP_FUNCTION_HOST")))
    server = Server(host.settings["port"], host)
    signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
    server.serve_forever(poll_interval=0.1)
    host.close()


if __name__ == "__main__":
    sys.exit(main())
