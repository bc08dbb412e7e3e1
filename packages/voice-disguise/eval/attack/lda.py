"""Linear discriminant analysis: the directions in which speakers differ most for how much one speaker varies (R. A. Fisher, 1936)."""
from collections.abc import Callable

import numpy as np
from scipy.linalg import eigh

Projection = Callable[[np.ndarray], np.ndarray]


def lda(vectors: np.ndarray, speakers: np.ndarray, shrinkage: float) -> Callable[[int], Projection]:
    """Learns from vectors and who spoke them. The result gives, for a number of dimensions, the projection.

    `shrinkage` (0…1) pulls the within-speaker covariance towards a multiple of the identity, which few recordings need.
    """
    mean, spread = vectors.mean(0), vectors.std(0) + 1e-6
    scaled = (vectors - mean) / spread
    names, index = np.unique(speakers, return_inverse=True)
    centres = np.array([scaled[index == i].mean(0) for i in range(len(names))])
    rest = scaled - centres[index]
    within = rest.T @ rest / max(1, len(scaled) - len(names))
    width = len(mean)
    within = (1 - shrinkage) * within + shrinkage * np.eye(width) * np.trace(within) / width
    _, directions = eigh(np.cov(centres.T), within)

    def take(dimensions: int) -> Projection:
        kept = directions[:, -min(dimensions, len(names) - 1, width) :]
        return lambda raw: ((raw - mean) / spread) @ kept

    return take
