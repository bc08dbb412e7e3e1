"""Which settings are measured, by the names of the table."""
from engine.engine_run import STRAIGHT_IN


def both_ways(voice: str) -> list[str]:
    """The veils are measured for those who skip the microphone check as well: they are what such a person goes in with."""
    return [voice, voice + STRAIGHT_IN] if voice.endswith("veil") else [voice]


def chosen(text: str, known: list[str]) -> list[str]:
    """Names separated by commas; some have one in them."""
    names: list[str] = []
    rest = text.split(",")
    while rest:
        size = next((size for size in range(len(rest), 0, -1) if ",".join(rest[:size]) in known), None)
        if size is None:
            raise SystemExit(f"There is no setting {rest[0]}. There are: {'; '.join(known)}.")
        names.append(",".join(rest[:size]))
        rest = rest[size:]
    return names
