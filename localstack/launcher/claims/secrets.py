"""A tenant's secret is where it is said to be and nowhere else, and changes under calls."""
import json
import secrets
import time

from launcher import function_host, nodes, processes
from launcher.aws import client
from launcher.claims.bench import Bench, Verdict, percentile
from launcher.claims.secret_answers import answers
from launcher.claims.secret_merchant import ENVIRONMENT, PLUGIN, KEYS, Charges, Merchant, deployed, new_key
from launcher.claims.secret_search import Needles, Searched, everywhere, in_heaps
from launcher.home import STACK

CLAIM = ("a tenant's secret is in the heap of the nodes that use it and nowhere else: in no table, bucket, log, trace, metric, answer or file, and in no function once it has answered; "
         "its next value reaches running plugins within 5 s while no call fails and the value before stays good; removed, disabled or erased, it leaves the nodes")
LIMIT, ROTATIONS = 5.0, 12
# The minute in which nodes report what they have counted, and the one in which erasures begin.
REPORTED, ERASED = 75.0, 180.0


def prove(bench: Bench) -> Verdict:
    deployed(bench)
    figures, wrong = {"nodes": len(bench.nodes()), "limit_s": LIMIT}, []
    for part in (searched, rotated, managed, removed, disabled, erased):
        held, found = part(bench)
        figures |= {f"{part.__name__}_{key}": value for key, value in found.items()}
        print(f"  {part.__name__}: {found}", flush=True)
        wrong += [] if held else [part.__name__]
    return Verdict(not wrong, figures | {"wrong": wrong or "nothing"})


def searched(bench: Bench) -> tuple:
    """Two values, the second in the place of the first, used by every node; then everything is looked through."""
    merchant, values = Merchant(bench, _tenant("searched")), [new_key(), new_key()]
    merchant.set(values[0])
    # Before any collection that a dump causes.
    unused = in_heaps(bench, _functions(bench, "tenants"), Needles(values, PLUGIN), garbage=True)
    merchant.set(values[1])
    taken = merchant.takes(values[0])
    needles, found = Needles(values, PLUGIN), Searched()
    said = answers(bench, merchant, values)
    for name, content in said:
        found.look("answer", name, content, needles)
    time.sleep(REPORTED)
    everywhere(bench, needles, found)
    hosts, agents, functions = (in_heaps(bench, of(bench), needles) for of in (_nodes, _agents, _functions))
    missed = [kind for kind in ("item", "object", "log", "trace", "node file", "answer") if not found.controls.get(kind)]
    looked = {
        **{f"{kind.replace(' ', '_')}s": count for kind, count in found.counts.items()}, "found_outside_heaps": found.places or "nowhere", "looked_in_vain_for_what_is_there": missed or "never",
        "heaps_of_functions": len(functions), "heaps_of_functions_with_it": _names(functions), "functions_with_it_before_their_next_collection": _names(unused),
        "heaps_of_agents": len(agents), "heaps_of_agents_with_it": _names(agents), "heaps_of_nodes_with_it_while_used": f"{sum(hosts.values())} of {len(hosts)}"}
    return not found.places and not missed and all(taken) and all(hosts.values()) and functions and not any(functions.values()) and agents and not any(agents.values()), looked


def _tenant(what: str) -> str:
    """Of this run alone: one that was erased is still being forgotten."""
    return f"{what}-{secrets.token_hex(4)}"


def _nodes(bench: Bench) -> dict:
    return {node.name: nodes.host(node) for node in bench.nodes()}


def _agents(bench: Bench) -> dict:
    """They decrypt a value for their host, and keep none."""
    running = processes.known(bench.home)
    return {node.name: running[nodes.agent_name(node.name)].pid for node in bench.nodes()}


def _functions(bench: Bench, name: str | None = None) -> dict:
    """All processes of functions, or those of one."""
    return {f"{function} {pid}": pid for function, state in function_host.health(bench.home).items() if name is None or function == f"{STACK}-{name}" for pid in state["processes"]}


def _names(heaps: dict) -> list | str:
    return [name for name, has in heaps.items() if has] or "none"


