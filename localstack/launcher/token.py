"""Prints a token for a role and a tenant."""
from launcher import local_env, processes, users
from launcher.console import Failure
from launcher.emulator import NAME
from launcher.home import Home


def run(home: Home, options) -> int:
    unknown = [role for role in options.role if role not in users.ROLES]
    if unknown:
        raise Failure(f"No role {unknown[0]}; there are {', '.join(users.ROLES)}.")
    deployed = home.state()["deployed"]
    if not processes.running(home, NAME) or not deployed:
        raise Failure("The local AWS does not run. Start with ./localstack/up")
    local_env.refresh(home, deployed["endpoint"], deployed["outputs"])
    print(users.token(deployed["endpoint"], deployed["outputs"], options.role, options.tenant))
    return 0
