"""The kernel's selftests: unpacked from Debian's package, and compiled."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Final

__all__ = ["ARCHIVE", "PROGRAMS", "SAMPLE_FEATURE", "Compiled", "Tree", "missing"]

ROOT: Final = Path(__file__).resolve().parents[2]
#: What Debian's package linux-source-6.12 installs.
ARCHIVE: Final = Path("/usr/src/linux-source-6.12.tar.xz")
_TOP: Final = "linux-source-6.12"
_PARTS: Final = ("tools", "scripts", "include/uapi", "samples/bpf")
_TESTS: Final = "tools/testing/selftests/bpf"
#: Where the programs are in the tree.
PROGRAMS: Final = f"{_TESTS}/progs"
#: Files of which the small set is taken: those whose programs say what they return.
SAMPLE_FEATURE: Final = "__retval"
_KERNEL_TYPES: Final = Path("/sys/kernel/btf/vmlinux")
_TOOLS: Final = ("clang-22", "bpftool", "make", "gcc", "tar", "xz", "python3")
#: What the selftests' own Makefile says of single files.
_FLAGS_OF: Final = {
    "test_l4lb_noinline": ["-fno-inline"],
    "test_xdp_noinline": ["-fno-inline"],
}
#: What the older programs of samples/bpf find in the headers of a kernel that was built.
_SAMPLE_FLAGS: Final = (
    *("-include", "linux/types.h", "-Du8=__u8", "-Du16=__u16", "-Du32=__u32", "-Du64=__u64"),
    *("-DTASK_COMM_LEN=16", "-include", "sys/socket.h"),
)
_ARCHITECTURES: Final = {"x86_64": "x86", "aarch64": "arm64", "riscv64": "riscv"}
#: Seconds of clang for one file: pyperf600 takes most.
_LONGEST: Final = 300


@cache
def missing() -> str:
    """Why the selftests cannot be made here; empty when they can."""
    if not ARCHIVE.exists():
        return f"needs {ARCHIVE}: package linux-source-6.12"
    lacking = [tool for tool in _TOOLS if shutil.which(tool) is None]
    if lacking:
        return f"needs {', '.join(lacking)}"
    if not _KERNEL_TYPES.exists():
        return f"needs {_KERNEL_TYPES}: the programs are compiled for the types of this kernel"
    if not Path("/usr/include/libelf.h").exists():
        return "needs libelf-dev and zlib1g-dev, with which the tree's libbpf is made"
    return ""


@dataclass(frozen=True, slots=True)
class Compiled:
    """One file of the selftests after clang.

    Attributes:
        name: of the file, without its ending.
        path: of the object, None when clang refused it.
        error: clang's first error, ``""`` when there is none.
    """

    name: str
    path: Path | None
    error: str = ""


class Tree:
    """The sources, unpacked once into ``build/selftests`` (or PROGPACK_SELFTESTS)."""

    def __init__(self, root: Path | None = None) -> None:
        default = os.environ.get("PROGPACK_SELFTESTS", str(ROOT / "build/selftests"))
        self.root = Path(default) if root is None else root
        self.programs = self.root / PROGRAMS
        self.samples = self.root / "samples/bpf"
        self._made = self.root / "made"

    @property
    def libbpf(self) -> Path:
        """The shared library of the tree's own libbpf."""
        return self._made / "libbpf.so"

    def prepare(self) -> Tree:
        """Unpack the sources, make libbpf, its headers and the types of this kernel."""
        stamp = self._made / "ready"
        if stamp.exists() and stamp.stat().st_mtime >= ARCHIVE.stat().st_mtime:
            return self
        shutil.rmtree(self.root, ignore_errors=True)
        self._made.mkdir(parents=True)
        parts = [f"{_TOP}/{part}" for part in _PARTS]
        _call("tar", "xf", str(ARCHIVE), "-C", str(self.root), "--strip-components=1", *parts)
        output = [f"OUTPUT={self._made}/", f"DESTDIR={self._made}", "prefix="]
        make = ["make", "-s", "-j2", "-C", str(self.root / "tools/lib/bpf"), *output]
        _call(*make, "all", "install_headers")
        types = _call("bpftool", "btf", "dump", "file", str(_KERNEL_TYPES), "format", "c")
        (self._made / "include/vmlinux.h").write_text(types, encoding="utf-8")
        stamp.touch()
        return self

    def names(self, feature: str = "") -> list[str]:
        """The files with programs, without their endings; those whose text has ``feature``."""
        files = sorted(self.programs.glob("*.c"))
        return [file.stem for file in files if feature in file.read_text(encoding="utf-8")]

    def compile(self, names: list[str], cpu: str, jobs: int = 2) -> list[Compiled]:
        """Compile files of these names for an instruction set (``v3``); objects made stay."""
        with ThreadPoolExecutor(jobs) as pool:
            return list(pool.map(lambda name: self._compile(name, cpu), names))

    def compile_samples(self, jobs: int = 2) -> list[Compiled]:
        """Compile the programs of samples/bpf, of which some need a kernel that was built."""
        files = [*self.samples.glob("*.bpf.c"), *self.samples.glob("*_kern.c")]
        with ThreadPoolExecutor(jobs) as pool:
            return list(pool.map(self._compile_sample, sorted(files)))

    def _compile_sample(self, file: Path) -> Compiled:
        target = self._made / "samples" / f"{file.stem}.o"
        own = () if file.suffixes == [".bpf", ".c"] else _SAMPLE_FLAGS
        places = [f"-I{self.samples}", f"-I{self.root / 'include'}"]
        internal = ["-idirafter", str(self.root / "tools/include")]
        return self._make(file, target, ["-mcpu=v3", *own, *places, *internal])

    def _compile(self, name: str, cpu: str) -> Compiled:
        target = self._made / cpu / f"{name}.bpf.o"
        flags = [f"-mcpu={cpu}", *_FLAGS_OF.get(name, [])]
        return self._make(self.programs / f"{name}.c", target, flags)

    def _make(self, file: Path, target: Path, flags: list[str]) -> Compiled:
        done = Compiled(file.stem, target)
        if target.exists():
            return done
        target.parent.mkdir(exist_ok=True)
        unfinished = target.with_suffix(".tmp")
        command = ["clang-22", *self.flags(), *flags, "-c", str(file), "-o"]
        try:
            _call(*command, str(unfinished))
        except subprocess.CalledProcessError as error:
            wrong = [line for line in error.stderr.splitlines() if "error:" in line]
            return replace(done, path=None, error=wrong[0].split("error:")[1].strip())
        except subprocess.TimeoutExpired:
            return replace(done, path=None, error=f"clang took more than {_LONGEST} s")
        unfinished.rename(target)
        return done

    def flags(self) -> list[str]:
        """What clang is called with for every file."""
        places = [self._made / "include", self.root / _TESTS, self.root / "tools/include/uapi"]
        machine = platform.machine()
        return [
            *("-g", "-O2", "-w", "--target=bpf", "-mlittle-endian", "-DENABLE_ATOMICS_TESTS"),
            f"-D__TARGET_ARCH_{_ARCHITECTURES.get(machine, machine)}",
            *(f"-I{place}" for place in places),
            *("-idirafter", "/usr/include", "-idirafter", f"/usr/include/{machine}-linux-gnu"),
        ]


def _call(*command: str) -> str:
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=_LONGEST)
    return done.stdout
