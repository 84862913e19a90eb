"""Kernels out of packages: sources as apt names them, packages as dpkg makes them."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from progpack.errors import MissingFeatureError, ObjectError
from progpack.vm.debian import Apt, Source, configured, kernel_of, sources_text

MAIN = Source("http://one.invalid/debian", "bookworm", "main", "/usr/share/keyrings/d.gpg")
SECURITY = Source("http://one.invalid/security", "bookworm-security", "main")
INDEX = (
    "http://one.invalid/debian/\tbookworm\tmain\t/usr/share/keyrings/d.gpg\n"
    "http://one.invalid/debian/\tbookworm\tmain\t/usr/share/keyrings/d.gpg\n"
    "http://one.invalid/debian/\tbookworm\tcontrib\t\n"
    "http://one.invalid/security\tbookworm-security\tmain\t$(SIGNED_BY)\n"
    "\n"
)


def test_sources_are_those_of_the_machine_each_once() -> None:
    assert configured(INDEX) == [MAIN, SECURITY]


def test_all_suites_of_the_machine_are_used_for_another_architecture() -> None:
    assert sources_text([MAIN, SECURITY], [], "arm64").splitlines() == [
        f"deb [arch=arm64 signed-by={MAIN.signed_by}] http://one.invalid/debian bookworm main",
        "deb [arch=arm64] http://one.invalid/security bookworm-security main",
    ]


def test_another_suite_comes_from_the_first_archive() -> None:
    text = sources_text([MAIN, SECURITY], ["sid", "bookworm-security"], "amd64")
    assert [line.split()[-3:] for line in text.splitlines()] == [
        ["http://one.invalid/debian", "sid", "main"],
        ["http://one.invalid/security", "bookworm-security", "main"],
    ]


def test_without_sources_it_says_what_to_do() -> None:
    with pytest.raises(MissingFeatureError, match="--kernel FILE"):
        sources_text([], ["sid"], "amd64")


class Pool(Apt):
    """An archive of packages in a folder."""

    def __init__(self, folder: Path, packages: dict[str, str]) -> None:
        self.folder = folder
        self.packages = packages

    def depends(self, package: str) -> tuple[str, str]:
        if package not in self.packages:
            raise MissingFeatureError(f"no {package}")
        return "1.2-3", self.packages[package]

    def download(self, package: str) -> Path:
        return built(self.folder, package)


def built(folder: Path, package: str) -> Path:
    """A package with a kernel image of its own name, as dpkg makes it."""
    root = folder / package
    (root / "DEBIAN").mkdir(parents=True)
    (root / "DEBIAN/control").write_text(
        f"Package: {package}\nVersion: 1.2-3\nArchitecture: all\nMaintainer: n <n@example.org>\n"
        "Description: d\n"
    )
    (root / "boot").mkdir()
    (root / "boot/config-1").write_text("no kernel")
    modules = root / "usr/lib/modules/1-cloud"
    modules.mkdir(parents=True)
    image = modules / "vmlinuz" if "binary" in package else root / "boot/vmlinuz-1"
    if "unsigned" not in package:
        image.write_bytes(package.encode() * 1000)
    target = folder / f"{package}_1.2-3_all.deb"
    subprocess.run(
        ["dpkg-deb", "--root-owner-group", "--build", str(root), str(target)],
        check=True,
        capture_output=True,
    )
    return target


needs_dpkg = pytest.mark.skipif(not shutil.which("dpkg-deb"), reason="dpkg-deb is not here")


@needs_dpkg
@pytest.mark.parametrize(
    ("packages", "wanted"),
    [
        (
            {
                "linux-image-cloud-amd64": "linux-image-6.1.0-9-cloud-amd64 (= 1.2-3)",
                "linux-image-6.1.0-9-cloud-amd64": "kmod, linux-base (>= 4.3~), initramfs-tools",
            },
            "linux-image-6.1.0-9-cloud-amd64",
        ),
        (
            # From 6.19 on the image is in a package of its own.
            {
                "linux-image-cloud-amd64": "linux-image-7.3.4-cloud-amd64 (= 1.2-3)",
                "linux-image-7.3.4-cloud-amd64": "kmod, linux-binary-7.3.4-cloud-amd64 (= 1.2-3)",
                "linux-binary-7.3.4-cloud-amd64": "",
            },
            "linux-binary-7.3.4-cloud-amd64",
        ),
    ],
)
def test_the_image_is_found_from_package_to_package(
    tmp_path: Path, packages: dict[str, str], wanted: str
) -> None:
    said: list[str] = []
    kernel = kernel_of(Pool(tmp_path, packages), "linux-image-cloud-amd64", said.append)
    assert kernel.image == wanted.encode() * 1000
    assert kernel.origin == f"{wanted} 1.2-3"
    assert said[0] == f"fetching {wanted} 1.2-3"


@needs_dpkg
def test_a_package_without_image_is_refused(tmp_path: Path) -> None:
    name = "linux-image-6.1.0-9-amd64-unsigned"
    with pytest.raises(ObjectError, match="no kernel image in it"):
        kernel_of(Pool(tmp_path, {name: "kmod"}), name, lambda _: None)


def test_a_package_that_leads_to_no_kernel_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MissingFeatureError, match=r"hello 1\.2-3 depends on no kernel: 'libc6'"):
        kernel_of(Pool(tmp_path, {"hello": "libc6"}), "hello", lambda _: None)
    chain = {f"meta-{at}": f"linux-image-{at}-a" for at in range(9)}
    with pytest.raises(MissingFeatureError, match="no linux-image-0-a"):
        kernel_of(Pool(tmp_path, chain), "meta-0", lambda _: None)


@pytest.mark.skipif(not shutil.which("apt-get"), reason="apt is not here")
def test_the_private_configuration_stays_in_its_folder(tmp_path: Path) -> None:
    try:
        Apt(tmp_path, "arm64", ["bookworm"])
    except MissingFeatureError as error:
        pytest.skip(str(error))
    done = subprocess.run(
        ["apt-config", "dump", "--format", "%f=%v%n"],
        env={"APT_CONFIG": str(tmp_path / "apt.conf"), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=True,
    )
    settings = dict(line.partition("=")[::2] for line in done.stdout.splitlines())
    assert settings["APT::Architecture"] == "arm64"
    for name in ("Dir::State", "Dir::State::lists", "Dir::State::status", "Dir::Cache"):
        assert settings[name].startswith(str(tmp_path)), name
    assert settings["Dir::Etc::sourcelist"] == str(tmp_path / "sources.list")
    assert (tmp_path / "sources.list").read_text().startswith("deb [arch=arm64")
