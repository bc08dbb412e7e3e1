"""The signal-processing baseline of the VoicePrivacy challenges, to compare with: McAdams' coefficient on its own.

J. Patino, N. Tomashenko, M. Todisco, A. Nautsch, N. Evans, "Speaker anonymisation using the McAdams coefficient", Interspeech
2021. Frames of 20 ms every 10 ms, prediction of order 20 at 16 kHz, angles φ of the poles become φ^α. Independent of the engine.
"""
import numpy as np
from scipy.signal import lfilter

from fixed_random import fixed_random
from sound import LISTENER_RATE, read_wav
from voices.reader import Session

ORDER = 20
FRAME = LISTENER_RATE // 50
HOP = LISTENER_RATE // 100
ALPHA = (0.5, 0.9)


def disguise_with_mcadams(sessions: list[Session], draw: int) -> list[np.ndarray]:
    """Every session with an α of its own, drawn evenly from 0.5…0.9."""
    return [
        mcadams(read_wav(s.path, LISTENER_RATE), fixed_random("mcadams", s.reader.id, s.name, draw).uniform(*ALPHA)) for s in sessions
    ]


def mcadams(sound: np.ndarray, alpha: float) -> np.ndarray:
    """A sound at 16 kHz with its formants moved."""
    window = np.hanning(FRAME + 1)[:-1]
    frames = np.lib.stride_tricks.sliding_window_view(np.pad(sound, (HOP, FRAME)), FRAME)[::HOP] * window
    predictors = linear_predictors(frames)
    moved = moved_poles(predictors, alpha)
    output = np.zeros(len(sound) + FRAME + HOP)
    for number, (frame, predictor, new) in enumerate(zip(frames, predictors, moved)):
        start = number * HOP
        output[start : start + FRAME] += lfilter([1], new, lfilter(predictor, [1], frame))
    output = output[HOP : HOP + len(sound)]
    return (output * np.abs(sound).max() / (np.abs(output).max() + 1e-9)).astype(np.float32)


def linear_predictors(frames: np.ndarray) -> np.ndarray:
    """Coefficients 1, a₁ … a₂₀ of every frame by the autocorrelation method."""
    spectra = np.abs(np.fft.rfft(frames, 2 * FRAME)) ** 2
    products = np.fft.irfft(spectra)[:, : ORDER + 1]
    products[:, 0] = products[:, 0] * (1 + 1e-6) + 1e-9
    lags = np.abs(np.subtract.outer(np.arange(ORDER), np.arange(ORDER)))
    solved = np.linalg.solve(products[:, lags], -products[:, 1:, None])[:, :, 0]
    return np.hstack([np.ones((len(frames), 1)), solved])


def moved_poles(predictors: np.ndarray, alpha: float) -> np.ndarray:
    companions = np.zeros((len(predictors), ORDER, ORDER))
    companions[:, 0] = -predictors[:, 1:]
    companions[:, np.arange(1, ORDER), np.arange(ORDER - 1)] = 1
    poles = np.linalg.eigvals(companions).astype(complex)
    angles = np.angle(poles)
    complex_ones = np.abs(poles.imag) > 1e-9
    angles = np.where(complex_ones, np.sign(angles) * np.minimum(np.abs(angles) ** alpha, np.pi), angles)
    return np.array([np.poly(frame).real for frame in np.abs(poles) * np.exp(1j * angles)])
