"""Stops everything that up started, and nothing else."""
from launcher import processes
from launcher.home import Home

# Callers first, so that nobody complains about what they call having gone.
ORDER = ("-balancer", "development-", "production-", "functions", "local-aws")


def run(home: Home, _options=None) -> int:
    if not home.path.exists():
        print("Nothing runs.")
        return 0
    with home.alone():
        ours = sorted(processes.known(home).values(), key=lambda p: next((i for i, part in enumerate(ORDER) if part in p.name), 0))
        alive = [process for process in ours if process.alive]
        processes.stop(home, [p for p in ours if p.name != "local-aws"])
        # Last and patiently: it saves its data when it is asked to stop.
        processes.stop(home, [p for p in ours if p.name == "local-aws"], grace=30)
    print(f"Stopped {', '.join(p.name for p in alive)}." if alive else "Nothing runs.")
    return 0
