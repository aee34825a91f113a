"""What runs, where, and its health."""
from launcher import function_host, local_env, processes
from launcher.home import Home


def run(home: Home, _options=None) -> int:
    rows = [("WHAT", "PID", "PORT", "HEALTH", "LOG")]
    known = processes.known(home)
    for process in known.values():
        health = "gone" if not process.alive else "healthy" if processes.healthy(process) else "not ready"
        rows.append((process.name, str(process.pid), str(process.port), health, process.log))
        if process.name == function_host.NAME and health == "healthy":
            for name, function in function_host.health(home).items():
                pids = ",".join(map(str, function["processes"])) or "-"
                rows.append((f"  {name}", pids, "", "warm" if function["warm"] else "starting", str(home.log(name))))
    if len(rows) == 1:
        print("Nothing runs. Start with ./localstack/up")
        return 3
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths)), row[4], sep="  ")
    whole = all(process.alive and processes.healthy(process) for process in known.values())
    if whole and (deployed := home.state()["deployed"]):
        local_env.refresh(home, deployed["endpoint"], deployed["outputs"])
        print(f"\nAddresses and tokens: . {home.local_env}")
    return 0 if whole else 1
