"""LLVM as a library: from IR text to an object, for the machine this runs on.

Only the compiler's own process imports this (see `progpack.jit.compile.client` for why there is
one).
"""

from __future__ import annotations

from itertools import islice
from typing import Any, Final

from progpack import arch
from progpack.arch.cpu import CpuTarget
from progpack.arch.lookup import TARGETS
from progpack.errors import CapabilityError, CompileError, MissingFeatureError
from progpack.jit.compile.partial import masks_hidden
from progpack.jit.compile.wide import wide_divisions
from progpack.link import Image, read_image

__all__ = ["Llvm", "require_machine"]

#: The oldest LLVM that reads the text of the runtime (``target_mem`` in ``memory(...)``).
LEAST_LLVM: Final = 22

#: For so few instructions in a row, LLVM's quick code generator makes what the good one
#: does, and setting that up takes longer than all of the rest together.
_TINY = 8
#: Passes that find something in a plain program: no calls, no loops, no memory but its frame.
_PLAIN = (
    "sroa", "simplify_cfg", "instruction_combine", "reassociate", "new_gvn", "aggressive_dce",
    "simplify_cfg", "instruction_combine",
)  # fmt: skip

#: The architecture whose registers have parts that are written alone.
_PARTIAL: Final = "x86-64"

#: Hosts on which programs are run in tests, see tests/hosts. Executables are made for more.
HOSTS = ("x86-64", "arm64")


