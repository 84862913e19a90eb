"""Loading: an object is read, fitted to what it is given, and made by a backend."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Literal, TypedDict, Unpack, overload

from progpack.bpf.ability import Ability, missing
from progpack.bpf.coverage import with_counters
from progpack.bpf.environment import Environment, environment_of
from progpack.bpf.fit.externs import with_externs
from progpack.bpf.fit.map_sizes import with_map_sizes
from progpack.bpf.fit.program_types import with_program_types
from progpack.bpf.fit.reach import programs_meant
from progpack.bpf.fit.variables import with_variables
from progpack.bpf.spec import ObjectSpec, ProgramType
from progpack.run.backends import COMPILED, backend_of, get_ready, is_able

if TYPE_CHECKING:
    from progpack.bpf.btf.types import Btf
    from progpack.bpf.fit.replacements import Replace
    from progpack.jit.object import Object as CompiledObject
    from progpack.memory import PackAllocator
    from progpack.run.object import Object
    from progpack.run.protocols import Backend

__all__ = ["FitOptions", "LoadOptions", "fit", "load"]


class FitOptions(TypedDict, total=False):
    """The options of `load` that say what the object is fitted to, each as `load` has it."""

    btf: str | os.PathLike[str] | bytes | Btf | None
    kconfig: Mapping[str, int | str] | Literal["kernel"] | None
    ksyms: Mapping[str, int] | Literal["kernel"] | None
    types: Mapping[str, ProgramType | str] | None
    max_entries: Mapping[str, int] | None
    value_sizes: Mapping[str, int] | None


class LoadOptions(FitOptions, total=False):
    """The options of `load`, each as it has them, but for the backend."""

    packs: PackAllocator | None
    programs: Sequence[str] | None
    variables: Mapping[str, object] | None
    skip_unsupported: bool
    environment: Environment | Literal["host"] | None
    coverage: bool
    replace: Replace | None


@overload
def load(
    source: str | os.PathLike[str] | bytes | ObjectSpec,
    *,
    backend: Literal["compiled"] = "compiled",
    **options: Unpack[LoadOptions],
) -> CompiledObject: ...


@overload
def load(
    source: str | os.PathLike[str] | bytes | ObjectSpec,
    *,
    backend: str | Backend,
    **options: Unpack[LoadOptions],
) -> Object: ...


def load(
    source: str | os.PathLike[str] | bytes | ObjectSpec,
    *,
    backend: str | Backend = COMPILED,
    packs: PackAllocator | None = None,
    programs: Sequence[str] | None = None,
    variables: Mapping[str, object] | None = None,
    btf: str | os.PathLike[str] | bytes | Btf | None = None,
    kconfig: Mapping[str, int | str] | Literal["kernel"] | None = None,
    ksyms: Mapping[str, int] | Literal["kernel"] | None = None,
    types: Mapping[str, ProgramType | str] | None = None,
    max_entries: Mapping[str, int] | None = None,
    value_sizes: Mapping[str, int] | None = None,
    skip_unsupported: bool = False,
    environment: Environment | Literal["host"] | None = None,
    coverage: bool = False,
    replace: Replace | None = None,
) -> Object:
    """Load a BPF object: make its maps and programs for a backend.

    Args:
        source: path of an ELF object, its bytes, or a spec.
        backend: where the object runs: ``"compiled"`` in this process, ``"interpreter"`` in plain
            Python, ``"isolated"`` in a process of its own, confined, ``"arch:NAME"`` in one of
            another CPU (under qemu-user where needed), ``"kernel"`` in the running kernel (as
            root), ``"vm:NAME"`` in a kernel that runs in a guest (``vm:6.12``; no root); or a
            backend of your own (`progpack.run.protocols.Backend`).
        packs: where ``compiled`` puts the code; without one the packs that all objects of this
            process share.
        programs: names of the programs to load; without it all that are not marked ``SEC("?...")``.
            Those that arrays of programs start with are loaded with the programs that use them.
        variables: new initial values for global variables, by name; also for constants.
        btf: types of the kernel to which the programs are relocated (CO-RE): ``"kernel"`` for the
            running one, the path of a BTF file such as ``/sys/kernel/btf/vmlinux`` or its bytes.
            Without it, members are where the object's own types have them.
        kconfig: values of kernel options that the object wants (``__kconfig``), by name, or
            ``"kernel"`` for those of the running one.
        ksyms: addresses of kernel symbols that the object wants (``__ksym``), by name, or
            ``"kernel"`` for those of the running one.
        types: types of programs by name, for those whose section does not say it: a section's name
            (``"xdp"``, ``"cgroup/connect4"``), or a type.
        max_entries: sizes of maps by name, for those that the tool sets before it loads the object;
            bytes of ring buffers, rounded up to a power of two of pages.
        value_sizes: bytes of the values of maps by name, likewise.
        skip_unsupported: whether programs and maps that cannot be used here are left out, so that
            they do not refuse the others; ``spec.skipped`` of the object has the reason of each.
        environment: the clocks, random numbers and process that helpers report. ``"host"``, the
            default: those of this machine, which also has what an environment does not name, unless
            ``Environment.fix_rest`` gave it (as `progpack.testing` does).
        coverage: count what runs execute, for `progpack.run.coverage.collect`; compiled code takes
            longer then.
        replace: the replacements of helpers and kernel functions, by name: a function, a result, an
            exception, or a sequence of results; or a list of names whose calls are only recorded.
            The object's ``replaced`` has their calls; see docs/testing.md.

    Raises:
        ObjectError, ProgramError, MissingFeatureError: the object cannot be used; says where and
            why, and which ability a backend does not have.
        ExecMemoryError: there is no executable memory, or the limit would be exceeded. Nothing is
            left behind.
        UsageError: there is no program, variable or backend of a name.
    """
    get_ready(backend)  # while the object is read
    world = environment_of(environment)
    chosen = backend_of(backend, world)
    if replace is not None and chosen is not None and not is_able(chosen, Ability.REPLACED):
        raise missing(chosen.name, Ability.REPLACED, "replace=")
    spec = fit(
        source,
        programs=programs,
        variables=variables,
        btf=btf,
        kconfig=kconfig,
        ksyms=ksyms,
        types=types,
        max_entries=max_entries,
        value_sizes=value_sizes,
        skip_unsupported=skip_unsupported,
        replace=replace,
    )
    if skip_unsupported and programs is not None:
        programs = [name for name in programs if name not in spec.skipped]
    if coverage:
        if chosen is not None and not is_able(chosen, Ability.COVERAGE):
            raise missing(chosen.name, Ability.COVERAGE, "coverage=")
        spec = with_counters(spec)
    if chosen is None:
        from progpack.jit.object import Object as CompiledObject

        return CompiledObject(spec, packs, programs, world)
    if packs is not None:
        raise missing(chosen.name, Ability.PACKS, "packs=")
    from progpack.run.object import HandledObject

    return HandledObject.load(chosen, spec, programs)


def fit(
    source: str | os.PathLike[str] | bytes | ObjectSpec,
    *,
    programs: Sequence[str] | None = None,
    variables: Mapping[str, object] | None = None,
    btf: str | os.PathLike[str] | bytes | Btf | None = None,
    kconfig: Mapping[str, int | str] | Literal["kernel"] | None = None,
    ksyms: Mapping[str, int] | Literal["kernel"] | None = None,
    types: Mapping[str, ProgramType | str] | None = None,
    max_entries: Mapping[str, int] | None = None,
    value_sizes: Mapping[str, int] | None = None,
    skip_unsupported: bool = False,
    replace: Replace | None = None,
) -> ObjectSpec:
    """Read an object and fit it to what it is given; see `load`.

    Only programs that are meant, and those that their arrays start with, have to find what they
    want from a kernel, as libbpf resolves what bpf_program__set_autoload() leaves.

    Raises:
        ObjectError, ProgramError, MissingFeatureError: the object cannot be used; says where and
            why.
        UsageError: a program or variable that is not there.
    """
    if isinstance(source, ObjectSpec):
        spec = source
    else:
        from progpack.bpf.object.reader import read_object

        spec = read_object(source, skip_unsupported=skip_unsupported)
    if types:
        spec = with_program_types(spec, types)
    if max_entries or value_sizes:
        spec = with_map_sizes(spec, max_entries, value_sizes=value_sizes)
    if variables:
        spec = with_variables(spec, variables)
    if replace is not None:
        from progpack.bpf.fit.replacements import with_replacements

        spec = with_replacements(spec, replace)
    bind = partial(_bind, btf=btf, kconfig=kconfig, ksyms=ksyms)
    if skip_unsupported:
        from progpack.run.skipping import without_unsupported

        named = None if programs is None else [n for n in programs if n not in spec.skipped]
        return without_unsupported(spec, programs_meant(spec, named), bind)
    return bind(spec, programs)


def _bind(
    spec: ObjectSpec,
    programs: Sequence[str] | None,
    *,
    btf: str | os.PathLike[str] | bytes | Btf | None,
    kconfig: Mapping[str, int | str] | Literal["kernel"] | None,
    ksyms: Mapping[str, int] | Literal["kernel"] | None,
) -> ObjectSpec:
    """Fit an object to a kernel; `programs` are those that are meant."""
    if btf is not None:
        from progpack.bpf.fit.core import relocate
        from progpack.bpf.fit.target_types import target_types

        spec = relocate(spec, target_types(btf))
    if not spec.externs:
        return spec
    return with_externs(spec, kconfig, ksyms, programs=programs_meant(spec, programs))
