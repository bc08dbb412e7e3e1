"""Quiet recordings raised and long silences cut, as the speaker encoder expects (the steps of the package Resemblyzer)."""
import numpy as np
import webrtcvad
from scipy.ndimage import binary_dilation

from sound import LISTENER_RATE

FRAME = 480
LEAST_RMS = 10 ** (-30 / 20)
SMOOTHED_FRAMES = 8
KEPT_AROUND = 7


def speech_only(sound: np.ndarray) -> np.ndarray:
    """The stretches with speech; the whole sound where less than half a second is left."""
    sound = sound * max(1.0, LEAST_RMS / np.sqrt(np.mean(sound**2) + 1e-12))
    sound = sound[: len(sound) - len(sound) % FRAME].astype(np.float32)
    pcm = np.clip(np.round(sound * 32767), -32768, 32767).astype("<i2")
    detector = webrtcvad.Vad(3)
    spoken = [detector.is_speech(pcm[i : i + FRAME].tobytes(), LISTENER_RATE) for i in range(0, len(pcm), FRAME)]
    padded = np.pad(np.array(spoken, float), (3, 4))
    smoothed = np.round(np.convolve(padded, np.ones(SMOOTHED_FRAMES) / SMOOTHED_FRAMES, "valid")).astype(bool)
    kept = sound[np.repeat(binary_dilation(smoothed, np.ones(KEPT_AROUND)), FRAME)]
    return kept if len(kept) > LISTENER_RATE / 2 else sound
