"""The local AWS: MiniStack with IAM enforced, bound to this machine only."""
import json
import os
import re
import shutil
import time
from pathlib import Path

from launcher import processes
from launcher.aws import ROOT as ROOT_CREDENTIALS
from launcher.console import step
from launcher.home import ROOT, STACK, Home, write
from launcher.venv import VENV

NAME = "local-aws"


def environment() -> dict:
    """What every process gets of the person's environment: not their AWS, nor their proxy, nor what changes from shell to shell."""
    kept = {name: os.environ[name] for name in ("HOME", "LANG", "LC_ALL", "TMPDIR", "SSL_CERT_FILE") if name in os.environ}
    return kept | {"PATH": "/usr/local/bin:/usr/bin:/bin", "NO_PROXY": "127.0.0.1,localhost", "no_proxy": "127.0.0.1,localhost"}


def function_names() -> list:
    """The template names its functions `${AWS::StackName}-<name>`."""
    return [f"{STACK}-{name}" for name in re.findall(r"FunctionName: !Sub \$\{AWS::StackName\}-(\S+)", (ROOT / "template.yaml").read_text())]


def ensure(home: Home, host_port: int) -> tuple[str, bool]:
    """The endpoint, and whether it is new: then whatever stood on the old one has lost its ground."""
    process = processes.running(home, NAME)
    if process:
        return f"http://127.0.0.1:{process.port}", False
    state, objects = home.aws / "state", home.aws / "objects"
    saved = list(state.glob("*.json"))
    if not saved:
        shutil.rmtree(state, ignore_errors=True)
        shutil.rmtree(objects, ignore_errors=True)
    _read_streams_from_the_start(state / "lambda.json")
    port = home.port(NAME, 4566)
    forwarded = {f"MINISTACK_LAMBDA_PROXY_{name}": f"http://127.0.0.1:{host_port}/invoke/{name}" for name in function_names()}
    with step("local AWS" + (", with the data of last time" if saved else "")):
        processes.ensure(home, processes.Recipe(
            name=NAME,
            command=[str(VENV / "bin" / "ministack")],
            environment=environment() | ROOT_CREDENTIALS | forwarded | {
                "AUTH": "true",
                "BIND_HOST": "127.0.0.1",
                "MINISTACK_HOST": "127.0.0.1",
                "GATEWAY_PORT": str(port),
                "IOT_MTLS_ENABLED": "0",
                "SFTP_ENABLED": "0",
                "PERSIST_STATE": "1",
                "STATE_DIR": str(state),
                "S3_PERSIST": "1",
                "S3_DATA_DIR": str(objects),
                # It would look after Docker containers, which are none of its business here.
                "DOCKER_HOST": "unix:///nonexistent",
            },
            port=port,
            health=f"http://127.0.0.1:{port}/_ministack/health"))
        processes.wait_until_healthy(home, NAME, 60)
    # It saves when it is asked to stop. Killed, it must not come back with what it saved the time before.
    for file in saved:
        file.unlink()
    return f"http://127.0.0.1:{port}", not saved


def _read_streams_from_the_start(saved: Path) -> None:
    """It keeps how far each mapping has read its table's stream, but not the stream, which begins anew: nothing would be delivered until as much had been
    written again. A mapping recreated by the API would have another id than the stack knows, and a second one after the next deployment."""
    if not saved.exists():
        return
    state = json.loads(saved.read_text())
    positions = state["payload"]["dynamodb_stream_positions"]["data"]
    positions.update(dict.fromkeys(positions, 0))
    write(saved, json.dumps(state))


def wait_for_stack(aws, seconds: float = 120) -> str | None:
    """The stack's status once nothing is in progress; None when there is no stack."""
    deadline = time.monotonic() + seconds
    while True:
        stacks = [s for s in aws("cloudformation").list_stacks()["StackSummaries"] if s["StackName"] == STACK and s["StackStatus"] != "DELETE_COMPLETE"]
        status = stacks[0]["StackStatus"] if stacks else None
        if not status or not status.endswith("_IN_PROGRESS") or status == "REVIEW_IN_PROGRESS" or time.monotonic() > deadline:
            return status
        time.sleep(0.3)
