"""Makes an arm64 host of Debian's packages: its Python under qemu-user, with LLVM.

    python tools/make_arm64_host.py FOLDER

FOLDER gets `python`, a command like any Python; tests/hosts runs with it. Packages are fetched by
apt from the machine's own archives, with a configuration in the folder, and only unpacked there;
nothing is installed, and no privilege is needed. qemu-user is the machine's own from 8.1 on, else
that of bookworm-backports: older ones do not see that code has changed in memory that is mapped
twice, and programs are then refused, as they must be.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from progpack.errors import MissingFeatureError  # noqa: E402
from progpack.vm.debian import Apt  # noqa: E402

_PYTHON = "3.11"
_PACKAGES = (
    *("python3.11-minimal", "libpython3.11-minimal", "libpython3.11-stdlib", "libc6", "libexpat1"),
    *("zlib1g", "libffi8", "libgcc-s1", "libstdc++6", "libssl3", "libbz2-1.0", "liblzma5"),
    "libuuid1",
)
_ENOUGH = (8, 1)
_COMMAND = """\
#!/bin/sh
exec {qemu} -L {root} {root}/usr/bin/python{version} "$@"
"""


def main() -> int:
    """Make it, unless it is there."""
    if len(sys.argv) != 2:
        print("usage: make_arm64_host.py FOLDER", file=sys.stderr)
        return 2
    folder = Path(sys.argv[1]).resolve()
    if (folder / "python").exists():
        return 0
    try:
        _make(folder)
    except (MissingFeatureError, OSError, subprocess.CalledProcessError) as error:
        print(f"no arm64 host: {error}", file=sys.stderr)
        return 1
    return 0


def _make(folder: Path) -> None:
    root, site = folder / "root", folder / "site"
    for each in (root, site):
        shutil.rmtree(each, ignore_errors=True)
        each.mkdir(parents=True)
    apt = Apt(folder / "apt-arm64", "arm64", ["bookworm"])
    apt.update()
    for package in _PACKAGES:
        _unpack(apt.download(package), root)
    qemu = _qemu(folder)
    wheels = folder / "wheels"
    tags = [f"--platform=manylinux_2_{minor}_aarch64" for minor in (17, 27, 28)]
    _run(sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--only-binary=:all:", *tags,
         f"--python-version={_PYTHON}", "-d", str(wheels), f"llvmlite=={version('llvmlite')}"
    )  # fmt: skip
    for wheel in wheels.glob("*.whl"):
        shutil.unpack_archive(wheel, site, "zip")
    command = folder / "python.new"
    command.write_text(_COMMAND.format(qemu=qemu, root=root, version=_PYTHON), encoding="utf-8")
    command.chmod(0o755)
    said = _run(str(command), "-c", "import platform; print(platform.machine())")
    if said.strip() != "aarch64":
        raise MissingFeatureError(f"the Python in {root} says that it is {said.strip()}")
    command.rename(folder / "python")
    for each in ("apt-arm64", "apt-qemu", "wheels"):
        shutil.rmtree(folder / each, ignore_errors=True)


def _qemu(folder: Path) -> str:
    own = shutil.which("qemu-aarch64")
    if own is not None:
        found = re.search(r"version (\d+)\.(\d+)", _run(own, "--version"))
        if found and (int(found[1]), int(found[2])) >= _ENOUGH:
            return own
    machine = _run("dpkg", "--print-architecture").strip()
    apt = Apt(folder / "apt-qemu", machine, ["bookworm-backports"])
    apt.update()
    _unpack(apt.download("qemu-user"), folder / "qemu")
    # One of thirty, and it is linked statically.
    (folder / "qemu/usr/bin/qemu-aarch64").rename(folder / "qemu-aarch64")
    shutil.rmtree(folder / "qemu")
    return str(folder / "qemu-aarch64")


def _unpack(package: Path, into: Path) -> None:
    into.mkdir(parents=True, exist_ok=True)
    _run("dpkg-deb", "-x", str(package), str(into))


def _run(*command: str) -> str:
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


if __name__ == "__main__":
    sys.exit(main())
