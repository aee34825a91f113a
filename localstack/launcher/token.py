"""Prints a token of a tenant: with roles for the control plane, or for calls of plugins."""
from launcher import local_env, processes, users
from launcher.console import Failure
from launcher.emulator import NAME
from launcher.home import Home


def run(home: Home, options) -> int:
    unknown = [role for role in options.role if role not in users.ROLES]
    if unknown:
        raise Failure(f"No role {unknown[0]}; there are {', '.join(users.ROLES)}.")
    if options.plugin_calls and options.role:
        raise Failure("A token is for the control plane (--role) or for calls of plugins (--plugin-calls), never for both.")
    deployed = home.state()["deployed"]
    if not processes.running(home, NAME) or not deployed:
        raise Failure("The local AWS does not run. Start with ./localstack/up")
    local_env.refresh(home, deployed["endpoint"], deployed["outputs"])
    endpoint, outputs = deployed["endpoint"], deployed["outputs"]
    print(users.plugin_call_token(endpoint, outputs, options.tenant) if options.plugin_calls else users.token(endpoint, outputs, options.role, options.tenant))
    return 0
