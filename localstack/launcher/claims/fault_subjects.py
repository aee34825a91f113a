"""A plugin a strategy, so that all can be deployed at once: the faulty sample under other names."""
import io
import json
import tempfile
import zipfile
from pathlib import Path

from launcher.claims.bench import SAMPLES, require
from launcher.client import ControlPlane

MANIFEST = "META-INF/hotswap-plugin.json"
VERSIONS = ("1.0.0", "1.1.0")


def name(strategy: str) -> str:
    return f"drill-{strategy.lower()}"


def register(developer: ControlPlane, strategy: str) -> str:
    """Both versions; the plugin's id."""
    for version in VERSIONS:
        sample = SAMPLES / "faulty" / "target" / "plugin" / f"faulty-{version}.jar"
        require(sample)
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / sample.name
            file.write_bytes(named(sample, name(strategy)))
            developer.register(name(strategy), file)
    return developer.call("GET", f"/plugins/{name(strategy)}").expect(200).json["pluginId"]


def named(sample: Path, plugin: str) -> bytes:
    """The same bytes whenever it is made: a version's binary never changes."""
    made = io.BytesIO()
    with zipfile.ZipFile(sample) as source, zipfile.ZipFile(made, "w") as target:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == MANIFEST:
                content = json.dumps(json.loads(content) | {"name": plugin}).encode()
            target.writestr(entry, content)
    return made.getvalue()
