"""The neural speaker encoder GE2E in numpy: three LSTM layers of 256 and a projection to 256.

L. Wan et al., "Generalized end-to-end loss for speaker verification", ICASSP 2018; the weights are those of Resemblyzer
(Apache-2.0), trained on LibriSpeech-other, VoxCeleb 1 and VoxCeleb 2.
"""
import numpy as np

from features.mel import HOP, mel
from features.speech_only import speech_only
from features.weights import read_weights
from sound import LISTENER_RATE

UNITS = 256
PART_FRAMES = 160
PARTS_PER_SECOND = 1.3
LEAST_COVERED = 0.75
BATCH = 256


def create_speaker_encoder(weights_path):
    """Returns `embed(sounds)`: one unit vector of 256 numbers for each sound (16 kHz)."""
    weights = read_weights(weights_path)
    layers = [
        (
            weights[f"lstm.weight_ih_l{i}"].T,
            weights[f"lstm.weight_hh_l{i}"].T,
            weights[f"lstm.bias_ih_l{i}"] + weights[f"lstm.bias_hh_l{i}"],
        )
        for i in range(3)
    ]
    projection, offset = weights["linear.weight"].T, weights["linear.bias"]

    def embed_parts(parts: np.ndarray) -> np.ndarray:
        frames = parts
        for layer in layers:
            frames = run_layer(frames, *layer)
        return unit(np.maximum(frames[:, -1] @ projection + offset, 0))

    def embed(sounds: list[np.ndarray]) -> np.ndarray:
        parts = [parts_of(sound) for sound in sounds]
        together = np.concatenate(parts)
        vectors = np.concatenate([embed_parts(together[i : i + BATCH]) for i in range(0, len(together), BATCH)])
        ends = np.cumsum([len(own) for own in parts])
        return unit(np.array([vectors[end - len(own) : end].mean(0) for end, own in zip(ends, parts)]))

    return embed


def run_layer(inputs: np.ndarray, to_gates: np.ndarray, back_to_gates: np.ndarray, bias: np.ndarray) -> np.ndarray:
    """One LSTM layer; gates in PyTorch's order: input, forget, cell, output."""
    count, steps, width = inputs.shape
    from_inputs = (inputs.reshape(-1, width) @ to_gates + bias).reshape(count, steps, 4 * UNITS)
    hidden, cell = np.zeros((count, UNITS), np.float32), np.zeros((count, UNITS), np.float32)
    outputs = np.empty((count, steps, UNITS), np.float32)
    for step in range(steps):
        gates = from_inputs[:, step] + hidden @ back_to_gates
        let_in, forget, new, let_out = np.split(gates, 4, axis=1)
        cell = sigmoid(forget) * cell + sigmoid(let_in) * np.tanh(new)
        hidden = sigmoid(let_out) * np.tanh(cell)
        outputs[:, step] = hidden
    return outputs


def parts_of(sound: np.ndarray) -> np.ndarray:
    """Overlapping parts of 1.6 s of the speech in a sound, as mel spectra."""
    speech = speech_only(sound)
    frames = int(np.ceil((len(speech) + 1) / HOP))
    step = round(LISTENER_RATE / PARTS_PER_SECOND / HOP)
    starts = list(range(0, max(1, frames - PART_FRAMES + step + 1), step))
    if len(starts) > 1 and (len(speech) - starts[-1] * HOP) / (PART_FRAMES * HOP) < LEAST_COVERED:
        starts.pop()
    spectra = mel(np.pad(speech, (0, max(0, (starts[-1] + PART_FRAMES) * HOP - len(speech)))))
    return np.array([spectra[start : start + PART_FRAMES] for start in starts])


def sigmoid(x: np.ndarray) -> np.ndarray:
    return 0.5 + 0.5 * np.tanh(0.5 * x)


def unit(vectors: np.ndarray) -> np.ndarray:
    return vectors / (np.linalg.norm(vectors, axis=-1, keepdims=True) + 1e-9)
