"""The template, deployed to the local endpoint by `sam deploy`, as it would be to AWS."""
import functools
import hashlib
import re
import subprocess
import tomllib

from launcher.aws import ROOT as ROOT_CREDENTIALS
from launcher.aws import client
from launcher.build import FUNCTIONS
from launcher.console import Failure, step
from launcher.emulator import environment, wait_for_stack
from launcher.home import ROOT, STACK, Home
from launcher.venv import VENV

STANDS = {"CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE"}


def ensure(home: Home, endpoint: str, parameters: dict | None = None) -> bool:
    """Deploys when anything of it changed; True if it did. `parameters` come after those of samconfig.toml."""
    aws = functools.partial(client, endpoint=endpoint)
    wanted = _digest(_parameters(endpoint, parameters))
    status = wait_for_stack(aws)
    if status in STANDS and home.state()["deployed"].get("digest") == wanted:
        return False
    with step("sam deploy"):
        if status and status not in STANDS:
            aws("cloudformation").delete_stack(StackName=STACK)
            wait_for_stack(aws)
        _sam_deploy(home, endpoint, parameters)
        deployed = outputs(endpoint)
        _gateway_responses(endpoint, deployed["ApiId"])
        _lock(endpoint, deployed["DigestsBucketName"])
    state = home.state()
    state["deployed"] = {"digest": wanted, "endpoint": endpoint, "outputs": deployed}
    home.save(state)
    return True


def outputs(endpoint: str) -> dict:
    described = client("cloudformation", endpoint).describe_stacks(StackName=STACK)["Stacks"][0]
    return {output["OutputKey"]: output.get("OutputValue", "") for output in described["Outputs"]}


def _sam_deploy(home: Home, endpoint: str, parameters: dict | None = None) -> None:
    log = home.log("sam-deploy")
    command = [str(VENV / "bin" / "sam"), "deploy", "--config-env", "local", "--parameter-overrides", _parameters(endpoint, parameters)]
    with open(log, "w") as output:
        done = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=output, stderr=output, env=environment() | ROOT_CREDENTIALS | {
            "AWS_ENDPOINT_URL": endpoint,
            "AWS_CONFIG_FILE": "/dev/null",
            "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
            "SAM_CLI_TELEMETRY": "0",
            # It looks every 5 s otherwise.
            "SAM_CLI_POLL_DELAY": "0.5",
        })
    if done.returncode:
        raise Failure("sam deploy failed.", log)


def _parameters(endpoint: str, more: dict | None = None) -> str:
    """What samconfig.toml says, at the address where the endpoint really is, and what is asked for beside it."""
    written = tomllib.loads((ROOT / "samconfig.toml").read_text())["local"]["deploy"]["parameters"]["parameter_overrides"]
    return " ".join([re.sub(r"EndpointUrl=\S+", f"EndpointUrl={endpoint}", written), *(f"{name}={value}" for name, value in (more or {}).items())])


def _gateway_responses(endpoint: str, api: str) -> None:
    """What the gateway says by itself stands in openapi.yaml; the emulator reads it only from its own API."""
    import yaml

    document = yaml.safe_load((ROOT / "functions/openapi.yaml").read_text())
    for kind, response in document["x-amazon-apigateway-gateway-responses"].items():
        status = {"statusCode": str(response["statusCode"])} if "statusCode" in response else {}
        client("apigateway", endpoint).put_gateway_response(
            restApiId=api, responseType=kind, responseParameters=response["responseParameters"], responseTemplates=response["responseTemplates"], **status)
    client("apigateway", endpoint).create_deployment(restApiId=api, stageName="local")


def _lock(endpoint: str, bucket: str) -> None:
    """What is put there stays there, as template.yaml has it; the emulator reads it only from its own API. A day, because nobody keeps a local stack longer."""
    client("s3", endpoint).put_object_lock_configuration(
        Bucket=bucket, ObjectLockConfiguration={"ObjectLockEnabled": "Enabled", "Rule": {"DefaultRetention": {"Mode": "COMPLIANCE", "Days": 1}}})


def _digest(overrides: str) -> str:
    digest = hashlib.sha256(overrides.encode())
    files = [ROOT / "template.yaml", ROOT / "environment.yaml", ROOT / "samconfig.toml", ROOT / "functions/openapi.yaml", *sorted((ROOT / "statemachines").glob("*.asl.json")), *FUNCTIONS]
    for file in files:
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()
