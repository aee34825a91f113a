"""Runtime nodes as processes of this machine, and one load balancer per environment."""
import os
import shutil
import stat
import urllib.parse
from dataclasses import dataclass
from pathlib import Path

from launcher import processes
from launcher.aws import REGION
from launcher.build import AGENT_JAR, BALANCER, RUNTIME, SUPERVISOR
from launcher.console import Failure
from launcher.emulator import environment
from launcher.functions import credentials
from launcher.home import Home

BALANCER_PORTS = {"Development": 8080, "Production": 8081}
READY = "/health/ready"
AGENT = "agent-"
PREFIXES = tuple(f"{prefix}{name.lower()}-" for name in BALANCER_PORTS for prefix in ("", AGENT))
# Serial would be smaller, but stops the node for every collection that a proof of unloading asks for.
COLLECTOR = ("-XX:+UseG1GC", "-XX:+ExplicitGCInvokesConcurrent")
# Handed to the nodes from the environment of `up`.
ISOLATION = ("HOTSWAP_ISOLATION", "HOTSWAP_PROCESS_", "HOTSWAP_LOCK_")
# Who runs plugin code when `up` is run by root, who may become anybody: the owner that the image has.
HOST_USER = 10001
AGENT_JVM = ["-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx96m", "-Xss512k"]
SUPERVISOR_JVM = ["-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx16m", "-Xss256k"]
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
        agents = [_agent(home, ground, name, node) for node in names(name, count)]
        # The balancer knows its nodes by their ports, so it may start first and wait for them.
        found |= {recipe.name: recipe for recipe in [*agents, *nodes, _balancer(home, ground, name, nodes)]}
    return found


def stop_surplus(home: Home, wanted: dict) -> None:
    """Stops nodes and balancers that this `up` has no recipe for."""
    processes.stop(home, [p for p in processes.known(home).values() if p.name.startswith(PREFIXES) and p.name not in wanted])


def forget(home: Home) -> None:
    """Stops all nodes and clears their disks: the account whose plugins they hold is gone."""
    processes.stop(home, [p for p in processes.known(home).values() if p.name.startswith(PREFIXES)])
    for folder in (home.nodes, home.path / "agents"):
        shutil.rmtree(folder, ignore_errors=True)
    home.nodes.mkdir(parents=True)


def wait_until_ready(home: Home, started: dict, seconds: float = 60) -> None:
    for name in started:
        processes.wait_until_healthy(home, name, seconds)


def agent_name(node: str) -> str:
    return f"{AGENT}{node}"


def host(node: processes.Process) -> int:
    """The process that a node's supervisor keeps running: the one that runs plugin code."""
    children = [child for thread in Path(f"/proc/{node.pid}/task").iterdir() for child in (thread / "children").read_text().split()]
    if not children:
        raise Failure(f"{node.name} has no host at this moment.")
    return int(children[0])


def host_user() -> int | None:
    """Another user than the agent's, where there may be one: only then can a plugin not read what the agent has."""
    if os.geteuid() != 0:
        return None
    # In root's own home, nobody else reads the jar.
    return HOST_USER if all(folder.stat().st_mode & stat.S_IXOTH for folder in RUNTIME.parents if folder.exists()) else None


def _shared(home: Home, node: str) -> Path:
    """What agent and host of a node share: the socket, and downloads."""
    return home.path / "agents" / node


def _agent(home: Home, ground: Ground, environment_name: str, node: str) -> processes.Recipe:
    """Has the node's credentials."""
    outputs, shared, user = ground.outputs, _shared(home, node), host_user()
    # The host's group comes in, and what is made there is the group's.
    folders = tuple(processes.Folder(folder, 0o2750, group=user) for folder in (shared, shared / "files"))
    return processes.Recipe(
        name=agent_name(node),
        command=[str(ground.java_home / "bin" / "java"), *AGENT_JVM, "-jar", str(AGENT_JAR)],
        environment=environment() | credentials.variables(ground.host_port, home.secret(), credentials.node_key(environment_name)) | {
            "AWS_REGION": REGION,
            "AWS_ENDPOINT_URL": ground.endpoint,
            "HOTSWAP_ENVIRONMENT": environment_name,
            "HOTSWAP_NODE_ID": node,
            "HOTSWAP_AGENT_SOCKET": str(shared / "agent.sock"),
            "HOTSWAP_AGENT_FILES": str(shared / "files"),
            "HOTSWAP_ROUTING_TABLE": outputs["RoutingTableName"],
            "HOTSWAP_TENANTS_TABLE": outputs["TenantsTableName"],
            "HOTSWAP_SECRETS_KEY": outputs["SecretsKeyArn"],
            "HOTSWAP_NODES_TABLE": outputs[f"{environment_name}NodesTableName"],
            "HOTSWAP_BUCKET": outputs["ArtifactsBucketName"],
            "HOTSWAP_ANOMALIES_QUEUE_URL": outputs[f"{environment_name}AnomaliesQueueUrl"],
        },
        port=0,
        health=f"{processes.LISTENS}{shared / 'agent.sock'}",
        ingredients=(AGENT_JAR,),
        folders=folders)


def _node(home: Home, ground: Ground, environment_name: str, node: str) -> processes.Recipe:
    """A supervisor and the host it keeps running, which runs plugin code without credentials: its environment is empty, its settings are a file."""
    outputs, user = ground.outputs, host_user()
    process = processes.running(home, node)
    port = process.port if process else home.port(node)
    operator = urllib.parse.urlsplit(process.health).port if process else home.port(f"{node}-operator")
    options = os.environ.get("HOTSWAP_JAVA_TOOL_OPTIONS", "")
    isolation = {name: value for name, value in os.environ.items() if name.startswith(ISOLATION)}
    data, settings = home.nodes / node, home.path / "settings" / node
    java = str(ground.java_home / "bin" / "java")
    return processes.Recipe(
        name=node,
        command=[java, *SUPERVISOR_JVM, "-jar", str(SUPERVISOR), java, *JVM, *ground.aot, "-jar", str(RUNTIME), str(settings)],
        environment={"JAVA_TOOL_OPTIONS": options} if options else {},
        settings=(settings, isolation | {
            "HOTSWAP_STAGE": "local",
            "HOTSWAP_ENVIRONMENT": environment_name,
            "HOTSWAP_NODE_ID": node,
            "HOTSWAP_AGENT_SOCKET": str(_shared(home, node) / "agent.sock"),
            "HOTSWAP_HOST": "127.0.0.1",
            "HOTSWAP_PORT": str(port),
            "HOTSWAP_OPERATOR_PORT": str(operator),
            "HOTSWAP_DATA_DIR": str(data),
            "HOTSWAP_PLUGIN_ACCESS": outputs["PluginAccess"],
            "HOTSWAP_DEFAULT_QUOTA": outputs["DefaultQuota"],
            "HOTSWAP_JWKS_URL": f"{ground.endpoint}/{outputs['UserPoolId']}/.well-known/jwks.json",
            "HOTSWAP_TOKEN_ISSUER": outputs["TokenIssuer"],
            "HOTSWAP_TOKEN_AUDIENCE": outputs["PluginCallClientId"],
            "HOTSWAP_TRACE_FILE": str(home.traces / f"{node}.jsonl"),
        }),
        port=port,
        health=f"http://127.0.0.1:{operator}{READY}",
        ingredients=(RUNTIME, SUPERVISOR),
        folders=(processes.Folder(data, user=user, group=user), processes.Folder(settings.parent), processes.Folder(home.traces, 0o1777)),
        user=user)


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
