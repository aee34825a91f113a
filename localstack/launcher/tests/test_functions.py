"""The function host: Lambda's Runtime API, its timeouts and crashes, and the credentials of each role."""
import calendar
import json
import os
import platform
import sys
import threading
import time
import urllib.error
import urllib.request
import zipfile
from concurrent.futures import ThreadPoolExecutor

import pytest
from conftest import PROGRAMS, eventually
from launcher.functions import credentials, runtime_client
from launcher.functions.host import Host
from launcher.functions.server import Server
from launcher.functions.worker import Configuration
from launcher.home import unused

SECRET = "s3cret"


@pytest.fixture
def host(home):
    """A host whose java is programs/lambda_runtime.py."""
    libraries = home.path / "lib"
    libraries.mkdir()
    with zipfile.ZipFile(libraries / "aws-lambda-java-runtime-interface-client-2.9.0.jar", "w") as jar:
        for libc in ("linux", "linux_musl"):
            for machine in set(runtime_client.MACHINES.values()):
                jar.writestr(f"jni/libaws-lambda-jni.{libc}-{machine}.so", f"{libc} {machine}")
    java = home.path / "java"
    java.write_text(f"#!/bin/sh\nexec {sys.executable} {PROGRAMS / 'lambda_runtime.py'} \"$@\"\n")
    java.chmod(0o755)
    settings = {
        "home": str(home.path), "endpoint": "http://127.0.0.1:1", "stack": "none", "port": unused(), "secret": SECRET, "concurrency": 2,
        "java": str(java), "runtime_client": str(libraries), "variables": {"OF_THE_HOST": "1"}}
    host = Host(settings)
    server = Server(settings["port"], host)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield host
    server.shutdown()
    host.close()
    server.server_close()


@pytest.fixture
def deploy(host):
    def deploy(name: str = "rollout", timeout: int = 20, **variables) -> dict:
        host._replace(Configuration(
            name=name, handler="io.hotswap.Handler", timeout=timeout, memory=512, role=f"arn:aws:iam::1:role/{name}", arn=f"arn:aws:lambda:eu-west-1:1:function:{name}",
            code_digest="d", jar=host.home / "functions/code.jar", variables=variables))
        eventually(lambda: host.health()[name]["warm"], f"{name} is warm")

    return deploy


def request(host, path: str, body: bytes | None = None, **headers) -> tuple:
    asked = urllib.request.Request(f"http://127.0.0.1:{host.settings['port']}/{path}", data=body, headers={name.replace("_", "-"): value for name, value in headers.items()})
    try:
        with urllib.request.urlopen(asked, timeout=30) as response:
            return response.status, json.load(response)
    except urllib.error.HTTPError as refused:
        return refused.code, json.load(refused)


def invoke(host, do: str, name: str = "rollout", headers: dict | None = None, **event) -> tuple:
    return request(host, f"invoke/{name}", json.dumps({"do": do} | event).encode(), **(headers or {}))


def test_an_event_is_answered_by_the_functions_process(host, deploy):
    deploy()
    status, answer = invoke(host, "echo", text="ü" * 5000)
    assert (status, answer["text"]) == (200, "ü" * 5000)
    assert [answer["pid"]] == host.health()["rollout"]["processes"]


def test_a_process_is_told_its_deadline_its_alias_and_the_trace(host, deploy):
    deploy(timeout=20)
    before = time.time()
    _, headers = invoke(host, "headers", headers={"X_Amzn_Trace_Id": "Root=1-a"})
    assert before + 20 <= int(headers["Lambda-Runtime-Deadline-Ms"]) / 1000 + 0.001 <= time.time() + 20
    assert headers["Lambda-Runtime-Invoked-Function-Arn"] == "arn:aws:lambda:eu-west-1:1:function:rollout:live"
    assert headers["Lambda-Runtime-Trace-Id"] == "Root=1-a"


