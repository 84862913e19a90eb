"""Many functions of LLVM: llvmlite's own JIT (MCJIT) against the same objects in packs.

Each function is an object of its own, as a JIT emits it: some code, a table of constants, and a
call to the C library. It is compiled once; what is installed then is that object with another name
in it each time, by both ways, so that LLVM's compiling, which is the same for both, is left out.
One more line measures with compiling: what of the time of a JIT installing is.

    python benchmarks/adapters.py [--functions N] [--most N] [--json]

Each way runs in a process of its own and calls every function once. MCJIT needs two mappings for
a function, of which Linux allows a process 65,530 (vm.max_map_count); it does not look whether it
gets them, so its process is started to find out where it ends. ``bytes`` is the growth of the
process (Pss: what is mapped twice counts once; files left out), ``code_bytes`` that of the pages
of code: what MCJIT maps to execute, and all that is resident of the packs.
"""

from __future__ import annotations

import argparse
import ctypes
import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

SOURCE = Path(__file__).resolve().parents[1] / "src"
sys.path.insert(0, str(SOURCE))

from progpack.adapters.elf import link_object, read_object  # noqa: E402
from progpack.memory import PackAllocator  # noqa: E402

NAME = "f00000000"
IR = f"""
@table = private constant [4 x i64] [i64 3, i64 5, i64 7, i64 11]
declare i64 @labs(i64)
define i64 @{NAME}(i64 %x) {{
  %low = and i64 %x, 3
  %p = getelementptr [4 x i64], ptr @table, i64 0, i64 %low
  %factor = load i64, ptr %p
  %y = mul i64 %x, %factor
  %z = call i64 @labs(i64 %y)
  %r = add i64 %z, 1
  ret i64 %r
}}
"""
# The same function without constants and calls: MCJIT then has one thing less to look at.
PLAIN = f"""
define i64 @{NAME}(i64 %x) {{
  %y = mul i64 %x, -7
  %r = add i64 %y, 1
  ret i64 %r
}}
"""
ARGUMENT, ANSWER = -6, 43  # |-6 * table[2]| + 1
PROTOTYPE = ctypes.CFUNCTYPE(ctypes.c_int64, ctypes.c_int64)
Install = Callable[[int], int]


def llvm() -> Any:
    """llvmlite, ready to use."""
    import llvmlite.binding as binding

    binding.initialize_native_target()
    binding.initialize_native_asmprinter()
    return binding


def machine(binding: Any) -> Any:
    """What compiles for this computer."""
    target = binding.Target.from_triple(binding.get_process_triple())
    return target.create_target_machine(opt=2, reloc="pic", codemodel="small")


def named(text: bytes, index: int) -> bytes:
    """The same object or module with another name for its function."""
    return text.replace(NAME.encode(), f"f{index:08}".encode())


def mcjit(text: str = IR) -> Install:
    """llvmlite's execution engine, an object at a time."""
    binding = llvm()
    made = machine(binding)
    data = made.emit_object(binding.parse_assembly(text))
    engine = binding.create_mcjit_compiler(binding.parse_assembly(""), made)

    def install(index: int) -> int:
        engine.add_object_file(binding.ObjectFileRef.from_data(named(data, index)))
        engine.finalize_object()
        address: int = engine.get_function_address(f"f{index:08}")
        return address

    return install


def mcjit_compiling() -> Install:
    """llvmlite's execution engine, a module at a time, each compiled."""
    binding = llvm()
    engine = binding.create_mcjit_compiler(binding.parse_assembly(""), machine(binding))

    def install(index: int) -> int:
        engine.add_module(binding.parse_assembly(named(IR.encode(), index).decode()))
        engine.finalize_object()
        address: int = engine.get_function_address(f"f{index:08}")
        return address

    return install


KEPT: list[Any] = []
PACKS: list[PackAllocator] = []


def allocator() -> PackAllocator:
    """Packs whose memory is counted."""
    PACKS.append(PackAllocator())
    return PACKS[-1]


def packs() -> Install:
    """The ELF adapter, an object at a time."""
    binding = llvm()
    data = machine(binding).emit_object(binding.parse_assembly(IR))
    made = allocator()
    symbols = {"labs": binding.address_of_symbol("labs")}

    def install(index: int) -> int:
        linked = link_object(made, named(data, index), symbols)
        KEPT.append(linked)
        return linked.address(f"f{index:08}")

    return install


def packs_once() -> Install:
    """The ELF adapter, one object that is read once and linked again and again."""
    binding = llvm()
    image = read_object(bytes(machine(binding).emit_object(binding.parse_assembly(IR))))
    made = allocator()
    symbols = {"labs": binding.address_of_symbol("labs")}

    def install(_: int) -> int:
        linked = link_object(made, image, symbols)
        KEPT.append(linked)
        return linked.address(NAME)

    return install


