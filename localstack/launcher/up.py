"""From a clone to a running stack. Running it again starts only what does not run."""
from launcher import build, emulator, function_host, java, local_env, nodes, processes, stack
from launcher.console import Failure, step
from launcher.functions import runtime_client
from launcher.home import Home


def run(home: Home, options) -> int:
    home.prepare()
    with home.alone():
        before = {p.name for p in processes.known(home).values() if p.alive}
        try:
            values, started = _start(home, options)
        except BaseException:
            ours = [p for p in processes.known(home).values() if p.name not in before]
            if ours:
                print(f"  stopping what this run started: {', '.join(p.name for p in ours)}")
                processes.stop(home, ours)
            raise
    _say(home, values, started)
    if not options.no_demo:
        from launcher import demo

        return demo.run(values)
    return 0


def _start(home: Home, options) -> tuple[dict, list]:
    if not runtime_client.runs_here():
        raise Failure("The functions run under Lambda's own runtime interface client, which exists for Linux only (x86-64 and arm64); use a Linux machine, a VM or WSL.")
    java_home = java.home()
    build.require() if options.no_build else build.build(java_home, home.log("build"))
    counts = {"Development": options.nodes, "Production": options.production_nodes}
    started = []
    host = processes.running(home, function_host.NAME)
    host_port = host.port if host else home.port(function_host.NAME)
    emulated = processes.running(home, emulator.NAME)
    endpoint, new = emulator.ensure(home, host_port)
    if not emulated:
        started.append(emulator.NAME)
        # Its sessions are gone with it: function processes would go on with credentials it does not know.
        processes.stop(home, [host] if host else [])
    if new:
        if home.state()["deployed"]:
            print("  The local AWS had been killed and its data with it: plugins, deployments and nodes begin anew.")
        nodes.forget(home)
    if function_host.ensure(home, endpoint, host_port, java_home):
        started.append(function_host.NAME)
    deployed = stack.ensure(home, endpoint)
    function_host.load(home)
    outputs = home.state()["deployed"]["outputs"]
    nodes.stop_surplus(home, counts)
    started += nodes.ensure(home, java_home, outputs, endpoint, host_port, counts)
    function_host.wait_until_warm(home)
    with step(f"nodes: {', '.join(f'{count} for {name}' for name, count in counts.items())}"):
        nodes.wait_until_ready(home, counts)
    return local_env.refresh(home, endpoint, outputs), started + (["the template"] if deployed else [])


def _say(home: Home, values: dict, started: list) -> None:
    print(f"\n{'Started ' + ', '.join(started) if started else 'Everything ran already'}. ./localstack/status says what runs, ./localstack/down stops it.")
    print(f"Control plane  {values['HOTSWAP_API_URL']}")
    print(f"Plugin calls   {values['HOTSWAP_RUNTIME_URL']} (Production: {values.get('HOTSWAP_RUNTIME_URL_PRODUCTION', 'no nodes')})")
    print(f"Tokens         . {home.local_env}  (readable by you only; they live 8 hours and are renewed by up, status and token)\n")
