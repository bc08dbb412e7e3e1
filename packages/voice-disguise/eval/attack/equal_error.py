"""The equal error rate: where as many impostors are let in as true speakers are turned away."""
import numpy as np


def equal_error(true: np.ndarray, impostor: np.ndarray) -> float:
    """Percent. `true` and `impostor` are scores of trials with the same and with another speaker; higher means more alike.

    50 is a coin toss, 0 is always right. Between two thresholds the mean of both errors counts.
    """
    thresholds = np.sort(np.concatenate([true, impostor]))
    rejected = np.searchsorted(np.sort(true), thresholds) / len(true)
    accepted = 1 - np.searchsorted(np.sort(impostor), thresholds) / len(impostor)
    nearest = np.argmin(np.abs(rejected - accepted))
    return float(50 * (rejected[nearest] + accepted[nearest]))
