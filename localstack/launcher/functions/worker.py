"""One process of a function: the deployed jar under Lambda's runtime interface client."""
import subprocess
import threading
from dataclasses import dataclass
from pathlib import Path

from launcher.functions.runtime_client import MAIN, NATIVE_PROPERTY

# Several JVMs share a developer's machine: start fast, stay small.
JVM = ["-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Xmx320m", "--enable-native-access=ALL-UNNAMED"]


@dataclass(frozen=True)
class Configuration:
    name: str
    handler: str
    timeout: int
    memory: int
    role: str
    arn: str
    code_digest: str
    jar: Path
    variables: dict


class Worker:
    def __init__(self, function, number: int, command: list, environment: dict, log: Path):
        self.function, self.number = function, number
        self.ready = self.polling = self.ended = False
        self.current = None
        with open(log, "ab") as output:
            self.process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True)
        threading.Thread(target=self._watch, daemon=True).start()

    def _watch(self) -> None:
        self.function.worker_ended(self, self.process.wait())

    def kill(self) -> None:
        self.process.kill()

    def stop(self) -> None:
        self.process.terminate()

    def join(self, seconds: float) -> None:
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()


def command(java: str, jar: Path, client: str, native: Path, handler: str) -> list:
    return [java, *JVM, f"-D{NATIVE_PROPERTY}={native}", "-cp", f"{jar}:{client}/*", MAIN, handler]


def environment(configuration: Configuration, number: int, runtime_api: str, credentials: dict, extra: dict) -> dict:
    """What the process sees: the function's own variables, and what Lambda itself sets."""
    return {
        "PATH": "/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "TZ": ":UTC",
        "_HANDLER": configuration.handler,
        "AWS_REGION": configuration.arn.split(":")[3],
        "AWS_DEFAULT_REGION": configuration.arn.split(":")[3],
        "AWS_EXECUTION_ENV": "AWS_Lambda_java25",
        "AWS_LAMBDA_FUNCTION_NAME": configuration.name,
        "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(configuration.memory),
        "AWS_LAMBDA_LOG_GROUP_NAME": f"/aws/lambda/{configuration.name}",
        "AWS_LAMBDA_LOG_STREAM_NAME": f"local-{number}",
        "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
        "AWS_LAMBDA_RUNTIME_API": runtime_api,
        "LAMBDA_TASK_ROOT": str(configuration.jar.parent),
        **configuration.variables,
        **credentials,
        **extra,
    }
