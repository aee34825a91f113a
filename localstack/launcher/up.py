"""From a clone to a running stack. Running it again starts only what does not run."""
import contextlib
from pathlib import Path

from launcher import aot, build, emulator, function_host, java, local_env, nodes, processes, publisher, stack
from launcher.console import Failure, step
from launcher.functions import runtime_client
from launcher.home import Home


def run(home: Home, options) -> int:
    counts = {name: count for name, count in (("Development", options.nodes), ("Production", options.production_nodes)) if count}
    values, started = _start(home, counts, build_first=not options.no_build)
    _print_summary(home, values, started)
    if not options.no_demo:
        from launcher import demo

        return demo.run(home, values)
    return 0


def again(home: Home) -> dict:
    """Brings back whatever of the last `up` does not run any more; what local.env then says."""
    return _start(home, home.state()["counts"], build_first=False)[0]


def beside(home: Home, counts: dict, parameters: dict) -> dict:
    """A whole stack of a claim's own, as it was built, with these parameters of the template; what its local.env then says."""
    return _start(home, counts, build_first=False, parameters=parameters)[0]


def control_plane(home: Home, parameters: dict) -> None:
    """Nothing but the control plane, with these parameters of the template; a function starts when it is called."""
    home.prepare()
    build.require()
    with home.alone(), stopping_on_failure(home):
        _control_plane(home, java.home(), parameters, warm=False)


def node_recipes(home: Home, counts: dict | None = None) -> dict:
    """How the nodes and balancers of the last `up` are started, by name, or as many as are counted; the control plane need not run."""
    state = home.state()
    java_home = java.home()
    return nodes.recipes(home, _ground(home, java_home, state["ports"][function_host.NAME], aot.made(java_home, nodes.JVM)), counts or state["counts"])


def _start(home: Home, counts: dict, build_first: bool, parameters: dict | None = None) -> tuple[dict, list]:
    home.prepare()
    with home.alone(), stopping_on_failure(home):
        return _steps(home, counts, build_first, parameters)


@contextlib.contextmanager
def stopping_on_failure(home: Home):
    """What was started within, and only that, is stopped when it fails or is interrupted."""
    before = {(p.name, p.pid) for p in processes.known(home).values() if p.alive}
    try:
        yield
    except BaseException:
        ours = [p for p in processes.known(home).values() if (p.name, p.pid) not in before]
        if ours:
            print(f"  stopping what this run started: {', '.join(p.name for p in ours)}")
            processes.stop(home, ours)
        raise


def _steps(home: Home, counts: dict, build_first: bool, parameters: dict | None) -> tuple[dict, list]:
    if not runtime_client.runs_here():
        raise Failure("The functions run under Lambda's own runtime interface client, which exists for Linux only (x86-64 and arm64); use a Linux machine, a VM or WSL.")
    java_home = java.home()
    build.build(java_home, home.log("build")) if build_first else build.require()
    home.save(home.state() | {"counts": counts})
    training = aot.Training(home, java_home, nodes.JVM)
    endpoint, host_port, started = _control_plane(home, java_home, parameters)
    recipes = nodes.recipes(home, _ground(home, java_home, host_port, training.options()), counts)
    nodes.stop_surplus(home, recipes)
    for recipe in recipes.values():
        if processes.ensure(home, recipe):
            started.append(recipe.name)
    function_host.wait_until_warm(home)
    with step(f"nodes: {', '.join(f'{count} for {name}' for name, count in counts.items())}"):
        nodes.wait_until_ready(home, recipes)
    publisher.ensure(home)
    values = local_env.refresh(home, endpoint, home.state()["deployed"]["outputs"])
    publisher.trusted(home, values)
    return values, started


def _control_plane(home: Home, java_home: Path, parameters: dict | None = None, warm: bool = True) -> tuple[str, int, list]:
    started = []
    host, emulated = (processes.running(home, name) for name in (function_host.NAME, emulator.NAME))
    known = home.state()["ports"].get(function_host.NAME)
    host_port = host.port if host else home.port(function_host.NAME)
    if emulated and host_port != known:
        # Somebody took the port to which it forwards invocations. It keeps its data when it is asked to stop.
        processes.stop(home, [emulated], grace=30)
        emulated = None
    endpoint, new = emulator.ensure(home, host_port)
    if not emulated:
        started.append(emulator.NAME)
        # Its sessions are gone with it: function processes would go on with credentials it does not know.
        processes.stop(home, [host] if host else [])
    if new:
        if home.state()["deployed"]:
            print("  The local AWS had been killed and its data with it: plugins, deployments and nodes begin anew.")
        nodes.forget(home)
    if function_host.ensure(home, endpoint, host_port, java_home, warm=warm):
        started.append(function_host.NAME)
    if stack.ensure(home, endpoint, parameters):
        started.append("the template")
    function_host.load(home)
    return endpoint, host_port, started


def _ground(home: Home, java_home: Path, host_port: int, aot_options: list) -> nodes.Ground:
    deployed = home.state()["deployed"]
    return nodes.Ground(java_home, deployed["outputs"], deployed["endpoint"], host_port, aot_options)


def _print_summary(home: Home, values: dict, started: list) -> None:
    print(f"\n{'Started ' + ', '.join(started) if started else 'Everything ran already'}. ./localstack/status says what runs, ./localstack/down stops it.")
    print(f"Control plane  {values['HOTSWAP_API_URL']}")
    print(f"Plugin calls   {values.get('HOTSWAP_RUNTIME_URL', 'no nodes')} (Production: {values.get('HOTSWAP_RUNTIME_URL_PRODUCTION', 'no nodes')})")
    print(f"Tokens         . {home.local_env}  (readable by you only; they live 8 hours and are renewed by up, status and token)\n")
