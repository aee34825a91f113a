"""Runtime nodes as processes of this machine, and one load balancer per environment."""
import os
import shutil
import urllib.parse
from dataclasses import dataclass
from pathlib import Path

from launcher import processes
from launcher.aws import REGION
from launcher.build import BALANCER, RUNTIME
from launcher.emulator import environment
from launcher.functions import credentials
from launcher.home import Home

BALANCER_PORTS = {"Development": 8080, "Production": 8081}
READY = "/health/ready"
PREFIXES = tuple(f"{name.lower()}-" for name in BALANCER_PORTS)
# Serial would be smaller, but stops the node for every collection that a proof of unloading asks for.
COLLECTOR = ("-XX:+UseG1GC", "-XX:+ExplicitGCInvokesConcurrent")
# Handed to the nodes from the environment of `up`.
ISOLATION = ("HOTSWAP_ISOLATION", "HOTSWAP_PROCESS_")
JVM = [*COLLECTOR, "-Xmx512m", "--enable-native-access=ALL-UNNAMED"]


def operator_url(node) -> str:
    """Where a node's own pages are: its health is asked there too."""
    return node.health.removesuffix(READY)


def balancer_name(name: str) -> str:
    return f"{name.lower()}-balancer"


def names(environment_name: str, count: int) -> list:
    return [f"{environment_name.lower()}-{number}" for number in range(1, count + 1)]


@dataclass(frozen=True)
class Ground:
    """What nodes stand on: a JDK, the deployed stack, and where their credentials come from; `aot` are options of the JVM."""

    java_home: Path
    outputs: dict
    endpoint: str
    host_port: int
    aot: list


def recipes(home: Home, ground: Ground, counts: dict) -> dict:
    """Every node and balancer, by name."""
    found = {}
    for name, count in counts.items():
        nodes = [_node(home, ground, name, node) for node in names(name, count)]
        # The balancer knows its nodes by their ports, so it may start first and wait for them.
        found |= {recipe.name: recipe for recipe in [*nodes, _balancer(home, ground, name, nodes)]}
    return found


def stop_surplus(home: Home, wanted: dict) -> None:
    """Stops nodes and balancers that this `up` has no recipe for."""
    processes.stop(home, [p for p in processes.known(home).values() if p.name.startswith(PREFIXES) and p.name not in wanted])


def forget(home: Home) -> None:
    """Stops all nodes and clears their disks: the account whose plugins they hold is gone."""
    processes.stop(home, [p for p in processes.known(home).values() if p.name.startswith(PREFIXES)])
    shutil.rmtree(home.nodes, ignore_errors=True)
    home.nodes.mkdir(parents=True)


def wait_until_ready(home: Home, started: dict, seconds: float = 60) -> None:
    for name in started:
        processes.wait_until_healthy(home, name, seconds)


def _node(home: Home, ground: Ground, environment_name: str, node: str) -> processes.Recipe:
    outputs = ground.outputs
    process = processes.running(home, node)
    port = process.port if process else home.port(node)
    operator = urllib.parse.urlsplit(process.health).port if process else home.port(f"{node}-operator")
    options = os.environ.get("HOTSWAP_JAVA_TOOL_OPTIONS", "")
    isolation = {name: value for name, value in os.environ.items() if name.startswith(ISOLATION)}
    return processes.Recipe(
        name=node,
        command=[str(ground.java_home / "bin" / "java"), *JVM, *ground.aot, "-jar", str(RUNTIME)],
        environment=environment() | credentials.variables(ground.host_port, home.secret(), credentials.node_key(environment_name)) | ({"JAVA_TOOL_OPTIONS": options} if options else {}) | isolation | {
            "AWS_REGION": REGION,
            "AWS_ENDPOINT_URL": ground.endpoint,
            "HOTSWAP_STAGE": "local",
            "HOTSWAP_ENVIRONMENT": environment_name,
            "HOTSWAP_NODE_ID": node,
            "HOTSWAP_HOST": "127.0.0.1",
            "HOTSWAP_PORT": str(port),
            "HOTSWAP_OPERATOR_PORT": str(operator),
            "HOTSWAP_DATA_DIR": str(home.nodes / node),
            "HOTSWAP_ROUTING_TABLE": outputs["RoutingTableName"],
            "HOTSWAP_TENANTS_TABLE": outputs["TenantsTableName"],
            "HOTSWAP_SECRETS_KEY": outputs["SecretsKeyArn"],
            "HOTSWAP_PLUGIN_ACCESS": outputs["PluginAccess"],
            "HOTSWAP_DEFAULT_QUOTA": outputs["DefaultQuota"],
            "HOTSWAP_NODES_TABLE": outputs[f"{environment_name}NodesTableName"],
            "HOTSWAP_BUCKET": outputs["ArtifactsBucketName"],
            "HOTSWAP_ANOMALIES_QUEUE_URL": outputs[f"{environment_name}AnomaliesQueueUrl"],
            "HOTSWAP_JWKS_URL": f"{ground.endpoint}/{outputs['UserPoolId']}/.well-known/jwks.json",
            "HOTSWAP_TOKEN_ISSUER": outputs["TokenIssuer"],
            "HOTSWAP_TOKEN_AUDIENCE": outputs["PluginCallClientId"],
            "HOTSWAP_TRACE_FILE": str(home.traces / f"{node}.jsonl"),
        },
        port=port,
        health=f"http://127.0.0.1:{operator}{READY}",
        ingredients=(RUNTIME,))


def _balancer(home: Home, ground: Ground, environment_name: str, nodes: list) -> processes.Recipe:
    name = balancer_name(environment_name)
    process = processes.running(home, name)
    port = process.port if process else home.port(name, BALANCER_PORTS[environment_name])
    return processes.Recipe(
        name=name,
        command=[str(ground.java_home / "bin" / "java"), "-XX:+UseSerialGC", "-Xmx96m", "--enable-native-access=ALL-UNNAMED", "-jar", str(BALANCER), str(port), *(f"http://127.0.0.1:{node.port},{node.health.removesuffix(READY)}" for node in nodes)],
        environment=environment(),
        port=port,
        health=f"http://127.0.0.1:{port}{READY}",
        ingredients=(BALANCER,))
