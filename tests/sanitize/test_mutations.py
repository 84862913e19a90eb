"""The packets that the native runtime makes stay in their memory, whatever their lengths."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

import progpack.jit

HERE = Path(__file__).parent
RUNTIME = Path(progpack.jit.__file__).parent / "runtime"
CLANG = shutil.which("clang-22")


@pytest.fixture(scope="module")
def mutations(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if CLANG is None:
        pytest.skip("needs clang 22")
    program = tmp_path_factory.mktemp("mutations") / "mutations"
    flags = ["-g", "-O1", "-fno-strict-aliasing", "-fno-builtin", f"-I{RUNTIME}"]
    checks = ["-fsanitize=address,undefined", "-fno-sanitize-recover=all"]
    # What the rest of the runtime has from Python is not there to be linked.
    checks += ["-fno-sanitize=alignment", "-ffunction-sections", "-Wl,--gc-sections"]
    source = str(HERE / "mutations.c")
    subprocess.run([CLANG, *flags, *checks, source, "-o", str(program)], check=True)
    return program


@pytest.mark.parametrize("known", [1, 2, 5, 33])
@pytest.mark.parametrize(
    ("shortest", "longest"), [(0, 1), (0, 3), (1, 1), (0, 64), (14, 60), (60, 64), (0, 300)]
)
def test_made_packets_stay_in_their_memory(
    mutations: Path, shortest: int, longest: int, known: int
) -> None:
    command = [str(mutations), *map(str, (shortest, longest, known, 7))]
    for words in (command, [*command, "without tokens"]):
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr[:2000]
        # Every length came.
        assert int(done.stdout, 16).bit_count() == min(longest - shortest + 1, 64)