def rotated(bench: Bench) -> tuple:
    """Each next key is seen by every node while calls go on, and the one before is still taken; no call is signed with one that all nodes have left. Once its time is over the one before is refused."""
    merchant = Merchant(bench, _tenant("rotated"))
    keys, seconds, followed, untaken = [new_key()], [], [], 0
    merchant.set(keys[0])
    with Charges(bench.environment["HOTSWAP_RUNTIME_URL"], merchant.token) as charges:
        for _ in range(ROTATIONS):
            keys.append(new_key())
            seconds.append(merchant.set(keys[-1]))
            followed.append((time.monotonic(), keys[-1]))
            untaken += sum(1 for key in keys[-2:] for taken in merchant.takes(key) if not taken)
        merchant.set(new_key(), overlap=2)
        time.sleep(3)
        outlived = sum(merchant.takes(keys[-1]))
    late = sum(1 for began, signed in charges.signed if signed not in _good(followed, began))
    found = {
        "rotations": ROTATIONS, "median_s": percentile(seconds, 0.5), "worst_s": max(seconds), "calls": len(charges.signed) + len(charges.failures), "calls_failed": len(charges.failures),
        "first_failure": next(iter(charges.failures), "none"), "signed_with_a_key_that_all_nodes_had_left": late, "last_two_not_taken": untaken, "nodes_that_take_one_whose_time_is_over": outlived}
    return max(seconds) < LIMIT and not charges.failures and charges.signed and late == untaken == outlived == 0, found


def _good(followed: list, began: float) -> list:
    """The keys that a call may be signed with that began then: all but those before the last that every node had."""
    last = [key for at, key in followed if at <= began]
    return KEYS[KEYS.index(last[-1]):] if last else KEYS


def managed(bench: Bench) -> tuple:
    """A key that stays in Secrets Manager; of another tenant's nothing is taken."""
    manager, merchant = client("secretsmanager", bench.home.state()["deployed"]["endpoint"]), Merchant(bench, _tenant("managed"))
    value, arns = new_key(), {}
    for tenant in (merchant.tenant, "another"):
        tags = [{"Key": "hotswap:tenant", "Value": tenant}]
        arns[tenant] = manager.create_secret(Name=f"claim-{secrets.token_hex(8)}", SecretString=value, Tags=tags)["ARN"]
    try:
        refused = merchant.put({"secretArn": arns["another"]})
        merchant.put({"secretArn": arns[merchant.tenant]}).expect(200)
        seconds = merchant.followed(value)
    finally:
        for arn in arns.values():
            manager.delete_secret(SecretId=arn, ForceDeleteWithoutRecovery=True)
    told = [it["pointer"] for it in json.loads(refused.body).get("errors", [])]
    return seconds < LIMIT and refused.status == 400 and told == ["/config/apiKey/secretArn"], {"seen_after_s": seconds, "another_tenants": f"{refused.status} {told}"}


def removed(bench: Bench) -> tuple:
    return _gone(bench, "removed", lambda it: it.put(None).expect(200), 2 * LIMIT)


def disabled(bench: Bench) -> tuple:
    return _gone(bench, "disabled", lambda it: it.owner.call("POST", f"{it.path}/disable?environment={ENVIRONMENT}", {}).expect(200), 2 * LIMIT)


def erased(bench: Bench) -> tuple:
    return _gone(bench, "erased", lambda it: it.admin.call("DELETE", f"/tenants/{it.tenant}").expect(202), ERASED)


def _gone(bench: Bench, what: str, act, limit: float) -> tuple:
    """Seconds from the answer until no node's heap has the value any more; a dump takes some of them."""
    merchant, value = Merchant(bench, _tenant(what)), new_key()
    merchant.set(value)
    needles = Needles([value], PLUGIN)
    before = in_heaps(bench, _nodes(bench), needles)
    act(merchant)
    began, left = time.monotonic(), _nodes(bench)
    while left := {name: left[name] for name, has in in_heaps(bench, left, needles).items() if has}:
        if time.monotonic() - began > limit:
            return False, {"still_in_heaps_of": list(left)}
        time.sleep(0.5)
    seconds = time.monotonic() - began
    if what != "disabled":
        merchant.followed(None)
    return all(before.values()), {"out_of_all_heaps_within_s": seconds}
