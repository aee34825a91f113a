"""What the README claims, each a module with `CLAIM` (one sentence) and `prove(bench) -> Verdict`."""
NAMES = ("swap", "deploy", "rollback", "outage", "node-loss", "idempotency", "tenants", "quotas", "audit", "strategies", "approvals", "cohorts", "verdicts", "triggers", "ejection", "faults", "cost", "archives", "leaks", "cache", "scale-out", "misroute", "spin", "rude-clients", "http-fuzz")
