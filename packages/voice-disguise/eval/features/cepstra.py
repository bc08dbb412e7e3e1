"""What one can measure of a voice by hand: 62 numbers of its spectrum and its pitch."""
import numpy as np
from scipy.fft import dct

from features.mel import mel
from sound import LISTENER_RATE

COEFFICIENTS = 20
PITCH_WINDOW = 640
PITCH_HOP = 160
SHORTEST_LAG, LONGEST_LAG = 40, 267
"""400…60 Hz."""
UNKNOWN_PITCH = 7.0
"""Octaves over 1 Hz: 128 Hz."""


def cepstra(sound: np.ndarray) -> np.ndarray:
    """Mean, spread and spread of change of 20 mel cepstra over the loud frames; median and quartile distance of the pitch in octaves."""
    sound = (sound / (np.abs(sound).max() + 1e-9) * 0.7).astype(np.float32)
    bands = mel(np.append(sound[0], sound[1:] - 0.97 * sound[:-1]))
    loudness = np.log(bands.sum(1) + 1e-9)
    loud = loudness > loudness.max() - 6.5
    coefficients = dct(np.log(bands + 1e-8), norm="ortho", axis=1)[:, :COEFFICIENTS][loud]
    change = coefficients[2:] - coefficients[:-2]
    pitch = octaves(sound)
    low, middle, high = np.percentile(pitch, [25, 50, 75]) if len(pitch) > 5 else [UNKNOWN_PITCH] * 3
    return np.concatenate([coefficients.mean(0), coefficients.std(0), change.std(0), [middle, high - low]])


def octaves(sound: np.ndarray) -> np.ndarray:
    """Pitch of the voiced frames by autocorrelation, octaves over 1 Hz."""
    frames = np.lib.stride_tricks.sliding_window_view(sound, PITCH_WINDOW)[::PITCH_HOP].astype(float)
    frames = frames - frames.mean(1, keepdims=True)
    products = np.fft.irfft(np.abs(np.fft.rfft(frames, 2048)) ** 2)[:, :LONGEST_LAG]
    energy = products[:, :1]
    overlap = PITCH_WINDOW / (PITCH_WINDOW - np.arange(LONGEST_LAG))
    correlation = products / (energy + 1e-9) * overlap
    lags = SHORTEST_LAG + np.argmax(correlation[:, SHORTEST_LAG:], axis=1)
    voiced = (correlation[np.arange(len(lags)), lags] > 0.55) & (energy[:, 0] / PITCH_WINDOW > 2e-5)
    return np.log2(LISTENER_RATE / lags[voiced])
