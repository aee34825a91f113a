"""Builds the jars, when a source is newer than what was built."""
import hashlib
import os
import subprocess
from pathlib import Path

from launcher.console import Failure, step
from launcher.home import ROOT, write

BALANCER = ROOT / "localstack/balancer/target/hotswap-balancer.jar"
RUNTIME = ROOT / "runtime-container/runtime/target/hotswap-runtime.jar"
AGENT_JAR = ROOT / "runtime-container/agent/target/hotswap-agent.jar"
SUPERVISOR = ROOT / "runtime-container/supervisor/target/hotswap-supervisor.jar"
RUNTIME_CLIENT = ROOT / "localstack/function-host/target/lib"
FUNCTIONS = [ROOT / f"functions/{name}/target/hotswap-{name}.jar" for name in ("registration", "deployments", "approvals", "health", "tenants", "audit", "notifications")]
NEEDED = [BALANCER, RUNTIME, AGENT_JAR, SUPERVISOR, RUNTIME_CLIENT, *FUNCTIONS]
STAMP = ROOT / ".hotswap" / "built"


def build(java_home: Path, log: Path) -> None:
    sources = _fingerprint()
    if STAMP.exists() and STAMP.read_text() == sources and all(jar.exists() for jar in NEEDED):
        return
    with step("jars (the first build downloads its dependencies)"), open(log, "w") as output:
        command = [str(ROOT / "mvnw"), "-B", "-ntp", "-q", "-Pjars", "package"]
        if subprocess.run(command, cwd=ROOT, env=os.environ | {"JAVA_HOME": str(java_home)}, stdout=output, stderr=output).returncode:
            raise Failure("The build failed.", log)
    require()
    STAMP.parent.mkdir(exist_ok=True)
    write(STAMP, sources)


def require() -> None:
    missing = [str(jar.relative_to(ROOT)) for jar in NEEDED if not jar.exists()]
    if missing:
        raise Failure(f"Not built: {', '.join(missing)}. Run ./localstack/up without --no-build.")


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for top in ("pom.xml", "functions", "statemachines", "runtime-container", "localstack"):
        for directory, names, files in os.walk(ROOT / top):
            names[:] = sorted(n for n in names if n not in ("target", "test", "launcher") and not n.startswith("."))
            for file in sorted(files):
                stat = os.stat(os.path.join(directory, file))
                digest.update(f"{directory}/{file} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    digest.update(str((ROOT / "pom.xml").stat().st_mtime_ns).encode())
    return digest.hexdigest()
