"""One setting with one draw of the disguise for every visit: who is recognised, and what is understood."""
import json
from dataclasses import dataclass

from attack.attackers import attack, smallest
from cache_folder import write_whole
from features.features import NATURAL, Features, Material, features_folder, features_of, heard, key_of
from voices.reader import Reader, Session
from words import count_errors


@dataclass(frozen=True)
class Plan:
    """What all measurements of a run share."""

    material: Material
    tested: tuple[str, ...]
    """Ids of the readers under test; all others are there to learn from."""
    reading: tuple[Session, ...]
    """Sessions with a known text."""

    @property
    def readers(self) -> list[Reader]:
        return [session.reader for session in self.material.sessions[::2]]

    @property
    def tested_positions(self) -> list[int]:
        return [i for i, reader in enumerate(self.readers) if reader.id in self.tested]


def measure_people(plan: Plan, setting: str, draw: int) -> dict:
    """Equal error rates of the four attackers, and what the engine measured of itself."""
    natural, disguised = features_of(plan.material, NATURAL, 0), features_of(plan.material, setting, draw)
    errors = attack(natural, disguised, [disguised], plan.readers, plan.tested_positions)
    return {**errors, "min": smallest(errors), "figures": disguised.figures}


def measure_trained(plan: Plan, setting: str, draw: int, draws: int) -> dict:
    """The same with attackers who learned from all draws of others' disguise, not from one."""
    natural = features_of(plan.material, NATURAL, 0)
    all_draws: list[Features] = [features_of(plan.material, setting, other) for other in range(draws)]
    errors = attack(natural, all_draws[draw], all_draws, plan.readers, plan.tested_positions)
    return {**errors, "min": smallest(errors)}


def measure_words(plan: Plan, setting: str, draw: int) -> tuple[int, int]:
    """Word errors and words. Computed once, as features are."""
    material = Material(plan.reading, False, plan.material.options)
    file = features_folder() / f"{key_of(material, setting, draw)}.sentences.json"
    if file.exists():
        return tuple(json.loads(file.read_text()))
    sounds, _ = heard(material, setting, draw)
    counts = count_errors(sounds, list(plan.reading))
    file.parent.mkdir(parents=True, exist_ok=True)
    write_whole(file, json.dumps(counts))
    return counts
