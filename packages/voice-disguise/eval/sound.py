"""Sound as arrays of samples, −1…1, one channel."""
import numpy as np
from scipy.io import wavfile
from scipy.signal import resample_poly

SESSION_RATE = 48_000
"""Hz, what the engine works at."""
LISTENER_RATE = 16_000
"""Hz, what speaker encoders and recognisers work at."""


def resampled(sound: np.ndarray, rate: int, to: int) -> np.ndarray:
    common = np.gcd(int(rate), int(to))
    return resample_poly(sound, to // common, rate // common)


def read_wav(path, rate: int) -> np.ndarray:
    """A mono WAV file of 16-bit samples, at the rate asked for."""
    file_rate, samples = wavfile.read(path)
    sound = samples.astype(np.float32) / 32768
    return sound if file_rate == rate else resampled(sound, file_rate, rate).astype(np.float32)


def write_wav(path, sound: np.ndarray, rate: int) -> None:
    wavfile.write(path, rate, np.round(np.clip(sound, -1, 1) * 32767).astype(np.int16))
