"""What the launcher takes from template.yaml, samconfig.toml and openapi.yaml, and whether the local stack has what AWS would have."""
import re
import tomllib
import urllib.parse
from pathlib import Path

import pytest
import yaml
from launcher import build, emulator, nodes, processes, stack
from launcher.console import Failure
from launcher.functions import worker
from launcher.home import ROOT, STACK
from samcli.yamlhelper import yaml_parse

TEMPLATE = yaml_parse((ROOT / "template.yaml").read_text())
ENVIRONMENT = yaml_parse((ROOT / "environment.yaml").read_text())
FUNCTIONS = {name: it["Properties"] for name, it in TEMPLATE["Resources"].items() if it["Type"] == "AWS::Serverless::Function"}
# What only a container on ECS is given, and what only a process of this machine is.
ON_ECS = {"HOTSWAP_OPERATOR_HOST"}
ON_THIS_MACHINE = {"HOTSWAP_HOST", "HOTSWAP_NODE_ID", "HOTSWAP_TRACE_FILE"}


class Outputs(dict):
    """The stack's: a value for every name, and which were asked for."""

    def __missing__(self, name: str) -> str:
        self[name] = f"the-{name}"
        return self[name]


@pytest.fixture
def ground():
    return nodes.Ground(Path("/jdk"), Outputs(), "http://127.0.0.1:4566", 5000, ["-XX:AOTCache=/aot"])


def test_the_emulator_hands_every_function_of_the_template_to_the_host():
    named = {it["FunctionName"]["Fn::Sub"].replace("${AWS::StackName}", STACK) for it in FUNCTIONS.values()}
    assert len(named) == len(FUNCTIONS) > 5
    assert set(emulator.function_names()) == named
    assert len(emulator.function_names()) == len(named)


def test_every_functions_code_is_built_and_watched_for_changes():
    assert {str(jar.relative_to(ROOT)) for jar in build.FUNCTIONS} == {it["CodeUri"] for it in FUNCTIONS.values()}


def test_every_function_has_a_role_of_its_own_whose_credentials_the_host_hands_out():
    roles = [str(it["Role"]) for it in FUNCTIONS.values() if "Role" in it]
    assert len(set(roles)) == len(roles)
    configuration = worker.Configuration("f", "h", 1, 512, "r", "arn:aws:lambda:us-east-1:1:function:f", "d", Path("/code.jar"), {"AWS_CONTAINER_AUTHORIZATION_TOKEN": "of the template"})
    environment = worker.environment(configuration, 0, "127.0.0.1:1", {"AWS_CONTAINER_AUTHORIZATION_TOKEN": "own"}, {})
    assert environment["AWS_CONTAINER_AUTHORIZATION_TOKEN"] == "own"


@pytest.mark.parametrize("environment", ["default", "prod", "local"])
def test_what_samconfig_gives_are_parameters_of_the_template(environment):
    written = tomllib.loads((ROOT / "samconfig.toml").read_text())[environment]["deploy"]["parameters"]["parameter_overrides"]
    given = re.findall(r"(\w+)=", written)
    assert given
    assert set(given) <= set(TEMPLATE["Parameters"])


def test_the_template_is_deployed_to_where_the_endpoint_really_is():
    assert "EndpointUrl=http://127.0.0.1:9999 " in stack._parameters("http://127.0.0.1:9999")
    assert "4566" not in stack._parameters("http://127.0.0.1:9999")


def test_parameters_that_are_asked_for_come_last_and_are_deployed_anew(monkeypatch):
    monkeypatch.setattr(stack, "FUNCTIONS", [])  # jars, which tests do not need to be built for
    more = {"AuditRetentionDays": 30}
    asked = stack._parameters("http://127.0.0.1:9999", more)
    assert asked.endswith(" AuditRetentionDays=30")
    assert stack._digest(asked) != stack._digest(stack._parameters("http://127.0.0.1:9999"))


def test_a_node_is_given_what_its_container_on_ecs_is_given(home, ground):
    containers = {it["Name"]: {variable["Name"] for variable in it["Environment"]} for it in ENVIRONMENT["Resources"]["NodeTask"]["Properties"]["ContainerDefinitions"]}
    recipes = nodes.recipes(home, ground, {"Development": 1})
    agent = {name for name in recipes["agent-development-1"].environment if name.startswith("HOTSWAP_")}
    host = set(recipes["development-1"].settings[1])
    assert containers["agent"] ^ agent == {"HOTSWAP_NODE_ID"}
    assert containers["runtime"] - host == ON_ECS
    assert host - containers["runtime"] == ON_THIS_MACHINE


def test_nodes_need_only_outputs_that_the_template_has(home, ground):
    nodes.recipes(home, ground, {"Development": 1, "Production": 1})
    assert ground.outputs
    assert set(ground.outputs) <= set(TEMPLATE["Outputs"])


def test_a_node_has_the_table_the_queue_and_the_credentials_of_its_own_environment(home, ground):
    recipes = nodes.recipes(home, ground, {"Development": 1, "Production": 1})
    for environment in ("Development", "Production"):
        given = recipes[f"agent-{environment.lower()}-1"].environment
        assert given["HOTSWAP_NODES_TABLE"] == f"the-{environment}NodesTableName"
        assert given["HOTSWAP_ANOMALIES_QUEUE_URL"] == f"the-{environment}AnomaliesQueueUrl"
        assert given["AWS_CONTAINER_CREDENTIALS_FULL_URI"].endswith(f"/credentials/node-{environment}")


