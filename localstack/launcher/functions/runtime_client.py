"""Lambda's runtime interface client for Java, with its native part unpacked once.

Left alone, every process unpacks it over the same file in /tmp, under the feet of those that run.
"""
import platform
import sys
import zipfile
from pathlib import Path

MAIN = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda"
NATIVE_PROPERTY = "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI"
MACHINES = {"x86_64": "x86_64", "amd64": "x86_64", "aarch64": "aarch_64", "arm64": "aarch_64"}


def runs_here() -> bool:
    return sys.platform == "linux" and platform.machine().lower() in MACHINES


def unpack(libraries: Path, target: Path) -> Path:
    libc = "linux" if platform.libc_ver()[0] == "glibc" else "linux_musl"
    jar = next(libraries.glob("aws-lambda-java-runtime-interface-client-*.jar"))
    with zipfile.ZipFile(jar) as archive:
        native = archive.read(f"jni/libaws-lambda-jni.{libc}-{MACHINES[platform.machine().lower()]}.so")
    partial = target.with_suffix(".partial")
    partial.write_bytes(native)
    # A new file under the old name: processes of an earlier host keep theirs.
    return partial.replace(target)
