"""Keys of the items that claims read and write as the local root. KeysElsewhereTest compares each pattern with the one that the functions use."""

OPEN = "OPEN / OPEN"
DEPLOYMENT = "DEPLOYMENT#{id} / DEPLOYMENT"
APPROVAL = "APPROVAL#{id} / APPROVAL"
SLOT = "PLACE#{plugin}#{environment} / PLACE"
POINTER = "ENV#{environment} / POINTER#{plugin}"
SIGNATURE = "SIGNATURE#{digest} / SIGNATURE"
LEASE = "ENV#{environment} / NODE#{node}"
SETTINGS = "SETTINGS#{environment}#{plugin} / {tenant}"
COUNTER = "SHARD#{environment}#{shard} / COUNTER"
TENANT = "TENANTS#{environment}#{plugin} / {tenant}"


def key(pattern: str, **names) -> dict:
    pk, sk = pattern.split(" / ")
    return {"pk": {"S": pk.format(**names)}, "sk": {"S": sk.format(**names)}}
