"""Installs mcm_protos beside the oldest and the newest releases that it claims to run with, and tests it there.

One virtual environment for each pair of protobuf and grpcio, in protos/target/python-matrix. Run through
`make test-python`; `--only NAME` runs one. Exit code: 1 when a pair fails, 3 when pip finds no index.
"""

import argparse
import pathlib
import shutil
import subprocess
import sys
import venv

HERE = pathlib.Path(__file__).resolve().parent
TARGET = HERE.parent / "target" / "python-matrix"
OLDEST_GRPC = "grpcio==1.65.5"
NEWEST_GRPC = "grpcio"
PAIRS = {
    "protobuf5-oldest": ("protobuf==5.26.1", OLDEST_GRPC),
    "protobuf5-newest": ("protobuf>=5,<6", NEWEST_GRPC),
    "protobuf6-oldest": ("protobuf==6.30.0", OLDEST_GRPC),
    "protobuf6-newest": ("protobuf>=6,<7", NEWEST_GRPC),
    "protobuf7-oldest": ("protobuf==7.34.0", OLDEST_GRPC),
    "protobuf7-newest": ("protobuf>=7,<8", NEWEST_GRPC),
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=PAIRS)
    only = parser.parse_args().only
    bindings = copy_of_bindings()
    results = {name: run(name, bindings, PAIRS[name]) for name in ([only] if only else PAIRS)}
    for name, result in results.items():
        print(f"{name:18} {result}")
    if "no index" in results.values():
        return 3
    return 0 if all(result.startswith("passed") for result in results.values()) else 1


def copy_of_bindings() -> pathlib.Path:
    """pip leaves what it builds beside the sources; those stay clean."""
    copy = TARGET / "sources"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(HERE, copy, ignore=shutil.ignore_patterns("build", "*.egg-info", "__pycache__"))
    return copy


def run(name: str, bindings: pathlib.Path, pins: tuple[str, str]) -> str:
    home = TARGET / name
    venv.create(home, clear=True, with_pip=True)
    python = home / "bin" / "python"
    installed = command(python, "-m", "pip", "install", "-q", "--disable-pip-version-check", str(bindings), *pins)
    if installed.returncode:
        return "no index" if no_index(installed.stdout) else "not installed:\n" + installed.stdout
    tested = command(python, "-W", "error", "-m", "unittest", "discover", "-s", str(HERE / "tests"))
    if tested.returncode:
        return "failed:\n" + tested.stdout
    return "passed with " + versions(python)


def no_index(output: str) -> bool:
    return "Failed to establish a new connection" in output or "from versions: none" in output


def versions(python: pathlib.Path) -> str:
    listed = command(python, "-m", "pip", "list", "--format=freeze").stdout.split()
    return ", ".join(line for line in listed if line.startswith(("protobuf=", "grpcio=", "googleapis")))


def command(*words: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(word) for word in words], cwd=TARGET, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


if __name__ == "__main__":
    sys.exit(main())
