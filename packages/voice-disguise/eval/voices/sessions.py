"""Turns pieces of speech into sessions on disk, as a room would get them."""
import json
from pathlib import Path

import numpy as np
from scipy.signal import lfilter

from cache_folder import cache_folder, version_of, write_whole
from fixed_random import fixed_random
from sound import SESSION_RATE, write_wav
from voices.microphone_check import check_speech
from voices.reader import Reader, Session

PAUSE_SECONDS = 0.4


def make_session(
    folder: Path,
    reader: Reader,
    name: str,
    speech: list[np.ndarray],
    check: list[np.ndarray],
    noise_db: tuple[float, float],
    text: str = "",
) -> Session:
    """Joins pieces of speech (48 kHz) to what is said in the room and, of other pieces, to what is said at the microphone check before.

    Both come through the visit's channel, which no other visit has: an attacker could recognise it instead of the voice.
    `noise_db` is how far below full scale the noise may lie.
    """
    sound, pieces = joined(speech)
    before, check_ends = check_speech(joined(check)[0])
    heard, heard_before = through_one_channel(fixed_random("session", reader.id, name), [sound, before], noise_db)
    file = folder / f"{reader.id}_{name}.wav"
    session = Session(reader, name, file, pieces, file.with_stem(f"{file.stem}_check"), check_ends, text)
    write_wav(session.path, heard, SESSION_RATE)
    write_wav(session.check, heard_before, SESSION_RATE)
    return session


def joined(speech: list[np.ndarray]) -> tuple[np.ndarray, list[tuple[float, float]]]:
    """Pieces with a pause around each, and where they lie."""
    pause = np.zeros(int(PAUSE_SECONDS * SESSION_RATE))
    parts, pieces, position = [pause], [], len(pause)
    for piece in speech:
        pieces.append((position / SESSION_RATE, (position + len(piece)) / SESSION_RATE))
        parts += [piece, pause]
        position += len(piece) + len(pause)
    return np.concatenate(parts), pieces


def through_one_channel(
    random: np.random.RandomState, sounds: list[np.ndarray], noise_db: tuple[float, float]
) -> list[np.ndarray]:
    """All with the same spectral tilt, the same gain and noise equally loud: one microphone in one place."""
    tilt, loudest, noise = random.uniform(-0.25, 0.25), random.uniform(0.35, 0.8), 10 ** (-random.uniform(*noise_db) / 20)
    tilted = [lfilter([1, tilt], [1], sound) for sound in sounds]
    gain = loudest / max(np.abs(sound).max() for sound in tilted)
    return [gain * sound + noise * random.randn(len(sound)) for sound in tilted]


def sessions_folder(name: str, data: bytes = b"") -> Path:
    """Another one as soon as the sessions would come out otherwise. `data` is what they depend on beside this folder's code."""
    version = version_of("voices/*.py", "voices/*.tsv", "sound.py", "fixed_random.py", data=data)
    return cache_folder() / "sessions" / f"{name}-{version}"


def write_list(folder: Path, sessions: list[Session]) -> None:
    """Written last: a folder without it was interrupted and is made again."""
    rows = [
        {
            "reader": s.reader.id, "sex": s.reader.sex, "name": s.name, "file": s.path.name, "pieces": s.pieces,
            "check": s.check.name, "checkEnds": s.check_ends, "text": s.text,
        }
        for s in sessions
    ]  # fmt: skip
    write_whole(folder / "sessions.json", json.dumps(rows))


def read_list(folder: Path) -> list[Session] | None:
    file = folder / "sessions.json"
    if not file.exists():
        return None
    return [
        Session(
            Reader(r["reader"], r["sex"]), r["name"], folder / r["file"], [tuple(p) for p in r["pieces"]],
            folder / r["check"], r["checkEnds"], r["text"],
        )
        for r in json.loads(file.read_text(encoding="utf-8"))
    ]  # fmt: skip
