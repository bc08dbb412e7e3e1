"""Who is tuned on and who is reported on: a rule, so that no list has to be kept. Of the synthetic readers of words see kokoro.py."""
import hashlib

from voices.reader import Reader

REPORT_SHARE = 0.4


def split(readers: list[Reader]) -> dict[str, list[Reader]]:
    """`report` gets 40 % of the readers, as many women as men, by the order of the SHA-256 of their ids; `tune` gets all others.

    Readers whose sex means nothing count as one group.
    """
    sexes = sorted({reader.sex for reader in readers})
    report: list[Reader] = []
    for sex in sexes:
        group = by_hash([reader for reader in readers if reader.sex == sex])
        report += group[: min(round(REPORT_SHARE * len(readers) / len(sexes)), len(group) - 1)]
    return {"report": by_hash(report), "tune": by_hash([r for r in readers if r not in report]), "all": by_hash(readers)}


def folds(readers: list[Reader], count: int = 4) -> list[list[int]]:
    """Positions of the readers in `count` groups in which the sexes are as even as in the whole."""
    order = sorted(range(len(readers)), key=lambda i: (readers[i].sex, digest(readers[i])))
    return [sorted(order[first::count]) for first in range(count)]


def by_hash(readers: list[Reader]) -> list[Reader]:
    return sorted(readers, key=digest)


def digest(reader: Reader) -> str:
    return hashlib.sha256(reader.id.encode()).hexdigest()
