"""llvmlite modules in packs; run by test_packages.py in a process of its own."""

from __future__ import annotations

import ctypes
import random
import sys
from collections.abc import Callable
from typing import Any

import llvmlite.binding as llvm

from progpack.adapters.llvmlite import PackEngine
from progpack.errors import CompileError, JitLimitError, SpanError, UsageError
from progpack.memory import PackAllocator
from tests.memory.maps import lines, overlapping

llvm.initialize_native_target()
llvm.initialize_native_asmprinter()

MODULE = """
@count = global i64 5
@table = private constant [4 x double] [double 1.0, double 2.0, double 3.0, double 4.0]
@other = external global i64
declare double @cos(double)
declare i64 @callee(i64)
define i64 @step(i64 %x) {
  %old = load i64, ptr @count
  %r = call i64 @callee(i64 %x)
  %sum = add i64 %old, %r
  store i64 %sum, ptr @count
  ret i64 %sum
}
define double @wave(i64 %i) {
  %p = getelementptr [4 x double], ptr @table, i64 0, i64 %i
  %d = load double, ptr %p
  %e = call double @cos(double %d)
  ret double %e
}
define i64 @choose(i64 %x) {
  switch i64 %x, label %rest [ i64 0, label %a  i64 1, label %b  i64 2, label %c
                               i64 3, label %d  i64 4, label %e ]
a: ret i64 11
b: ret i64 7
c: ret i64 -3
d: ret i64 1009
e: %o = load i64, ptr @other
   ret i64 %o
rest: ret i64 %x
}
"""
CALLEE = """
@other = global i64 77
define internal i64 @choose(i64 %x) { ret i64 %x }
define i64 @callee(i64 %x) {
  %y = mul i64 %x, 3
  ret i64 %y
}
"""
MACHINES: list[dict[str, Any]] = [
    {},
    {"jit": True},
    {"reloc": "pic", "codemodel": "small", "opt": 3},
    {"reloc": "pic", "codemodel": "large"},
]


def machine(**options: Any) -> Any:
    return llvm.Target.from_triple(llvm.get_process_triple()).create_target_machine(**options)


def parse(text: str) -> Any:
    module = llvm.parse_assembly(text)
    module.verify()
    return module


def refused(what: Callable[[], object], kind: type[Exception], text: str) -> None:
    try:
        what()
    except kind as error:
        said = str(error)
    else:
        raise AssertionError(f"{kind.__name__} expected: {text}")
    assert text in said, said


def against_mcjit(options: dict[str, Any]) -> None:
    """The same modules in LLVM's own engine and in packs say the same."""
    theirs = llvm.create_mcjit_compiler(parse(CALLEE), machine(**options))
    theirs.add_module(parse(MODULE))
    theirs.finalize_object()
    with PackAllocator() as packs:
        ours = PackEngine(packs, machine(**options))
        # Whatever the order: what a module needs is linked before it.
        ours.add_module(parse(MODULE))
        ours.add_module(parse(CALLEE))
        for name, prototype, result in (
            ("step", "int64_t(int64_t)", ctypes.c_int64),
            ("wave", "double(int64_t)", ctypes.c_double),
            ("choose", "int64_t(int64_t)", ctypes.c_int64),
        ):
            mine = ours.function(name, prototype)
            address = theirs.get_function_address(name)
            other = ctypes.CFUNCTYPE(result, ctypes.c_int64)(address)
            for _ in range(50):
                x = random.randrange(4 if name == "wave" else 7)
                assert mine(x) == other(x), (options, name, x)
        code, data = (ours.get_function_address("step"), ours.get_global_value_address("count"))
        assert overlapping(code, 1) == ["r-xs"], overlapping(code, 1)
        assert overlapping(data, 8) == ["rw-p"], overlapping(data, 8)
        assert ours.get_function_address("nobody") == 0
        ours.close()
        assert packs.stats.programs == 0


