"""Mel spectra as the speaker encoder was trained on: 25 ms windows every 10 ms, 40 bands on Slaney's mel scale, equal areas."""
import numpy as np

from sound import LISTENER_RATE

HOP = LISTENER_RATE // 100
WINDOW = LISTENER_RATE // 40
BANDS = 40


def mel(sound: np.ndarray) -> np.ndarray:
    """Power in 40 bands, one row every 10 ms."""
    padded = np.pad(sound, WINDOW // 2)
    frames = np.lib.stride_tricks.sliding_window_view(padded, WINDOW)[::HOP]
    return (np.abs(np.fft.rfft(frames * HANN)) ** 2 @ FILTERS.T).astype(np.float32)


def mel_filters() -> np.ndarray:
    edges = mel_to_hz(np.linspace(0, hz_to_mel(LISTENER_RATE / 2), BANDS + 2))
    distance = edges[:, None] - np.fft.rfftfreq(WINDOW, 1 / LISTENER_RATE)
    widths = np.diff(edges)[:, None]
    triangles = np.maximum(0, np.minimum(-distance[:-2] / widths[:-1], distance[2:] / widths[1:]))
    return triangles * (2 / (edges[2:] - edges[:-2]))[:, None]


def hz_to_mel(hz: float) -> float:
    """Linear below 1 kHz, logarithmic above (M. Slaney, Auditory Toolbox, 1998)."""
    return hz * 3 / 200 if hz < 1000 else 15 + 27 * np.log(hz / 1000) / np.log(6.4)


def mel_to_hz(mels: np.ndarray) -> np.ndarray:
    return np.where(mels < 15, 200 * mels / 3, 1000 * np.exp(np.log(6.4) / 27 * (mels - 15)))


HANN = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(WINDOW) / WINDOW)
FILTERS = mel_filters()
