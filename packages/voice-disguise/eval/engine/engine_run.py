"""Sends sessions through the product's engine, in Node."""
import json
import re
import subprocess
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from fixed_random import seed_of
from sound import LISTENER_RATE, read_wav
from voices.reader import Session


STRAIGHT_IN = " (no check)"
"""Added to the name of a setting: somebody who goes in without having spoken at the microphone check."""


@dataclass(frozen=True)
class EngineOptions:
    engine: str
    """Path of the bundled disguise.ts."""
    extra: str = ""
    """Path of a file with settings to try out."""
    warm_up_seconds: int = 0
    """How long they speak at the microphone check before the visit, pauses not counted."""


def disguise(sessions: list[Session], setting: str, draw: int, options: EngineOptions) -> tuple[list[np.ndarray], dict]:
    """What a room would hear of each session (16 kHz), every session with a draw of its own, and what the engine measured."""
    voice = setting.removesuffix(STRAIGHT_IN)
    warm_up = options.warm_up_seconds if voice == setting else 0
    with tempfile.TemporaryDirectory(prefix="eval-voice-") as folder:
        jobs = []
        for session in sessions:
            seed = seed_of("visit", session.reader.id, session.name, draw)  # the same for every setting: less is left to luck
            job = {"input": str(session.path), "output": f"{folder}/{session.id}.wav", "setting": voice, "seed": seed}
            if warm_up > 0:
                job["warmUp"] = {"input": str(session.check), "seconds": session.check_ends[warm_up - 1]}
            jobs.append(job)
        figures = run_node(jobs, options, Path(folder))
        return [read_wav(job["output"], LISTENER_RATE) for job in jobs], figures


@cache
def fingerprints(options: EngineOptions) -> dict[str, str]:
    """Every setting the engine can be asked for, and what changes with the sound it makes there."""
    with tempfile.TemporaryDirectory(prefix="eval-voice-") as folder:
        return run_node([], options, Path(folder))


def fingerprint_of(setting: str, options: EngineOptions) -> str:
    return fingerprints(options)[setting.removesuffix(STRAIGHT_IN)]


def run_node(jobs: list[dict], options: EngineOptions, folder: Path) -> dict:
    file = folder / "jobs.json"
    file.write_text(json.dumps({"jobs": jobs, "extra": options.extra or None}))
    done = subprocess.run(["node", options.engine, str(file)], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        lines = done.stderr.splitlines()
        reason = next((line for line in lines if re.match(r"\w*Error: ", line)), done.stderr.strip())
        raise RuntimeError(f"The engine stopped: {reason}")
    return json.loads(done.stdout)
