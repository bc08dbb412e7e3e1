"""Compares visits with enrolled voices and counts the mistakes."""
import numpy as np

from attack.equal_error import equal_error
from attack.lda import Projection
from features.features import Features
from features.speaker_encoder import unit
from voices.reader import Reader

SESSION, PIECE, OPENING = "session", "piece", "opening"
"""What an attacker hears of the visit under test: all of it, one piece of 2…3 s, or its first 5 s."""


def score(enrolled: np.ndarray, tested: Features, project: Projection) -> dict[str, np.ndarray]:
    """Cosines of every visit with every reader's other session, by how much of the visit is heard: trial × who speaks × who is enrolled.

    `enrolled` is reader × session × piece × number. Session A is tested against B and B against A.
    """
    models = unit(unit(project(enrolled)).mean(axis=2))
    pieces = unit(project(tested.pieces))
    probes = {SESSION: unit(pieces.mean(axis=2, keepdims=True)), PIECE: pieces}
    if tested.opening is not None:
        probes[OPENING] = unit(project(tested.opening))
    return {
        name: np.concatenate([compared(probe[:, 0], models[:, 1]), compared(probe[:, 1], models[:, 0])])
        for name, probe in probes.items()
    }


def compared(probes: np.ndarray, models: np.ndarray) -> np.ndarray:
    return np.einsum("rpn,mn->prm", probes, models)


def error_over_groups(scores: list[np.ndarray], groups: list[list[Reader]]) -> float:
    """Equal error rate over groups of readers, each with scores of its own scale. Impostors are of the speaker's sex: the harder case."""
    true, impostor = [], []
    for block, readers in zip(scores, groups):
        sex = np.array([reader.sex for reader in readers])
        same = np.eye(len(readers), dtype=bool)
        alike = (sex[:, None] == sex[None, :]) & ~same
        counted = np.concatenate([block[:, same].ravel(), block[:, alike].ravel()])
        middle, spread = counted.mean(), counted.std() + 1e-12
        true.append((block[:, same].ravel() - middle) / spread)
        impostor.append((block[:, alike].ravel() - middle) / spread)
    return equal_error(np.concatenate(true), np.concatenate(impostor))