def packs_compiling() -> Install:
    """`PackEngine`, a module at a time, each compiled."""
    from progpack.adapters.llvmlite import PackEngine

    binding = llvm()
    engine = PackEngine(allocator(), machine(binding))

    def install(index: int) -> int:
        engine.add_module(binding.parse_assembly(named(IR.encode(), index).decode()))
        return engine.get_function_address(f"f{index:08}")

    return install


WAYS: dict[str, Callable[[], Install]] = {
    "mcjit": mcjit,
    "mcjit-plain": lambda: mcjit(PLAIN),
    "packs": packs,
    "packs-once": packs_once,
    "mcjit-compiling": mcjit_compiling,
    "packs-compiling": packs_compiling,
}


def held() -> tuple[int, int, int]:
    """(mappings, bytes, bytes of code), of this process now; libraries left out."""
    count = total = code = 0
    counted = executable = False
    for line in Path("/proc/self/smaps").read_text().splitlines():
        head, _, rest = line.partition(" ")
        if not head.endswith(":"):
            fields = rest.split(maxsplit=4)
            count += 1
            executable = fields[0][2] == "x" and fields[0][3] == "p"
            # Shared anonymous memory, which packs are made of, has this name.
            counted = len(fields) < 5 or not fields[4].startswith("/") or "/dev/zero" in fields[4]
        elif head == "Pss:" and counted:
            size = int(rest.split()[0]) * 1024
            total += size
            code += size if executable else 0
    for each in PACKS:
        resident = each.stats.resident
        if not isinstance(resident, int):
            raise SystemExit(str(resident))
        code += resident
    return count, total, code


def measure(way: str, functions: int) -> dict[str, float]:
    """One run of one way, in this process; says how far it came before it can die."""
    install = WAYS[way]()
    if PROTOTYPE(install(0))(ARGUMENT) != ANSWER:
        raise SystemExit(f"{way}: the function is wrong")
    before = held()
    spent = 0.0
    for index in range(1, functions):
        start = time.perf_counter()
        address = install(index)
        spent += time.perf_counter() - start
        sys.stdout.write(f"{index + 1}\n")
        sys.stdout.flush()
        if PROTOTYPE(address)(ARGUMENT) != ANSWER:
            raise SystemExit(f"{way}: function {index} is wrong")
    mappings, total, code = (now - then for now, then in zip(held(), before, strict=True))
    return {
        "functions": functions,
        "mappings": mappings,
        "bytes": total / functions,
        "code_bytes": code / functions,
        "installs_per_second": functions / spent,
    }


def run(way: str, functions: int) -> dict[str, Any]:
    """One way in a process of its own; what it measured, or how it ended."""
    command = [sys.executable, __file__, "--way", way, "--functions", str(functions)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    lines = done.stdout.split("\n")
    if done.returncode == 0:
        return {"way": way, **json.loads(lines[-2])}
    last = next((int(line) for line in reversed(lines) if line.isdigit()), 1)
    code = done.returncode
    how = signal.Signals(-code).name if code < 0 else f"exit code {code}"
    return {"way": way, "functions": last, "ended": how, "said": done.stderr.strip()[-200:]}


def show(result: dict[str, Any]) -> str:
    """One line for people."""
    if "ended" in result:
        end = f"installed, then {result['ended']}: {result['said'] or 'nothing is said'}"
        return f"{result['way']:16} {result['functions']:>8,} {end}"
    return (
        f"{result['way']:16} {result['functions']:>8,} {result['mappings']:>9,} "
        f"{result['code_bytes']:>11,.0f} {result['bytes']:>11,.0f} "
        f"{result['installs_per_second']:>11,.0f}"
    )


def main() -> None:
    """Run all ways and compare."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--functions", type=int, default=10_000)
    parser.add_argument("--most", type=int, default=100_000, help="how far to try; 0: not at all")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--way", choices=WAYS, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.way:
        print(json.dumps(measure(options.way, options.functions)))
        return
    compiled = max(options.functions // 10, 2)
    plan = [(way, options.functions) for way in ("mcjit", "packs", "packs-once")]
    plan += [(way, compiled) for way in ("mcjit-compiling", "packs-compiling")]
    if options.most:
        plan += [(way, options.most) for way in ("mcjit", "mcjit-plain", "packs")]
    results = []
    if not options.json:
        print("way             functions  mappings  code B each  all B each  installs/s")
    for way, functions in plan:
        results.append(run(way, functions))
        if not options.json:
            print(show(results[-1]), flush=True)
    if options.json:
        print(json.dumps(results))
        return
    theirs, ours = results[:2]
    if "ended" not in theirs:
        for what, key in (("mappings", "mappings"), ("code", "code_bytes"), ("memory", "bytes")):
            print(f"{what}: {theirs[key] / max(ours[key], 1):,.0f} times as much without packs")


if __name__ == "__main__":
    main()
