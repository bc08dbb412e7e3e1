"""What is said at the microphone check, and how long of it somebody speaks."""
import math

import numpy as np

from sound import SESSION_RATE

LONGEST_CHECK = 8
"""Seconds of speech."""
AUDIBLE = 1e-3
"""Of the loudest power: 30 dB below it a pause begins."""
SMOOTHED = SESSION_RATE // 20


def check_speech(once: np.ndarray) -> tuple[np.ndarray, list[float]]:
    """Speech (48 kHz, no noise yet) for as long as anyone is tried at the check, and when each whole second of it is spoken.

    Who has less to say says it again.
    """
    speaks = speaking(once)
    times = math.ceil(LONGEST_CHECK * SESSION_RATE / speaks.sum())
    spoken = np.cumsum(np.tile(speaks, times))
    ends = [int(np.searchsorted(spoken, second * SESSION_RATE)) + 1 for second in range(1, LONGEST_CHECK + 1)]
    return np.tile(once, times)[: ends[-1]], [end / SESSION_RATE for end in ends]


def speaking(sound: np.ndarray) -> np.ndarray:
    """For every sample whether somebody speaks there."""
    power = np.convolve(sound**2, np.ones(SMOOTHED) / SMOOTHED, "same")
    return power > power.max() * AUDIBLE
