"""Four who want to know whether two visits are the same person, or whether a visit is somebody they know.

ignorant: has natural recordings of the person and compares them with the disguised visit.
lazy:     compares two disguised visits.
semi:     as lazy, and has learned from other people's disguised speech what tells people apart.
cross:    has natural recordings of the person, and has learned from other people's natural and disguised speech.

An attacker who can do a thing in several ways is given the one that works best on those under test.
"""
import numpy as np

from attack.lda import lda
from attack.trials import error_over_groups, score
from features.features import CEPSTRAL, NEURAL, Features
from voices.reader import Reader
from voices.split import folds

ATTACKERS = ("ignorant", "lazy", "semi", "cross")
BOTH = slice(NEURAL.start, CEPSTRAL.stop)
WAYS = [(NEURAL, 0.3), (NEURAL, 0.6), (CEPSTRAL, 0.1), (BOTH, 0.3), (BOTH, 0.6)]
"""What a trained attacker looks at, and how much the covariance is shrunk."""
DIMENSIONS = (40, 100)
"""Of the space it compares in; fewer where there are fewer people to learn from."""

Errors = dict[str, float]
"""Equal error rates by how much of the visit is heard; see trials.py."""


def attack(
    natural: Features, disguised: Features, learned_from: list[Features], readers: list[Reader], tested: list[int]
) -> dict[str, Errors]:
    """Every attacker's equal error rates on the readers at the positions `tested`.

    Trained attackers learn from everyone but the group under test: the tested readers are taken in four groups, and each time all
    others, tested or not, are there to learn from. `learned_from` are the draws of the disguise they have.
    """
    return {
        "ignorant": untrained(natural, disguised, readers, tested),
        "lazy": untrained(disguised, disguised, readers, tested),
        "semi": trained(disguised, disguised, learned_from, readers, tested),
        "cross": trained(natural, disguised, learned_from, readers, tested, natural),
    }


def smallest(errors: dict[str, Errors]) -> Errors:
    """That of the attacker who does best: the one that counts."""
    return {heard: min(errors[attacker][heard] for attacker in ATTACKERS) for heard in errors["lazy"]}


def untrained(enrolled: Features, disguised: Features, readers: list[Reader], tested: list[int]) -> Errors:
    """Cosine of the speaker encoder's vectors, as they are or with the mean voice taken off."""
    people = [readers[i] for i in tested]
    known, visits = view(enrolled, NEURAL), view(disguised, NEURAL)
    ways = [(0.0, 0.0), (mean_voice(known), mean_voice(visits))]
    results = []
    for known_mean, visit_mean in ways:
        scores = score(known.pieces[tested] - known_mean, picked(shifted(visits, visit_mean), tested), lambda raw: raw)
        results.append({heard: error_over_groups([block], [people]) for heard, block in scores.items()})
    return best(results)


def trained(
    enrolled: Features,
    disguised: Features,
    learned_from: list[Features],
    readers: list[Reader],
    tested: list[int],
    natural: Features | None = None,
) -> Errors:
    """Discriminant analysis on others. With `natural` it learns from both kinds of speech, each about its own mean."""
    groups = [[tested[i] for i in fold] for fold in folds([readers[i] for i in tested])]
    people = [[readers[i] for i in group] for group in groups]
    results = []
    for look, shrinkage in WAYS:
        blocks: dict[int, list[dict[str, np.ndarray]]] = {size: [] for size in DIMENSIONS}
        known, visits = view(enrolled, look), view(disguised, look)
        for group in groups:
            others = [i for i in range(len(readers)) if i not in group]
            lessons = [view(source, look) for source in ([natural] if natural else []) + learned_from]

            def centre(features: Features) -> Features:
                return shifted(features, mean_voice(features, others)) if natural else features

            take = lda(*lesson_of([centre(lesson) for lesson in lessons], others), shrinkage)
            for size in DIMENSIONS:
                blocks[size].append(score(centre(known).pieces[group], picked(centre(visits), group), take(size)))
        for per_group in blocks.values():
            results.append({heard: error_over_groups([b[heard] for b in per_group], people) for heard in per_group[0]})
    return best(results)


def lesson_of(sources: list[Features], others: list[int]) -> tuple[np.ndarray, np.ndarray]:
    """Vectors to learn from and who spoke each."""
    chosen = [source.pieces[others] for source in sources]
    vectors = np.concatenate([pieces.reshape(-1, pieces.shape[-1]) for pieces in chosen])
    speakers = np.concatenate([np.repeat(others, pieces.shape[1] * pieces.shape[2]) for pieces in chosen])
    return vectors, speakers


def view(features: Features, look: slice) -> Features:
    opening = None if features.opening is None else features.opening[..., look]
    return Features(features.pieces[..., look], opening)


def shifted(features: Features, mean: np.ndarray | float) -> Features:
    return Features(features.pieces - mean, None if features.opening is None else features.opening - mean)


def picked(features: Features, positions: list[int]) -> Features:
    return Features(features.pieces[positions], None if features.opening is None else features.opening[positions])


def mean_voice(features: Features, positions: list[int] | slice = slice(None)) -> np.ndarray:
    return features.pieces[positions].mean(axis=(0, 1, 2))


def best(results: list[Errors]) -> Errors:
    return {heard: min(result[heard] for result in results) for heard in results[0]}
