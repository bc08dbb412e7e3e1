"""What is known of a reader and of what they said."""
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Reader:
    """A person, or a synthetic one."""

    id: str
    sex: str
    """F, M, or ? where it means nothing."""


@dataclass(frozen=True)
class Session:
    """One visit of one reader: a few pieces of speech with pauses between, 48 kHz."""

    reader: Reader
    name: str
    """A or B."""
    path: Path
    pieces: list[tuple[float, float]]
    """Start and end of each piece of speech, seconds."""
    check: Path
    """What they say at the microphone check before, at the same microphone in the same place; nothing of it is said in the visit."""
    check_ends: list[float]
    """When one second, two seconds … of that are spoken, pauses not counted."""
    text: str = ""
    """What is said, where it is known: a line for each piece."""

    @property
    def id(self) -> str:
        return f"{self.reader.id}_{self.name}"
