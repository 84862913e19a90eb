"""Kernels from Debian's own packages, for any user, and without touching the machine's apt.

Where packages come from is read from the machine's configured sources. They go, with the suites
and the architecture that are wanted, into a private configuration in a private folder; apt checks
signatures with the machine's keys as always.
"""

from __future__ import annotations

import os
import re
import subprocess
import tarfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from progpack.errors import MissingFeatureError, ObjectError
from progpack.waits import run

__all__ = ["Apt", "Kernel", "Source", "configured", "kernel_of", "sources_text"]

Say = Callable[[str], None]

_FORMAT: Final = "$(REPO_URI)\t$(RELEASE)\t$(COMPONENT)\t$(SIGNED_BY)"
_KERNEL: Final = re.compile(r"(?:linux-image|linux-binary)-\d[^ ,|(]*")
# linux-binary-* has it beside the modules.
_IMAGE: Final = re.compile(r"(?:\./)?(?:boot/vmlinu[xz]-.+|usr/lib/modules/[^/]+/vmlinu[xz])")
_CONFIG: Final = re.compile(r"(?:\./)?boot/config-.+")
_PATIENCE: Final = 280


@dataclass(frozen=True, slots=True)
class Source:
    """The sources that apt takes packages from.

    Attributes:
        uri: of the archive.
        suite: release, or a part of one (``bookworm``, ``bookworm-security``).
        component: ``main``.
        signed_by: file with the keys; empty: those that apt trusts anyway.
    """

    uri: str
    suite: str
    component: str
    signed_by: str = ""


@dataclass(frozen=True, slots=True)
class Kernel:
    """A kernel image.

    Attributes:
        image: what the boot loader takes.
        origin: where it is from: package and version, or the name of a file.
        config: its options, as the file that is beside it has them; empty where none is.
    """

    image: bytes
    origin: str
    config: bytes = b""


def configured(text: str) -> list[Source]:
    """The sources that apt has, each once, from what `apt-get indextargets` prints.

    Args:
        text: a line for each index: archive, suite, component, keys, with tabs in between.
    """
    found: dict[Source, None] = {}
    for line in text.splitlines():
        parts = line.split("\t")
        if len(parts) < 3 or not parts[0] or parts[2] != "main":
            continue
        keys = parts[3] if len(parts) > 3 and parts[3].startswith("/") else ""
        found[Source(parts[0].rstrip("/"), parts[1], parts[2], keys)] = None
    return list(found)


def sources_text(sources: Iterable[Source], suites: Iterable[str], debian_arch: str) -> str:
    """A sources.list: the configured suites, or instead of them others from the same archives.

    Args:
        sources: those that the machine has.
        suites: what is wanted; empty: what the machine has. One that the machine does not have is
            looked for where the first of its suites comes from.
        debian_arch: architecture of the packages.

    Raises:
        MissingFeatureError: the machine has no sources.
    """
    known = list(sources)
    if not known:
        raise MissingFeatureError(
            "apt has no sources of Debian packages (main); give a kernel with --kernel FILE"
        )
    chosen: list[Source] = []
    wanted = list(suites)
    for suite in wanted:
        same = [source for source in known if source.suite == suite]
        base = known[0]
        chosen += same or [Source(base.uri, suite, base.component, base.signed_by)]
    lines = []
    for source in chosen if wanted else known:
        keys = f" signed-by={source.signed_by}" if source.signed_by else ""
        lines.append(
            f"deb [arch={debian_arch}{keys}] {source.uri} {source.suite} {source.component}\n"
        )
    return "".join(dict.fromkeys(lines))