def lifetimes() -> None:
    with PackAllocator(jit_limit=64 * 20) as packs:
        engine = PackEngine(packs, machine(reloc="pic", codemodel="small"), symbols={"callee": 1})
        text = "define i64 @f{0}() {{ ret i64 {0} }}"
        modules = [parse(text.format(i)) for i in range(20)]
        for module in modules:
            engine.add_module(module)
        functions = [engine.function(f"f{i}", "int64_t(void)") for i in range(20)]
        assert [f() for f in functions] == list(range(20))
        engine.add_module(last := parse(text.format(20)))
        refused(lambda: engine.get_function_address("f20"), JitLimitError, "limit")
        engine.remove_module(modules[7])
        refused(functions[7], SpanError, "freed")
        refused(lambda: engine.remove_module(modules[7]), UsageError, "never added")
        assert engine.get_function_address("f7") == 0
        engine.add_module(last)
        assert engine.function("f20", "int64_t(void)")() == 20
        refused(lambda: engine.add_module(last), UsageError, "already")
        refused(lambda: engine.function("g", "void(void)"), UsageError, "no module")


def circles_and_names() -> None:
    with PackAllocator() as packs:
        engine = PackEngine(packs, machine())
        engine.add_module(parse("declare void @b()  define void @a() { call void @b() ret void }"))
        engine.add_module(parse("declare void @a()  define void @b() { call void @a() ret void }"))
        refused(engine.finalize_object, CompileError, "need each other")
        engine.add_module(
            parse("declare i64 @gone()  define i64 @c() { %r = call i64 @gone() ret i64 %r }")
        )
        refused(engine.finalize_object, CompileError, "gone")
        engine.finalize_object()
        assert packs.stats.programs == 0
        llvm.add_symbol("gone", ctypes.cast(ctypes.CDLL(None).abs, ctypes.c_void_p).value)
        engine.add_module(
            module := parse(
                "@here = external global i64\n"
                "define i64 @d() { %r = load i64, ptr @here ret i64 %r }"
            )
        )
        cell = ctypes.c_int64(99)
        engine.add_global_mapping(module.get_global_variable("here"), ctypes.addressof(cell))
        assert engine.function("d", "int64_t(void)")() == 99


def cache() -> None:
    kept: dict[str, bytes] = {}
    for _ in range(2):
        with PackAllocator() as packs:
            engine = PackEngine(packs, machine())
            engine.set_object_cache(
                lambda module, data: kept.update({module.name: data}),
                lambda module: kept.get(module.name),
            )
            module = parse("define i64 @e() { ret i64 8 }")
            module.name = "cached"
            engine.add_module(module)
            assert engine.function("e", "int64_t(void)")() == 8
    assert list(kept) == ["cached"]


def many() -> None:
    with PackAllocator() as packs:
        engine = PackEngine(packs, machine(reloc="pic", codemodel="small"))
        before = len(lines())
        for i in range(300):
            engine.add_module(
                parse(f"define i64 @m{i}(i64 %x) {{ %y = add i64 %x, {i} ret i64 %y }}")
            )
        engine.finalize_object()
        assert packs.stats.programs == 300
        assert len(lines()) - before < 20
        assert engine.function("m299", "int64_t(int64_t)")(1) == 300


def closing() -> None:
    """Addresses that were given out stay good; code that nobody has the address of goes."""
    packs = PackAllocator("pack-4k")
    engine = PackEngine(packs, machine())
    engine.add_module(
        parse("@v = global i64 5 define i64 @f() { %x = load i64, ptr @v ret i64 %x }")
    )
    address = engine.get_function_address("f")
    alone = packs.install(b"\xc3" * 4096)
    packs.close()
    assert ctypes.CFUNCTYPE(ctypes.c_int64)(address)() == 5
    assert overlapping(address, 1) == ["r-xs"]
    assert not overlapping(alone.address, 1)


for each in MACHINES:
    against_mcjit(each)
closing()
lifetimes()
circles_and_names()
cache()
many()
sys.stdout.write("done\n")