def test_nodes_of_one_machine_share_neither_ports_nor_disks(home, ground):
    recipes = nodes.recipes(home, ground, {"Development": 3, "Production": 1})
    hosts = {name: it for name, it in recipes.items() if it.settings}
    assert set(hosts) == {"development-1", "development-2", "development-3", "production-1"}
    assert set(recipes) == set(hosts) | {nodes.agent_name(name) for name in hosts} | {"development-balancer", "production-balancer"}
    ports = [it.port for it in recipes.values() if it.port] + [urllib.parse.urlsplit(it.health).port for it in hosts.values()]
    assert len(set(ports)) == len(ports) == 10
    for name in ("HOTSWAP_DATA_DIR", "HOTSWAP_TRACE_FILE", "HOTSWAP_PORT", "HOTSWAP_NODE_ID", "HOTSWAP_AGENT_SOCKET"):
        assert len({it.settings[1][name] for it in hosts.values()}) == 4
    for name in hosts:
        assert recipes[name].settings[1]["HOTSWAP_AGENT_SOCKET"] == recipes[nodes.agent_name(name)].environment["HOTSWAP_AGENT_SOCKET"]
    assert recipes["production-1"].settings[1]["HOTSWAP_ENVIRONMENT"] == "Production"


def test_whoever_runs_plugin_code_has_neither_environment_nor_credentials(home, ground):
    recipes = nodes.recipes(home, ground, {"Development": 1})
    assert recipes["development-1"].environment == {}
    assert not any(name.startswith("AWS_") for name in recipes["development-1"].settings[1])
    assert any(name.startswith("AWS_") for name in recipes["agent-development-1"].environment)


def test_a_balancer_knows_the_nodes_of_its_environment_and_where_their_health_is(home, ground):
    recipes = nodes.recipes(home, ground, {"Development": 2, "Production": 1})
    for environment, count in (("development", 2), ("production", 1)):
        expected = [f"http://127.0.0.1:{recipes[f'{environment}-{n + 1}'].port},{nodes.operator_url(recipes[f'{environment}-{n + 1}'])}" for n in range(count)]
        assert recipes[f"{environment}-balancer"].command[-count:] == expected


def test_a_second_look_at_the_same_home_finds_the_same_recipes(home, ground, monkeypatch):
    first = nodes.recipes(home, ground, {"Development": 2})
    # Whoever types `up` in another shell restarts nothing.
    monkeypatch.setenv("AWS_PROFILE", "production")
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy")
    monkeypatch.setenv("SHLVL", "7")
    assert nodes.recipes(home, ground, {"Development": 2}) == first


def test_nothing_of_a_persons_aws_or_proxy_reaches_a_process(monkeypatch):
    for name in ("AWS_PROFILE", "AWS_ACCESS_KEY_ID", "HTTPS_PROXY", "JAVA_TOOL_OPTIONS"):
        monkeypatch.setenv(name, "mine")
    assert "mine" not in emulator.environment().values()


def test_isolation_is_handed_to_nodes(home, ground, monkeypatch):
    monkeypatch.setenv("HOTSWAP_ISOLATION", "process")
    monkeypatch.setenv("HOTSWAP_PROCESS_MEMORY", "64MB")
    monkeypatch.setenv("HOTSWAP_LOCK_LEAST", "UID")
    environment = nodes.recipes(home, ground, {"Development": 1})["development-1"].settings[1]
    assert (environment["HOTSWAP_ISOLATION"], environment["HOTSWAP_PROCESS_MEMORY"], environment["HOTSWAP_LOCK_LEAST"]) == ("process", "64MB", "UID")


def test_fewer_nodes_than_before_stop_the_surplus_only(home, started, ground):
    staying, surplus, other = started("development-1"), started("development-2"), started("functions")
    nodes.stop_surplus(home, nodes.recipes(home, ground, {"Development": 1}))
    assert (staying.alive, surplus.alive, other.alive) == (True, False, True)


def test_nodes_whose_account_is_gone_forget_their_plugins(home, started):
    node, other = started("production-1"), started("functions")
    (home.nodes / "production-1/binaries").mkdir(parents=True)
    nodes.forget(home)
    assert (node.alive, other.alive) == (False, True)
    assert list(home.nodes.iterdir()) == []
    assert list(processes.known(home)) == ["functions"]


def test_sam_sees_the_local_aws_only_and_its_failure_is_shown(home, tmp_path, monkeypatch):
    sam = tmp_path / "bin/sam"
    sam.parent.mkdir()
    sam.write_text('#!/bin/sh\necho "$@"\nenv | sort | grep -E "^(AWS|SAM)"\necho "the change set is empty"\nexit 1\n')
    sam.chmod(0o755)
    monkeypatch.setattr(stack, "VENV", tmp_path)
    monkeypatch.setenv("AWS_PROFILE", "production")
    with pytest.raises(Failure, match=r"(?s)sam deploy failed\..*the change set is empty"):
        stack._sam_deploy(home, "http://127.0.0.1:9999")
    seen = home.log("sam-deploy").read_text()
    assert seen.startswith("deploy --config-env local --parameter-overrides Stage=local EndpointUrl=http://127.0.0.1:9999")
    assert "AWS_ENDPOINT_URL=http://127.0.0.1:9999\n" in seen
    assert "AWS_CONFIG_FILE=/dev/null\n" in seen
    assert "production" not in seen


def test_every_gateway_response_of_the_api_can_be_sent_to_the_emulator():
    found = yaml.safe_load((ROOT / "functions/openapi.yaml").read_text())["x-amazon-apigateway-gateway-responses"]
    assert found
    for kind, response in found.items():
        assert {"responseParameters", "responseTemplates"} <= set(response), kind