class Apt:
    """A private apt: its lists, cache and state are in a folder of its own.

    Args:
        folder: for everything; the caller removes it.
        debian_arch: architecture of the packages.
        suites: as for `sources_text`.

    Raises:
        MissingFeatureError: apt has no sources, or cannot say which.
    """

    def __init__(self, folder: Path, debian_arch: str, suites: Iterable[str] = ()) -> None:
        self._folder = folder
        self._arch = debian_arch
        for name in ("lists/partial", "archives/partial", "packages"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        (folder / "status").touch()
        # Before the private configuration is in force: the machine's own.
        told = _run(["apt-get", "indextargets", "--format", _FORMAT, "Created-By: Packages"])
        (folder / "sources.list").write_text(
            sources_text(configured(told), suites, debian_arch), encoding="utf-8"
        )
        (folder / "apt.conf").write_text(self._configuration(), encoding="utf-8")

    def update(self) -> None:
        """Fetch the lists of packages.

        Raises:
            MissingFeatureError: apt cannot be done; has what apt said.
        """
        self._apt("apt-get", "update", "-qq", "-o", "APT::Update::Error-Mode=any")

    def depends(self, package: str) -> tuple[str, str]:
        """(version, Depends) of the newest version of a package.

        Raises:
            MissingFeatureError: no suite has it.
        """
        text = self._apt("apt-cache", "show", "--no-all-versions", package)
        fields = dict(re.findall(r"^(Version|Depends): (.*)$", text, re.MULTILINE))
        if "Version" not in fields:
            raise MissingFeatureError(f"no suite has a package {package}")
        return fields["Version"], fields.get("Depends", "")

    def download(self, package: str) -> Path:
        """The package's file, in the private folder.

        Raises:
            MissingFeatureError: the package cannot be fetched.
        """
        folder = self._folder / "packages"
        self._apt("apt-get", "download", "-qq", package, cwd=folder)
        found = sorted(folder.glob(f"{package}_*.deb"))
        if not found:
            raise MissingFeatureError(f"apt-get download {package} left no file")
        return found[0]

    def _apt(self, *command: str, cwd: Path | None = None) -> str:
        settings = {"APT_CONFIG": str(self._folder / "apt.conf"), "LC_ALL": "C"}
        return _run(list(command), settings, cwd)

    def _configuration(self) -> str:
        folder = self._folder
        settings = {
            "APT::Architecture": self._arch,
            "Dir::State": folder,
            "Dir::State::lists": folder / "lists",
            "Dir::State::status": folder / "status",
            "Dir::Cache": folder,
            "Dir::Cache::archives": folder / "archives",
            "Dir::Etc::sourcelist": folder / "sources.list",
            "Dir::Etc::sourceparts": "/dev/null",
            "Acquire::Languages": "none",
            "Acquire::Retries": "2",
            # apt drops root's privileges for downloads, and then could not enter the folder.
            "APT::Sandbox::User": "root",
        }
        lines = [f'{name} "{value}";\n' for name, value in settings.items()]
        return (
            "".join(lines)
            + f'#clear APT::Architectures;\nAPT::Architectures {{ "{self._arch}"; }};\n'
        )


def kernel_of(apt: Apt, package: str, say: Say) -> Kernel:
    """The kernel that a package is, or depends on; since 6.19 the image is in linux-binary-*.

    Raises:
        MissingFeatureError: there is no such package, or none of its dependencies is a kernel.
        ObjectError: the package of the kernel has no image.
    """
    name = package
    for _ in range(4):
        version, depends = apt.depends(name)
        more = _KERNEL.search(depends)
        if more is None or more[0] == name:
            break
        if _KERNEL.fullmatch(name) and not more[0].startswith("linux-binary"):
            break
        name = more[0]
    else:
        raise MissingFeatureError(f"{package} leads from package to package, to no kernel")
    if not _KERNEL.fullmatch(name):
        raise MissingFeatureError(f"{package} {version} depends on no kernel: {depends!r}")
    say(f"fetching {name} {version}")
    path = apt.download(name)
    say(f"taking the image out of {path.name} ({path.stat().st_size / 1e6:.1f} MB)")
    image, config = _image(path)
    return Kernel(image, f"{name} {version}", config)


def _image(package: Path) -> tuple[bytes, bytes]:
    """The kernel image in a package, and its options where they come before it."""
    command = ["dpkg-deb", "--fsys-tarfile", str(package)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        try:
            config = b""
            with tarfile.open(fileobj=process.stdout, mode="r|") as tar:
                for member in tar:
                    if member.isfile() and _CONFIG.fullmatch(member.name):
                        config = _contents(tar, member)
                    if member.isfile() and _IMAGE.fullmatch(member.name):
                        return _contents(tar, member), config
        except tarfile.TarError as error:
            raise ObjectError(f"{package.name}: no Debian package: {error}") from error
        finally:
            process.kill()
    raise ObjectError(
        f"{package.name}: no kernel image in it, boot/vmlinuz-* or usr/lib/modules/*/vmlinuz"
    )


def _contents(tar: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    data = tar.extractfile(member)
    assert data is not None
    return data.read()


def _run(
    command: list[str], settings: Mapping[str, str] | None = None, cwd: Path | None = None
) -> str:
    try:
        done = run(command, seconds=_PATIENCE, env={**os.environ, **(settings or {})}, cwd=cwd)
    except subprocess.TimeoutExpired as error:
        raise MissingFeatureError(f"{command[0]} took more than {_PATIENCE} s") from error
    except OSError as error:
        raise MissingFeatureError(f"{command[0]} does not start: {error.strerror}") from error
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if line.startswith(("E:", "W:"))]
        raise MissingFeatureError(f"{' '.join(command[:3])}: {'; '.join(said) or 'failed'}")
    return done.stdout