def test_a_handlers_error_is_an_error_of_the_invocation(host, deploy):
    deploy()
    assert invoke(host, "fail") == (500, {"errorType": "IllegalState", "errorMessage": "no"})
    assert invoke(host, "echo")[0] == 200


def test_a_process_that_dies_in_the_middle_is_answered_for_and_replaced(host, deploy):
    deploy()
    before = host.health()["rollout"]["processes"]
    status, answer = invoke(host, "exit")
    assert (status, answer["errorType"]) == (500, "Runtime.ExitError")
    assert answer["errorMessage"].endswith("Runtime exited with error: exit status 7")
    assert invoke(host, "echo")[0] == 200
    assert host.health()["rollout"]["processes"] != before


def test_a_call_that_takes_too_long_is_ended_with_its_process(host, deploy):
    deploy(timeout=1)
    before, = host.health()["rollout"]["processes"]
    began = time.monotonic()
    status, answer = invoke(host, "sleep", seconds=30)
    assert time.monotonic() - began < 15
    assert (status, answer["errorType"]) == (500, "Sandbox.Timedout")
    assert answer["errorMessage"].endswith("Task timed out after 1.00 seconds")
    eventually(lambda: before not in host.health()["rollout"]["processes"] and host.health()["rollout"]["warm"], "another process is warm")


def test_two_calls_at_once_have_a_process_each_and_a_third_waits(host, deploy):
    deploy()
    with ThreadPoolExecutor(3) as pool:
        answers = list(pool.map(lambda _: invoke(host, "sleep", seconds=0.4), range(3)))
    assert {status for status, _ in answers} == {200}
    assert len({answer["pid"] for _, answer in answers}) == 2


def test_a_late_answer_to_an_earlier_call_is_refused(host, deploy):
    deploy()
    invoke(host, "echo")
    assert invoke(host, "again") == (200, {"late": 400})


def test_a_function_that_is_not_deployed_is_not_found(host):
    assert invoke(host, "echo", name="nobody") == (404, {"errorMessage": "nobody is not deployed", "errorType": "ResourceNotFoundException"})


def test_a_process_sees_its_functions_variables_and_nothing_of_the_host(host, deploy, monkeypatch):
    monkeypatch.setenv("AWS_PROFILE", "production")
    deploy(HOTSWAP_BUCKET="artifacts")
    _, seen = invoke(host, "environment")
    environment = seen["environment"]
    assert environment["HOTSWAP_BUCKET"] == "artifacts"
    assert environment["OF_THE_HOST"] == "1"
    assert environment["AWS_REGION"] == "eu-west-1"
    assert environment["_HANDLER"] == "io.hotswap.Handler"
    assert environment["HOTSWAP_TRACE_FILE"] == str(host.home / "traces/rollout-0.jsonl")
    assert "AWS_PROFILE" not in environment
    assert "AWS_ACCESS_KEY_ID" not in environment
    assert seen["arguments"][-1] == "io.hotswap.Handler"


def test_a_function_that_did_not_change_keeps_its_process_and_another_is_replaced(host, deploy):
    deploy()
    before = host.health()["rollout"]["processes"]
    deploy()
    assert host.health()["rollout"]["processes"] == before
    deploy(HOTSWAP_STAGE="other")
    assert host.health()["rollout"]["processes"] != before
    assert invoke(host, "environment")[1]["environment"]["HOTSWAP_STAGE"] == "other"


def test_a_function_that_is_closed_starts_nothing_again(host, deploy):
    deploy()
    function = host.functions["rollout"]
    pid, = host.health()["rollout"]["processes"]
    for process in function.close():
        process.join(10)
    function.warm()
    eventually(lambda: not function.workers, "its process has ended")
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_a_function_that_cannot_start_is_not_warm_and_its_callers_time_out(host):
    configuration = Configuration("broken", "h", 1, 512, "r", "arn:aws:lambda:eu-west-1:1:function:broken", "d", host.home / "code.jar", {"FAILS_TO_START": "1"})
    host._replace(configuration)
    status, answer = invoke(host, "echo", name="broken")
    assert (status, answer["errorType"]) == (500, "Sandbox.Timedout")
    assert not host.health()["broken"]["warm"]
    host.functions["broken"].close()


