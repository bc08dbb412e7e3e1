"""What synthetic readers say."""
from dataclasses import dataclass

from cache_folder import HERE


@dataclass(frozen=True)
class Sentence:
    text: str
    phonemes: str


def sentences(use: str) -> list[Sentence]:
    """`tune` and `report` are those that the readers of these parts are judged by; `check` is said at the microphone check."""
    lines = (HERE / "voices" / "sentences.tsv").read_text(encoding="utf-8").splitlines()[1:]
    rows = [line.split("\t") for line in lines]
    return [Sentence(text, phonemes) for of, text, phonemes in rows if of == use]


def in_turn(said: list[Sentence], turn: int, count: int) -> list[Sentence]:
    """Whose turn it is gets the next `count`; after the last comes the first."""
    return [said[(turn * count + i) % len(said)] for i in range(count)]
