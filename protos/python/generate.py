"""Makes the package mcm_protos from the .proto files: messages, gRPC stubs and .pyi files.

The modules import each other as parts of mcm_protos (mcm/atc/v1/plane.proto becomes mcm_protos.atc.v1.plane_pb2), so
that installing the package claims no other top-level name. Run through `make generate`.
"""

import hashlib
import pathlib
import re
import shutil
import sys

from grpc_tools import protoc

HERE = pathlib.Path(__file__).resolve().parent
SOURCES = HERE.parent / "src" / "main" / "proto"
PACKAGE = HERE / "mcm_protos"
BUILD = HERE.parent / "target" / "python"
PROGRAMS = pathlib.Path(sys.executable).parent
WELL_KNOWN = pathlib.Path(protoc.__file__).resolve().parent / "_proto"
OUR_IMPORT = re.compile(r"^(\s*(?:from|import) )mcm\.", re.MULTILINE)
SERVICE = re.compile(r"^class \w+Stub\b", re.MULTILINE)


def main() -> int:
    sources = sorted(SOURCES.rglob("*.proto"))
    shutil.rmtree(BUILD, ignore_errors=True)
    BUILD.mkdir(parents=True)
    failed = protoc.main(
        ["protoc", f"-I{SOURCES}", f"-I{WELL_KNOWN}"]
        + [f"--plugin={PROGRAMS / name}" for name in ("protoc-gen-mypy", "protoc-gen-mypy_grpc")]
        + [f"--{kind}_out={BUILD}" for kind in ("python", "grpc_python", "mypy", "mypy_grpc")]
        + [str(source) for source in sources]
    )
    if failed:
        return failed
    shutil.rmtree(PACKAGE, ignore_errors=True)
    for generated in sorted(BUILD.rglob("*.py*")):
        write(generated, PACKAGE / generated.relative_to(BUILD / "mcm"))
    for directory in [PACKAGE, *(path for path in PACKAGE.rglob("*") if path.is_dir())]:
        (directory / "__init__.py").touch()
    (PACKAGE / "py.typed").touch()
    (PACKAGE / "sources.sha256").write_text(digest(sources) + "\n")
    print(f"generated {len(sources)} files' bindings into {PACKAGE}")
    return 0


def write(generated: pathlib.Path, target: pathlib.Path) -> None:
    """Copies a generated module with its imports moved into the package; leaves out stubs of files without services."""
    text = generated.read_text()
    if "_pb2_grpc" in generated.name and not SERVICE.search(text):
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(OUR_IMPORT.sub(r"\1mcm_protos.", text))


def digest(sources: list[pathlib.Path]) -> str:
    """One hash over names and contents; a test of the build compares it, so that stale bindings do not pass."""
    total = hashlib.sha256()
    for source in sources:
        total.update(source.relative_to(SOURCES).as_posix().encode() + b"\0" + source.read_bytes() + b"\0")
    return total.hexdigest()


if __name__ == "__main__":
    sys.exit(main())
