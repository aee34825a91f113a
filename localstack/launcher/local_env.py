"""<home>/local.env: addresses, tokens and the signing key for the shell, for curl and for the tests."""
import re
import time
from functools import partial

from launcher import processes, users
from launcher.home import Home, write
from launcher.nodes import balancer_name
from launcher.publisher import Publisher

TOKENS = {
    "ADMIN": ["Admin"],
    "DEVELOPER": ["Developer"],
    "TENANT_OWNER": ["TenantOwner"],
    "APPROVER_TEAM_LEAD": ["Approver", "TeamLead"],
    "APPROVER_PLATFORM_ADMIN": ["Approver", "PlatformAdmin"],
    "VIEWER": ["Viewer"],
}
# The one that nodes take, and the control plane does not.
PLUGIN_CALLS = "TENANT"
TENANT = "acme"
RENEW_BEFORE = 3600


def read(home: Home) -> dict:
    if not home.local_env.exists():
        return {}
    return dict(re.findall(r"^export (\w+)='?([^'\n]*)'?$", home.local_env.read_text(), re.MULTILINE))


def refresh(home: Home, endpoint: str, outputs: dict) -> dict:
    """Rewrites the file; tokens of this pool that still live a good while are kept."""
    old = read(home)
    same_pool = old.get("HOTSWAP_USER_POOL") == outputs["UserPoolId"]
    values = {
        "HOTSWAP_API_URL": f"{endpoint}/restapis/{outputs['ApiId']}/local/_user_request_/api/v1",
        "HOTSWAP_USER_POOL": outputs["UserPoolId"],
    }
    known = processes.known(home)
    for variable, name in (("HOTSWAP_RUNTIME_URL", "Development"), ("HOTSWAP_RUNTIME_URL_PRODUCTION", "Production")):
        if balancer := known.get(balancer_name(name)):
            values[variable] = f"http://127.0.0.1:{balancer.port}"
    if (signer := Publisher.of(home)).exists():
        values |= {"HOTSWAP_SIGNING_CERTIFICATE": str(signer.certificate), "HOTSWAP_SIGNING_KEY": str(signer.key)}
    tokens = {suffix: partial(users.token, endpoint, outputs, roles, TENANT) for suffix, roles in TOKENS.items()}
    tokens[PLUGIN_CALLS] = partial(users.plugin_call_token, endpoint, outputs, TENANT)
    for suffix, fresh in tokens.items():
        kept = old.get(f"HOTSWAP_TOKEN_{suffix}")
        keeps = same_pool and kept and users.expiry(kept) > time.time() + RENEW_BEFORE
        values[f"HOTSWAP_TOKEN_{suffix}"] = kept if keeps else fresh()
    write(home.local_env, "".join(f"export {name}='{value}'\n" for name, value in values.items()))
    return values
