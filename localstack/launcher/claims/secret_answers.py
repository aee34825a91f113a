"""What the API and the nodes answer of a tenant's plugin: to its secret, to mistakes with it, and to whoever looks."""
import urllib.parse

from launcher.claims.bench import Bench
from launcher.claims.secret_merchant import PLUGIN, VERSION, Merchant, charged
from launcher.client import Connection
from launcher.console import Failure
from launcher.nodes import operator_url


def answers(bench: Bench, merchant: Merchant, values: list) -> list:
    """Pairs of a name and the whole answer."""
    bundle = charged(merchant.nodes[0], merchant.token).expect(200).headers["hotswap-bundle"]
    return [*_sent(merchant, values[-1]), *_refused(merchant, values[-1]), *_shown(merchant, bundle), *_of_nodes(bench, merchant)]


def _whole(name: str, answer, status: int) -> tuple:
    if answer.status != status:
        raise Failure(f"{name}: expected {status}, got {answer.status}: {answer.body[:500]!r}")
    return name, repr(answer.headers).encode() + answer.body


def _sent(merchant: Merchant, value: str) -> list:
    """The same value once more, twice with one key, as a dry run, and within the combined document."""
    body, path, key = {"config": {"apiKey": value}, "overlapSeconds": 600}, f"{merchant.path}/config?{merchant.where}", {"Idempotency-Key": f"same-{value[-8:]}"}
    whole = {"enabled": True, "config": {"apiKey": value}}
    return [
        _whole("dry run", merchant.owner.call("PUT", f"{path}&dryRun=true", body), 200),
        _whole("combined dry run", merchant.admin.call("PUT", f"{merchant.path}?{merchant.where}&dryRun=true", whole), 200),
        _whole("first", merchant.owner.call("PUT", path, body, key), 200),
        _whole("replayed", merchant.owner.call("PUT", path, body, key), 200),
        _whole("the key again with another body", merchant.owner.call("PUT", path, {"config": {"apiKey": value + value}}, key), 422)]


def _refused(merchant: Merchant, value: str) -> list:
    """The value where it does not belong."""
    path, long = f"{merchant.path}/config?{merchant.where}", value * 300
    bodies = {
        "in a plain field": {"config": {"basisPoints": value}}, "in an unknown field": {"config": {"apiKeys": value}}, "as a list": {"config": {"apiKey": [value]}},
        "as an ARN": {"config": {"apiKey": {"secretArn": value}}}, "in an object": {"config": {"apiKey": {"value": value}}}, "too long": {"config": {"apiKey": long}},
        "beside a mistake": {"config": {"apiKey": value, "basisPoints": -1}}, "outside the configuration": {"config": {}, "apiKey": value}, "as the overlap": {"config": {}, "overlapSeconds": value}}
    refused = [_whole(name, merchant.owner.call("PUT", path, body), 400) for name, body in bodies.items()]
    line = {"reason": "claim", "changes": [{"tenantId": merchant.tenant, "config": {"apiKey": value}}]}
    return [*refused, _whole("in a bulk change", merchant.admin.call("POST", f"/plugins/{PLUGIN}/bulk-changes?{merchant.where}", line), 400)]


def _shown(merchant: Merchant, bundle: str) -> list:
    """To the tenant's owner and to an Admin."""
    own, where = merchant.path, merchant.where
    paths = [
        f"{own}?{where}", f"{own}/config?{where}", f"{own}/history?{where}", f"{own}/usage?{where}", f"/tenants/{merchant.tenant}/plugins?{where}", f"/audit?tenant={merchant.tenant}&limit=100",
        f"/bundles/{urllib.parse.quote(bundle)}?{where}&tenant={merchant.tenant}", f"/plugins/{PLUGIN}", f"/plugins/{PLUGIN}/versions", f"/plugins/{PLUGIN}/health?{where}"]
    staff = ["/audit/export?limit=10000", f"/plugins/{PLUGIN}/metrics?{where}", f"/plugins/{PLUGIN}/versions/{VERSION}/failures?{where}", f"/deployments?plugin={PLUGIN}", "/nodes"]
    return [_whole(f"{who} {path}", caller.call("GET", path), 200) for who, caller, shown in (("owner", merchant.owner, paths), ("admin", merchant.admin, paths + staff)) for path in shown]


def _of_nodes(bench: Bench, merchant: Merchant) -> list:
    """What callers and operators are told."""
    calls = [_whole("a charge", charged(node, merchant.token), 200) for node in merchant.nodes]
    route = f"/api/v1/plugins/{PLUGIN}/route?tenant={merchant.tenant}"
    pages = [_whole(f"{node.name} {path}", Connection(operator_url(node)).call("GET", path), 200) for node in bench.nodes() for path in ("/metrics", "/status", route)]
    return calls + pages