def test_the_native_part_of_the_client_fits_this_machine_and_a_new_one_replaces_no_file_in_use(host):
    target = host.home / "runtime-client.so"
    with open(target) as in_use:
        runtime_client.unpack(host.home / "lib", target)
        assert in_use.read() == target.read_text()
        assert os.fstat(in_use.fileno()).st_ino != target.stat().st_ino
    assert target.read_text().split()[1] == runtime_client.MACHINES[platform.machine().lower()]


# ---- Credentials ------------------------------------------------------------------------------------


@pytest.fixture
def roles(host):
    """What was assumed, by role; every role has credentials of its own."""
    assumed = []

    def assume(RoleArn, RoleSessionName, DurationSeconds):
        assumed.append(RoleArn)
        return {"Credentials": {"AccessKeyId": RoleArn, "SecretAccessKey": "k", "SessionToken": str(len(assumed))}}

    host.credentials = credentials.Credentials(SECRET, assume)
    host.credentials.roles = {"rollout": "role-of-rollout", "node-QA": "role-of-nodes"}
    return assumed


def ask(host, key: str, shown: str) -> tuple:
    return request(host, f"credentials/{key}", Authorization=shown)


def test_a_process_gets_the_credentials_of_its_own_role_only(host, roles):
    variables = credentials.variables(host.settings["port"], SECRET, "rollout")
    assert variables["AWS_CONTAINER_CREDENTIALS_FULL_URI"] == f"http://127.0.0.1:{host.settings['port']}/credentials/rollout"
    own = variables["AWS_CONTAINER_AUTHORIZATION_TOKEN"]
    status, given = ask(host, "rollout", own)
    assert (status, given["AccessKeyId"]) == (200, "role-of-rollout")
    assert ask(host, "node-QA", own) == (403, {"message": "this role belongs to another process"})
    assert ask(host, "node-QA", "")[0] == 403
    assert roles == ["role-of-rollout"]


def test_a_role_that_the_stack_does_not_have_is_not_found(host, roles):
    assert ask(host, "gone", credentials.token(SECRET, "gone")) == (404, {"message": "the stack has no role gone"})


def test_credentials_are_assumed_once_for_seconds_and_anew_after_a_deployment(host, roles):
    shown = credentials.token(SECRET, "node-QA")
    assert [ask(host, "node-QA", shown)[1]["Token"] for _ in range(3)] == ["1"] * 3
    host.credentials.forget()
    assert ask(host, "node-QA", shown)[1]["Token"] == "2"


def test_credentials_expire_soon_enough_for_an_emulator_that_forgot_them(host, roles):
    told = time.strptime(ask(host, "node-QA", credentials.token(SECRET, "node-QA"))[1]["Expiration"], "%Y-%m-%dT%H:%M:%SZ")
    # The SDK renews 15 minutes before this.
    assert 15 * 60 < calendar.timegm(told) - time.time() <= 15 * 60 + 20


def test_a_host_that_keeps_nothing_warm_starts_a_function_when_it_is_called(host):
    host.settings["warm"] = False
    host._replace(Configuration(
        name="rare", handler="io.hotswap.Handler", timeout=20, memory=512, role="arn:aws:iam::1:role/rare", arn="arn:aws:lambda:eu-west-1:1:function:rare",
        code_digest="d", jar=host.home / "functions/code.jar", variables={}))
    assert host.health()["rare"] == {"warm": False, "processes": []}
    assert invoke(host, "echo", name="rare", text="x")[0] == 200
    assert host.health()["rare"]["warm"]
