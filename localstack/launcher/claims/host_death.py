"""Plugin hosts and agents are killed under calls."""
import os
import signal
import time

from launcher import nodes, processes, up
from launcher.claims.bench import Bench, Verdict, spread
from launcher.console import Failure
from launcher.load import Load

CLAIM = "the plugin host of a node is killed 20 times under calls: no call of another node fails, and the node answers again by itself; the agent of the node is killed 20 times: no call of any node fails"
TIMES = 20
PATIENCE = 60


def prove(bench: Bench) -> Verdict:
    bench.ensure_markdown()
    victim, *others = bench.nodes()
    figures = {"killed": victim.name, "other_nodes": len(others)}
    if not others:
        raise Failure("One node has no other: ./localstack/up starts two.")
    with _direct(bench, others[0]) as elsewhere:
        with _direct(bench, victim) as own:
            figures |= {f"agent_away_{key}": value for key, value in spread(_agents_killed(bench, victim)).items()}
        figures |= {"calls_of_the_node_while_its_agent_was_killed": len(own.records), "of_them_failed": len(own.failures)}
        figures |= {f"host_away_{key}": value for key, value in spread(_hosts_killed(bench, victim)).items()}
    figures |= {"calls_of_another_node": len(elsewhere.records), "failed_of_another_node": len(elsewhere.failures), "resident": _memory(bench, victim)}
    return Verdict(own.all_answered and elsewhere.all_answered, figures)


def _direct(bench: Bench, node) -> Load:
    """Calls of a node itself: a balancer would send a call elsewhere that its node cannot take."""
    return Load(f"http://127.0.0.1:{node.port}", [bench.tenant_token], clients=2)


def _agents_killed(bench: Bench, node) -> list:
    name, away = nodes.agent_name(node.name), []
    recipe = up.node_recipes(bench.home)[name]
    for _ in range(TIMES):
        agent = processes.known(bench.home)[name]
        os.kill(agent.pid, signal.SIGKILL)
        began = time.monotonic()
        # Its threads end one by one: it may be a zombie that still listens.
        _until(lambda: not agent.alive and not processes.healthy(agent))
        processes.ensure(bench.home, recipe)
        processes.wait_until_healthy(bench.home, name, PATIENCE)
        away.append(time.monotonic() - began)
    return away


def _hosts_killed(bench: Bench, node) -> list:
    away = []
    for _ in range(TIMES):
        # As old as one that has served: those that die young are followed ever later.
        time.sleep(10)
        os.kill(nodes.host(node), signal.SIGKILL)
        began = time.monotonic()
        _until(lambda: bench.serves(node))
        away.append(time.monotonic() - began)
    return away


def _until(reached) -> None:
    deadline = time.monotonic() + PATIENCE
    while not reached():
        if time.monotonic() > deadline:
            raise Failure(f"Not within {PATIENCE} s.")
        time.sleep(0.01)


def _memory(bench: Bench, node) -> dict:
    pids = {"agent": processes.known(bench.home)[nodes.agent_name(node.name)].pid, "supervisor": node.pid, "host": nodes.host(node)}
    return {name: f"{_resident(pid)} MB" for name, pid in pids.items()}


def _resident(pid: int) -> int:
    with open(f"/proc/{pid}/status") as status:
        return next(int(line.split()[1]) // 1024 for line in status if line.startswith("VmRSS"))
