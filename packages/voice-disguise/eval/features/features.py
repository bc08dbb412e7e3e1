"""The numbers an attacker works with, of every session of some readers."""
import hashlib
import json
import os
import time
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np

from cache_folder import cache_folder, version_of, weights_folder
from engine.engine_run import EngineOptions, disguise, fingerprint_of
from engine.mcadams import disguise_with_mcadams
from features.cepstra import cepstra
from features.speaker_encoder import create_speaker_encoder
from sound import LISTENER_RATE, read_wav
from voices.reader import Session

OPENING_SECONDS = 5
NATURAL = "natural"
MCADAMS_ONLY = "McAdams only"
NEURAL, CEPSTRAL = slice(0, 256), slice(256, 318)
"""Where the numbers of the speaker encoder and the cepstra lie."""
CODE = version_of("features/*.py", "engine/*.py", "engine/*.ts", "sound.py", "fixed_random.py", "words.py")


@dataclass(frozen=True)
class Features:
    pieces: np.ndarray
    """reader × session × piece of 2…3 s × number"""
    opening: np.ndarray | None
    """reader × session × 1 × number, of the first 5 s of the visit"""
    figures: dict = field(default_factory=dict)
    """What the engine measured meanwhile: latencyMs, cost, onsetLeakDb."""


@dataclass(frozen=True)
class Material:
    """Whose features, and which."""

    sessions: tuple[Session, ...]
    """A and B of every reader, in turn."""
    with_opening: bool
    options: EngineOptions


def features_of(material: Material, setting: str, draw: int) -> Features:
    """Computed once; natural ones are kept for good, disguised ones for as long as the engine makes the same sound."""
    file = features_folder() / f"{key_of(material, setting, draw)}.npz"
    if file.exists():
        with np.load(file) as kept:
            opening = kept["opening"] if material.with_opening else None
            return Features(kept["pieces"], opening, json.loads(str(kept["figures"])))
    sounds, figures = heard(material, setting, draw)
    features = computed(material, sounds, figures)
    file.parent.mkdir(parents=True, exist_ok=True)
    arrays = {"pieces": features.pieces, "figures": json.dumps(figures)}
    if features.opening is not None:
        arrays["opening"] = features.opening
    partial = file.with_suffix(f".{os.getpid()}.npz")
    np.savez(partial, **arrays)
    partial.rename(file)
    return features


def features_folder() -> Path:
    return cache_folder() / "features"


def forget_old_features() -> None:
    """Features nobody computed within two weeks are those of engines long gone."""
    two_weeks_ago = time.time() - 14 * 24 * 3600
    for file in features_folder().glob("*"):
        if file.stat().st_mtime < two_weeks_ago:
            file.unlink(missing_ok=True)


def key_of(material: Material, setting: str, draw: int) -> str:
    """Changes with everything a computed file depends on."""
    facts = [CODE, setting, draw, material.with_opening, [str(session.path) for session in material.sessions]]
    if setting not in (NATURAL, MCADAMS_ONLY):
        facts += [fingerprint_of(setting, material.options), material.options.warm_up_seconds]
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()[:20]


def heard(material: Material, setting: str, draw: int) -> tuple[list[np.ndarray], dict]:
    """What a listener hears of every session, 16 kHz, on the clock of the natural voice."""
    sessions = list(material.sessions)
    if setting == NATURAL:
        return [read_wav(session.path, LISTENER_RATE) for session in sessions], {}
    if setting == MCADAMS_ONLY:
        return disguise_with_mcadams(sessions, draw), {}
    return disguise(sessions, setting, draw, material.options)


def computed(material: Material, sounds: list[np.ndarray], figures: dict) -> Features:
    readers = len(material.sessions) // 2
    cut = [
        sound[int(start * LISTENER_RATE) : int(end * LISTENER_RATE)]
        for session, sound in zip(material.sessions, sounds)
        for start, end in session.pieces
    ]
    pieces = numbers(cut).reshape(readers, 2, -1, CEPSTRAL.stop)
    if not material.with_opening:
        return Features(pieces, None, figures)
    openings = [sound[: OPENING_SECONDS * LISTENER_RATE] for sound in sounds]
    return Features(pieces, numbers(openings).reshape(readers, 2, 1, CEPSTRAL.stop), figures)


def numbers(sounds: list[np.ndarray]) -> np.ndarray:
    return np.hstack([speaker_encoder()(sounds), [cepstra(sound) for sound in sounds]]).astype(np.float32)


@cache
def speaker_encoder():
    return create_speaker_encoder(weights_folder() / "resemblyzer" / "pretrained.pt")
