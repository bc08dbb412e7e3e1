"""Real readers from a folder: `speakers.csv` (speaker,sex,file) and the recordings it names."""
import csv
from pathlib import Path

import numpy as np
import soundfile

from sound import SESSION_RATE, resampled
from voices.reader import Reader, Session
from voices.sessions import make_session, read_list, sessions_folder, write_list

PIECES = 4
PIECE_SECONDS = (2, 3)
"""Least and most."""
LEAST_BETWEEN = 0.5
"""Seconds between two pieces from which on they are worth saying at the microphone check."""
NOISE_DB = (55, 65)


def sessions_of_folder(voices: Path) -> list[Session]:
    """Two sessions for every reader with at least 8 s of speech, A from the first half and B from the second.

    A session is two pieces of 2…3 s: of what is shorter the attackers' encoder makes little, and the figures would flatter.
    At the microphone check before it is said what lies between the pieces and belongs to no session, then what the other session says.
    """
    rows = listed(voices)
    facts = "".join(f"{row['speaker']} {row['sex']} {row['file']} {(voices / row['file']).stat().st_size}\n" for row in rows)
    folder = sessions_folder("real", facts.encode())
    known = read_list(folder)
    if known:
        return known
    print(f"Preparing {len(rows)} readers (once) …")
    folder.mkdir(parents=True, exist_ok=True)
    sessions = []
    for row in rows:
        sound, rate = soundfile.read(voices / row["file"])
        pieces, between = spread_pieces(trimmed(sound), rate)
        if not pieces:
            continue
        reader = Reader(row["speaker"], row["sex"])
        sessions += [make_session(folder, reader, name, own, check, NOISE_DB) for name, own, check in visits(pieces, between)]
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


def spread_pieces(sound: np.ndarray, rate: int) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """Four pieces of equal length, as far apart as the recording allows, and what lies between them; none where it is too short."""
    least, most = PIECE_SECONDS
    length = min(most * rate, len(sound) // PIECES)
    if length < least * rate:
        return [], []
    step = length + (len(sound) - PIECES * length) // (PIECES - 1)
    starts = [i * step for i in range(PIECES)]
    pieces = [sound[start : start + length] for start in starts]
    between = [sound[start + length : start + step] for start in starts[:-1] if step - length >= LEAST_BETWEEN * rate]
    return [resampled(piece, rate, SESSION_RATE) for piece in pieces], [resampled(piece, rate, SESSION_RATE) for piece in between]


def visits(pieces: list, between: list) -> list[tuple[str, list, list]]:
    """Name of each session, what is said in it, and what at the microphone check before."""
    first, second = pieces[:2], pieces[2:]
    return [("A", first, between + second), ("B", second, between + first)]


def trimmed(sound: np.ndarray) -> np.ndarray:
    """Without the quiet edges, 30 dB below the loudest."""
    power = np.convolve(sound**2, np.ones(800) / 800, "same")
    loud = np.flatnonzero(power > power.max() * 1e-3)
    return sound[loud[0] : loud[-1] + 1]
