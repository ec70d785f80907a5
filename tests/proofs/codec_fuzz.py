"""`python -m tests.proofs.codec_fuzz [--seconds S] [--seed N]`.

Coverage-guided fuzzing of the three decoders with atheris, which is asked for only here
(`.venv/bin/pip install atheris`): any bytes become frames or a `PeerError`, nothing
else, and what was decoded says the same when it is encoded and decoded again. It begins
with the golden frames. Prints a line for each decoder; exits with 1 when one broke, and
the input as hexadecimal digits, or when too little was tried.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from random import SystemRandom
from tempfile import TemporaryDirectory
from typing import Final

import msgpack

GOLDEN: Final = Path(__file__).parents[1] / "gateway" / "golden_frames.txt"
ROOT: Final = Path(__file__).parents[2]
MAX_INPUT_BYTES: Final = 4_096
"""Longer ones are slower and reach nothing more; the limit has a test of its own."""
MIN_RUNS_PER_SECOND: Final = 100
"""A machine does thousands; fewer mean that something else was measured."""
LID_SECONDS: Final = 60.0
"""Beyond the time given, for a decoder that hangs."""
TARGETS: Final = {"server": "client:", "json": "client:", "client": "server:"}
"""The decoders, and which golden frames they read."""
_RUNS: Final = re.compile(r"number_of_executed_units: (\d+)")


def main() -> int:
    """Fuzzes one decoder after the other, each in a process of its own."""
    parser = argparse.ArgumentParser(description="Fuzz the decoders of the wire.")
    parser.add_argument("--seconds", type=int, default=60, help="for all of them")
    parser.add_argument("--seed", type=int, default=SystemRandom().randrange(1, 2**31))
    parser.add_argument("--target", choices=tuple(TARGETS), help="here, one alone")
    options, rest = parser.parse_known_args()
    if find_spec("atheris") is None:
        sys.stderr.write("expected atheris: .venv/bin/pip install atheris\n")
        return 2
    if options.target:
        _fuzz(options.target, [sys.argv[0], *rest])
    seconds = max(1, options.seconds // len(TARGETS))
    broken = [name for name in TARGETS if not _holds(name, seconds, options.seed)]
    return 1 if broken else 0


def _holds(name: str, seconds: int, seed: int) -> bool:
    """Fuzzes one decoder for so long; True when nothing broke."""
    with TemporaryDirectory(prefix="triodesk-fuzz-") as directory:
        corpus = Path(directory) / "corpus"
        corpus.mkdir()
        for number, data in enumerate(_golden(name)):
            (corpus / str(number)).write_bytes(data)
        command = [sys.executable, "-m", __spec__.name, "--target", name]
        limits = [f"-max_total_time={seconds}", f"-max_len={MAX_INPUT_BYTES}"]
        places = [f"-artifact_prefix={directory}/", f"-seed={seed}", str(corpus)]
        done = subprocess.run(
            [*command, "-print_final_stats=1", *limits, *places],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=seconds + LID_SECONDS,
            check=False,
        )
        found = _RUNS.search(done.stderr)
        runs = int(found[1]) if found else 0
        inputs = [each.read_bytes().hex() for each in Path(directory).glob("*-*")]
    is_enough = runs >= seconds * MIN_RUNS_PER_SECOND
    holds = not done.returncode and is_enough
    fate = "holds" if holds else f"BROKEN by {inputs or 'too few inputs'}"
    sys.stdout.write(f"{name:<8} {runs:>10,} inputs  seed {seed}  {fate}\n")
    sys.stdout.flush()
    if done.returncode:
        sys.stderr.write(done.stdout + done.stderr)
    return holds


def _golden(name: str) -> list[bytes]:
    lines = GOLDEN.read_text("ascii").splitlines()
    frames = [line.split() for line in lines if line.startswith(TARGETS[name])]
    data = [bytes.fromhex(digits) for _, digits in frames]
    if name == "json":
        return [json.dumps(msgpack.unpackb(each)).encode() for each in data]
    return data


def _fuzz(name: str, arguments: list[str]) -> None:
    """Fuzzes here; never returns."""
    import atheris  # noqa: PLC0415 - a tool of this command alone

    with atheris.instrument_imports():
        test = _tests()[name]
    atheris.Setup(arguments, test)
    atheris.Fuzz()


def _tests() -> dict[str, Callable[[bytes], None]]:
    """What must hold of any bytes, by decoder; imports them, to be instrumented."""
    from gateway.wire import client_codec, json_codec, server_codec  # noqa: PLC0415
    from runtime.errors import PeerError  # noqa: PLC0415

    def server(data: bytes) -> None:
        try:
            frames = server_codec.decode_client_message(data)
        except PeerError:
            return
        if frames:
            again = client_codec.encode_client_frames(frames)
            assert server_codec.decode_client_message(again) == frames

    def as_json(data: bytes) -> None:
        try:
            frames = json_codec.decode_json(data)
        except PeerError:
            return
        if frames:
            again = client_codec.encode_client_frames(frames)
            assert server_codec.decode_client_message(again) == frames

    def client(data: bytes) -> None:
        try:
            frames = client_codec.decode_server_message(data)
        except PeerError:
            return
        for frame in frames:
            again = server_codec.encode_frame(frame)
            assert client_codec.decode_server_message(again) == [frame]

    return {"server": server, "json": as_json, "client": client}


if __name__ == "__main__":
    sys.exit(main())
