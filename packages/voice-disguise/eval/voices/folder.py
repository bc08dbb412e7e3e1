"""Real readers from a folder: `speakers.csv` (speaker,sex,file) and the recordings it names."""
import csv
import hashlib
from pathlib import Path

import numpy as np
import soundfile

from cache_folder import cache_folder
from sound import SESSION_RATE, resampled
from voices.reader import Reader, Session
from voices.sessions import make_session, read_list, write_list

PIECES = 4
PIECE_SECONDS = (2, 3)
"""Least and most."""
NOISE_DB = (55, 65)


def sessions_of_folder(voices: Path) -> list[Session]:
    """Two sessions for every reader with at least 8 s of speech, A from the first half and B from the second.

    A session is two pieces of 2…3 s: of what is shorter the attackers' encoder makes little, and the figures would flatter.
    """
    rows = listed(voices)
    sizes = "".join(f"{row['file']} {(voices / row['file']).stat().st_size}\n" for row in rows)
    folder = cache_folder() / "sessions" / f"real-{hashlib.sha256(sizes.encode()).hexdigest()[:8]}"
    known = read_list(folder)
    if known:
        return known
    print(f"Preparing {len(rows)} readers (once) …")
    folder.mkdir(parents=True, exist_ok=True)
    sessions = []
    for row in rows:
        sound, rate = soundfile.read(voices / row["file"])
        pieces = spread_pieces(trimmed(sound), rate)
        if pieces is None:
            continue
        reader = Reader(row["speaker"], row["sex"])
        sessions += [make_session(folder, reader, name, speech, NOISE_DB) for name, speech in (("A", pieces[:2]), ("B", pieces[2:]))]
    write_list(folder, sessions)
    return sessions


def listed(voices: Path) -> list[dict[str, str]]:
    names = voices / "speakers.csv"
    if not names.exists():
        raise RuntimeError(f"There is no {names}. A folder of voices holds it, with the columns speaker,sex,file.")
    with names.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    missing = [row["file"] for row in rows if not (voices / row["file"]).exists()]
    if missing:
        raise RuntimeError(f"{len(missing)} recordings of {names} are not there, the first is {missing[0]}.")
    return rows


def spread_pieces(sound: np.ndarray, rate: int) -> list[np.ndarray] | None:
    """Four pieces of equal length, as far apart as the recording allows; none where it is too short."""
    least, most = PIECE_SECONDS
    length = min(most * rate, len(sound) // PIECES)
    if length < least * rate:
        return None
    step = length + (len(sound) - PIECES * length) // (PIECES - 1)
    return [resampled(sound[i * step : i * step + length], rate, SESSION_RATE) for i in range(PIECES)]


def trimmed(sound: np.ndarray) -> np.ndarray:
    """Without the quiet edges, 30 dB below the loudest."""
    power = np.convolve(sound**2, np.ones(800) / 800, "same")
    loud = np.flatnonzero(power > power.max() * 1e-3)
    return sound[loud[0] : loud[-1] + 1]