class Llvm:
    """LLVM's code generator for this machine, or for a target that is named.

    Args:
        target: what to compile for, or the name of one of `progpack.arch.lookup.TARGETS`; None for
            this machine.

    Attributes:
        machine: architecture name, as in `progpack.arch`.
        cpu: the CPU model that LLVM tunes and selects instructions for.
        version: version of LLVM.

    Raises:
        MissingFeatureError: llvmlite is not installed or too old, or its LLVM was built without the
            target.
        CapabilityError: programs cannot be compiled for this machine.
    """

    def __init__(self, target: str | CpuTarget | None = None) -> None:
        if target is None:
            self.machine = arch.host().name
            require_machine(self.machine)
        try:
            import llvmlite.binding as llvm
        except ImportError as error:
            raise MissingFeatureError(
                "compiling BPF programs needs llvmlite: pip install 'progpack[jit]'"
            ) from error
        if llvm.llvm_version_info[0] < LEAST_LLVM:
            raise MissingFeatureError(
                f"compiling BPF programs needs LLVM {LEAST_LLVM}, as llvmlite has it from 0.48 on; "
                f"this llvmlite has LLVM {llvm.llvm_version_info[0]}: pip install 'progpack[jit]'"
            )
        self._llvm = llvm
        self.version = ".".join(map(str, llvm.llvm_version_info))
        self.cpu: str
        self._triple: str
        self._machine: Any
        self._quick: Any
        self._plain: tuple[Any, Any] | None = None
        if target is None:
            self._for_host()
        else:
            self._for_target(TARGETS[target] if isinstance(target, str) else target)

    def _for_host(self) -> None:
        llvm = self._llvm
        llvm.initialize_native_target()
        llvm.initialize_native_asmprinter()
        self.cpu = llvm.get_host_cpu_name()
        triple = llvm.get_process_triple()
        self._triple = f'target triple = "{triple}"\n'
        self._machine, self._quick = (self._machine_of(triple, level) for level in (2, 0))

    def _machine_of(self, triple: str, level: int) -> Any:
        return self._llvm.Target.from_triple(triple).create_target_machine(
            cpu=self.cpu,
            features=self._llvm.get_host_cpu_features().flatten(),
            opt=level,
            reloc="pic",
            codemodel="small",
        )

    def _for_target(self, target: CpuTarget) -> None:
        llvm = self._llvm
        llvm.initialize_all_targets()
        llvm.initialize_all_asmprinters()
        self.machine = target.arch
        self.cpu = target.cpu
        try:
            chosen = llvm.Target.from_triple(target.triple)
        except RuntimeError as error:
            raise MissingFeatureError(
                f"this llvmlite's LLVM {self.version} cannot compile for {target.name}: {error}"
            ) from error
        self._machine = chosen.create_target_machine(
            cpu=target.cpu,
            features=target.features,
            opt=2,
            reloc="pic",
            codemodel=target.codemodel,
            abiname=target.abi,
        )
        self._quick = self._machine  # a target's images are kept, and nobody waits for them
        # The optimiser has to know the byte order and the width before code is generated.
        layout = self._machine.target_data
        self._triple = f'target triple = "{target.triple}"\ntarget datalayout = "{layout}"\n'

    def compile(self, ir: str, optimize: int) -> Image:
        """Compile a module.

        Args:
            ir: LLVM IR as text, without a target triple.
            optimize: 0 to 3, LLVM's speed level; 0 leaves the middle end out, and 1 is for plain
                programs (`progpack.jit.lower.program.Lowered`) and leaves out what finds nothing in
                those.

        Raises:
            CompileError: LLVM refuses the text, or emits what cannot be placed.
        """
        image = self._image(ir, optimize)
        divisions = wide_divisions(image.outside)
        return self._image(ir + divisions, optimize) if divisions else image

    def _image(self, ir: str, optimize: int) -> Image:
        module = self._module(ir, optimize)
        emitted = self._generator(ir, module, optimize).emit_object(module)
        return read_image(emitted, "what LLVM made", machine=self.machine)

    def assembly(self, ir: str, optimize: int) -> str:
        """Compile as `compile` does, and return the assembly text, for people."""
        module = self._module(ir, optimize)
        text: str = self._generator(ir, module, optimize).emit_assembly(module)
        return text

    def _generator(self, ir: str, module: Any, optimize: int) -> Any:
        alone = optimize and ir.count("\ndefine ") == 1
        # In a short text there are no more of them than a few.
        tiny = alone and (ir.count("\n") < 2 * _TINY or _is_tiny(module))
        return self._quick if tiny else self._machine

    def _module(self, ir: str, optimize: int) -> Any:
        module = self._optimised(ir, optimize)
        if self.machine != _PARTIAL:
            return module
        text = str(module)
        hidden = masks_hidden(text)
        return module if hidden == text else self._parsed(hidden)

    def _parsed(self, text: str) -> Any:
        try:
            return self._llvm.parse_assembly(text)
        except RuntimeError as error:
            raise CompileError(f"LLVM refuses the text made for it: {error}") from error

    def _optimised(self, ir: str, optimize: int) -> Any:
        module = self._parsed(self._triple + ir)
        if optimize == 1:
            passes, builder = self._plain_passes()
            passes.run(module, builder)
        elif optimize:
            tuning = self._llvm.create_pipeline_tuning_options(speed_level=optimize)
            builder = self._llvm.create_pass_builder(self._machine, tuning)
            builder.getModulePassManager().run(module, builder)
        return module

    def _plain_passes(self) -> tuple[Any, Any]:
        """Made once: none of them keeps anything of the module it ran over."""
        if self._plain is None:
            tuning = self._llvm.create_pipeline_tuning_options(speed_level=2)
            builder = self._llvm.create_pass_builder(self._machine, tuning)
            passes = self._llvm.create_new_module_pass_manager()
            for name in _PLAIN:
                getattr(passes, f"add_{name}_pass")()
            self._plain = passes, builder
        return self._plain


def _is_tiny(module: Any) -> bool:
    """Whether its one function is one block of at most `_TINY` instructions."""
    function = next(each for each in module.functions if not each.is_declaration)
    blocks = list(islice(function.blocks, 2))
    return len(blocks) == 1 and len(list(islice(blocks[0].instructions, _TINY + 1))) <= _TINY


def require_machine(machine: str) -> None:
    """Refuse a machine that is not compiled for, before anything is compiled.

    Raises:
        CapabilityError: names the machine and those that are compiled for.
    """
    if machine not in HOSTS:
        raise CapabilityError(
            f"BPF programs cannot be compiled for {machine} yet; they can for: " + ", ".join(HOSTS)
        )
