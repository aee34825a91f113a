"""What DynamoDB stores for one change of a tenant's settings."""
from launcher import keys
from launcher.aws import client
from launcher.claims.bench import Bench
from launcher.claims.tenant_settings import ENVIRONMENT, Settings
from launcher.console import Failure

SHARDS = 16


def of_one_change(bench: Bench, settings: Settings, tenant: str) -> tuple:
    """How many tenants have settings, and the bytes of the items that a change of one of them writes: its settings, its shard's counter, the change, the audit record."""
    settings.switch(tenant, False)
    settings.switch(tenant, True)
    deployed = bench.home.state()["deployed"]
    dynamo, outputs = client("dynamodb", deployed["endpoint"]), deployed["outputs"]
    plugin = settings.shown(tenant)["pluginId"]
    table = outputs["TenantsTableName"]
    key = keys.key(keys.SETTINGS, environment=ENVIRONMENT, plugin=plugin, tenant=tenant)
    written = [
        _item(dynamo, table, key),
        *_counted(dynamo, table, tenant, plugin),
        _newest(dynamo, outputs["AuditTableName"], f"Tenant#{ENVIRONMENT}#{tenant}#{plugin}"),
    ]
    return _count(dynamo, table, key["pk"]), sum(size(item) for item in written)


def tenants(bench: Bench, settings: Settings, one: str) -> int:
    """How many tenants have settings of the plugin that this one has."""
    deployed = bench.home.state()["deployed"]
    key = keys.key(keys.SETTINGS, environment=ENVIRONMENT, plugin=settings.shown(one)["pluginId"], tenant=one)
    return _count(client("dynamodb", deployed["endpoint"]), deployed["outputs"]["TenantsTableName"], key["pk"])


def read_of_one_change(bench: Bench, settings: Settings, tenant: str) -> int:
    """The bytes of the items that a node reads for a change of a tenant: the counters of all shards, the change, the settings, the configuration that they name."""
    deployed = bench.home.state()["deployed"]
    dynamo, table = client("dynamodb", deployed["endpoint"]), deployed["outputs"]["TenantsTableName"]
    plugin = settings.shown(tenant)["pluginId"]
    counters = [keys.key(keys.COUNTER, environment=ENVIRONMENT, shard=shard) for shard in range(SHARDS)]
    found = [_item(dynamo, table, key) for key in counters]
    stored = _item(dynamo, table, keys.key(keys.SETTINGS, environment=ENVIRONMENT, plugin=plugin, tenant=tenant))
    configured = _newest(dynamo, table, f"CONFIGURATION#{ENVIRONMENT}#{plugin}#{tenant}")
    return sum(size(item) for item in [*found, _counted(dynamo, table, tenant, plugin)[0], stored, configured])


def _counted(dynamo, table: str, tenant: str, plugin: str) -> list:
    """The newest change of the tenant and the counter of its shard: one of a few newest, since others change theirs too."""
    for shard in range(SHARDS):
        counter = keys.key(keys.COUNTER, environment=ENVIRONMENT, shard=shard)
        found = dynamo.query(
            TableName=table, KeyConditionExpression="pk = :pk AND begins_with(sk, :change)", ScanIndexForward=False, Limit=50, ConsistentRead=True,
            ExpressionAttributeValues={":pk": counter["pk"], ":change": {"S": "CHANGE#"}})["Items"]
        for change in found:
            if change["tenant"]["S"] == tenant and change["pluginId"]["S"] == plugin:
                return [change, _item(dynamo, table, counter)]
    raise Failure(f"No change of {tenant} is listed.")


def _item(dynamo, table: str, key: dict) -> dict:
    return dynamo.get_item(TableName=table, Key=key, ConsistentRead=True).get("Item", {})


def _newest(dynamo, table: str, pk: str) -> dict:
    return dynamo.query(TableName=table, KeyConditionExpression="pk = :pk", ScanIndexForward=False, Limit=1, ConsistentRead=True, ExpressionAttributeValues={":pk": {"S": pk}})["Items"][0]


def _count(dynamo, table: str, pk: dict) -> int:
    pages = dynamo.get_paginator("query").paginate(TableName=table, KeyConditionExpression="pk = :pk", Select="COUNT", ExpressionAttributeValues={":pk": pk})
    return sum(page["Count"] for page in pages)


def size(item: dict) -> int:
    """As DynamoDB counts: names and texts in UTF-8, two digits a byte, three bytes and one an element for what holds others."""
    return sum(len(name.encode()) + _value(value) for name, value in item.items())


def _value(value: dict) -> int:
    (kind, content), = value.items()
    match kind:
        case "S":
            return len(content.encode())
        case "N":
            return len(content.strip("-0.")) // 2 + 2
        case "M":
            return 3 + sum(1 + len(name.encode()) + _value(it) for name, it in content.items())
        case "L":
            return 3 + sum(1 + _value(it) for it in content)
        case "SS":
            return sum(len(it.encode()) for it in content)
    return 1
