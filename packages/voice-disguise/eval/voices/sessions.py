"""Turns pieces of speech into sessions on disk, as a room would get them."""
import json
from pathlib import Path

import numpy as np
from scipy.signal import lfilter

from fixed_random import fixed_random
from sound import SESSION_RATE, write_wav
from voices.reader import Reader, Session

PAUSE_SECONDS = 0.4


def make_session(
    folder: Path, reader: Reader, name: str, speech: list[np.ndarray], noise_db: tuple[float, float], text: str = ""
) -> Session:
    """Joins pieces of speech (48 kHz) and gives the session a level, a spectral tilt and a noise floor of its own.

    Two sessions of a reader thus never share a recording channel, which an attacker could recognise instead of the voice.
    `noise_db` is how far below full scale the noise may lie.
    """
    random = fixed_random("session", reader.id, name)
    pause = np.zeros(int(PAUSE_SECONDS * SESSION_RATE))
    parts, pieces, position = [pause], [], len(pause)
    for piece in speech:
        pieces.append((position / SESSION_RATE, (position + len(piece)) / SESSION_RATE))
        parts += [piece, pause]
        position += len(piece) + len(pause)
    sound = lfilter([1, random.uniform(-0.25, 0.25)], [1], np.concatenate(parts))
    sound = sound / np.abs(sound).max() * random.uniform(0.35, 0.8)
    sound = sound + random.randn(len(sound)) * 10 ** (-random.uniform(*noise_db) / 20)
    session = Session(reader, name, folder / f"{reader.id}_{name}.wav", pieces, text)
    write_wav(session.path, sound, SESSION_RATE)
    return session


def write_list(folder: Path, sessions: list[Session]) -> None:
    """Written last: a folder without it was interrupted and is made again."""
    rows = [
        {"reader": s.reader.id, "sex": s.reader.sex, "name": s.name, "file": s.path.name, "pieces": s.pieces, "text": s.text}
        for s in sessions
    ]
    (folder / "sessions.json").write_text(json.dumps(rows))


def read_list(folder: Path) -> list[Session] | None:
    file = folder / "sessions.json"
    if not file.exists():
        return None
    return [
        Session(Reader(r["reader"], r["sex"]), r["name"], folder / r["file"], [tuple(p) for p in r["pieces"]], r["text"])
        for r in json.loads(file.read_text())
    ]
