"""What the deployed stack says about its functions: configuration, code, roles."""
import hashlib
import urllib.request
from pathlib import Path

from launcher.functions.credentials import node_key
from launcher.functions.worker import Configuration

NODE_ROLE = "NodeRoleArn"


def functions(aws, stack: str, code: Path) -> list:
    resources = aws("cloudformation").describe_stack_resources(StackName=stack)["StackResources"]
    names = [resource["PhysicalResourceId"] for resource in resources if resource["ResourceType"] == "AWS::Lambda::Function"]
    return [_configuration(aws("lambda").get_function(FunctionName=name), code) for name in names]


def node_roles(aws, stack: str) -> dict:
    """By the key of its credentials: every environment's nodes have their own."""
    outputs = aws("cloudformation").describe_stacks(StackName=stack)["Stacks"][0]["Outputs"]
    return {node_key(output["OutputKey"].removesuffix(NODE_ROLE)): output["OutputValue"] for output in outputs if output["OutputKey"].endswith(NODE_ROLE)}


def _configuration(described: dict, code: Path) -> Configuration:
    function = described["Configuration"]
    return Configuration(
        name=function["FunctionName"],
        handler=function["Handler"],
        timeout=function["Timeout"],
        memory=function["MemorySize"],
        role=function["Role"],
        arn=function["FunctionArn"],
        code_digest=function["CodeSha256"],
        jar=_download(described["Code"]["Location"], function["CodeSha256"], code),
        variables=function.get("Environment", {}).get("Variables", {}),
    )


def _download(location: str, digest: str, code: Path) -> Path:
    """The code as it was deployed, not as it lies in the build directory now."""
    jar = code / f"{hashlib.sha256(digest.encode()).hexdigest()[:16]}.jar"
    if not jar.exists():
        code.mkdir(parents=True, exist_ok=True)
        partial = jar.with_suffix(".partial")
        with urllib.request.urlopen(location) as response, open(partial, "wb") as output:
            while chunk := response.read(1 << 20):
                output.write(chunk)
        partial.rename(jar)
    return jar
