"""Fetch and boot real kernels in guests, for `progpack verify` and `progpack run`.

A kernel is fetched once and booted once; from then on it is resumed in a
fraction of a second. Its name is the start of its release (6.12), a release of
Debian (debian-12, debian-12-backports, sid) or the path of an image; ARCH:
before the name chooses another CPU. Debian's kernels come from the sources of
this machine's apt, and apt's keys verify them. QEMU boots them without root,
and with KVM where it works. They are stored in
$XDG_CACHE_HOME/progpack/kernels.

  list    list the stored kernels
  fetch   fetch and boot kernels that are not stored yet
  check   compare the stored files with their digests, and resume each kernel
  rm      remove stored kernels

Exit codes: 0 good, 1 a kernel is damaged or does not boot, 2 there is no such
kernel, 3 QEMU or apt is missing.

examples:
  progpack kernels fetch 6.1 6.12
  progpack kernels fetch /boot/vmlinuz-6.12.48
  progpack kernels check
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from progpack.commands.common import output
from progpack.errors import ProgpackError, UsageError

if TYPE_CHECKING:
    from progpack.vm.store import Store, Stored

__all__ = ["add", "run"]

_ACTIONS = ("list", "fetch", "check", "rm")
_NAMES = "the name of a kernel: 6.12, debian-12, a path, ..."
_AGAIN = "with fetch: fetch kernels again that are stored already"


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("action", metavar="ACTION", choices=_ACTIONS, help=", ".join(_ACTIONS))
    parser.add_argument("names", metavar="KERNEL", nargs="*", default=[], help=_NAMES)
    parser.add_argument("--again", action="store_true", help=_AGAIN)
    output.add_forms(parser, "json")


def run(args: argparse.Namespace) -> int:
    """Do what the arguments say; the exit code."""
    from progpack.vm.store import Store

    store = Store()
    if args.action == "fetch":
        return _fetch(store, args)
    if args.action == "list":
        return _list(store, args)
    chosen = _chosen(store, args)
    if args.action == "rm":
        with store.lock():
            for stored in chosen:
                store.remove(stored)
                output.tell(f"removed {stored.name}", aside=False)
        return 0
    return _check(chosen, [] if args.names else store.problems())


def _fetch(store: Store, args: argparse.Namespace) -> int:
    from progpack.vm.fetch import ensure, parse

    if not args.names:
        raise UsageError("kernels fetch: name a kernel, such as 6.12")
    for name in [parse(text) for text in args.names]:
        stored = ensure(store, name, output.tell, again=args.again)
        output.tell(f"{name.text}: {_described(stored)}", aside=False)
    return 0


def _list(store: Store, args: argparse.Namespace) -> int:
    kernels = store.all()
    if args.json is not None:
        value = {"folder": str(store.folder), "kernels": [_record(one) for one in kernels]}
        output.write(args.json, output.json_text("kernels", value))
        return 0
    for stored in kernels:
        output.tell(_described(stored), aside=False)
    if not kernels:
        output.tell("no kernels are stored; fetch one: progpack kernels fetch 6.12", aside=False)
    return 0


def _described(stored: Stored) -> str:
    manifest = stored.manifest
    words = [manifest.arch, f"{stored.size / 1e6:.0f} MB", manifest.accelerator]
    if not manifest.features.get("types"):
        words.append("no BTF")
    return f"{manifest.release}: {', '.join(words)}, from {manifest.origin}"


def _record(stored: Stored) -> dict[str, Any]:
    manifest = stored.manifest
    return {
        "release": manifest.release,
        "version": manifest.version,
        "arch": manifest.arch,
        "origin": manifest.origin,
        "qemu": manifest.qemu,
        "accelerator": manifest.accelerator,
        "boots": manifest.boots,
        "boot_seconds": manifest.seconds,
        "features": manifest.features,
        "files": {name: {"sha256": d, "bytes": n} for name, (d, n) in manifest.files.items()},
    }


def _chosen(store: Store, args: argparse.Namespace) -> list[Stored]:
    from progpack.vm.fetch import find, parse

    if not args.names:
        if args.action == "rm":
            raise UsageError("kernels rm: name the kernels to remove")
        return store.all()
    chosen = []
    for text in args.names:
        stored = find(store, parse(text))
        if stored is None:
            raise UsageError(f"no kernel {text} is there; see progpack kernels list")
        chosen.append(stored)
    return chosen


def _check(chosen: list[Stored], others: list[str]) -> int:
    bad = len(others)
    for problem in others:
        output.tell(problem, aside=False)
    for stored in chosen:
        problems = stored.problems() or _resumed(stored)
        for problem in problems:
            output.tell(f"{stored.name}: {problem}", aside=False)
        if not problems:
            output.tell(f"{stored.name}: good", aside=False)
        bad += bool(problems)
    return int(bool(bad))


def _resumed(stored: Stored) -> list[str]:
    from progpack.vm.guest import attempt
    from progpack.vm.warm import is_current, resume

    if not is_current(stored):
        return []  # the next use boots it again

    def release() -> str:
        with resume(stored) as guest:
            return guest.read_now("/proc/sys/kernel/osrelease").decode().strip()

    try:
        said = attempt(release, output.tell)
    except ProgpackError as error:
        return [str(error)]
    return [] if said == stored.name else [f"the guest says that it is {said}"]
