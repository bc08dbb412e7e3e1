"""What a run comes to: medians over the draws, as a table for people and as JSON."""
import json
from pathlib import Path
from statistics import median

from attack.attackers import ATTACKERS
from attack.trials import OPENING, PIECE, SESSION
from cache_folder import write_whole
from measure_all import Result

COLUMNS = (*ATTACKERS, "min", "trained", "min3s", "first5s", "wer", "latencyMs", "cost", "onsetLeakDb")


def summary(setting: str, pool: str, result: Result, code: str) -> dict:
    """One row: the median of the draws in every column, and under `draws` what each draw came to.

    Rates in percent, `cost` as a share of one core. `code` stands for the sound and the evaluation the row was measured with.
    """
    draws = {column: known(values) for column, values in by_column(result).items()}
    medians = {column: rounded(column, median(draws[column])) if draws[column] else None for column in COLUMNS}
    kept = {column: [rounded(column, value) for value in values] for column, values in draws.items() if values}
    return {"setting": setting, "pool": pool, **medians, "draws": kept, "code": code}


def by_column(result: Result) -> dict[str, list]:
    """What was measured, a draw after the other; None where it was not."""
    people, smallest = result.people, [draw["min"] for draw in result.people]
    return {
        **{attacker: [draw[attacker][SESSION] for draw in people] for attacker in ATTACKERS},
        "min": [one[SESSION] for one in smallest],
        "trained": [draw["min"][SESSION] for draw in result.trained],
        "min3s": [one[PIECE] for one in smallest],
        "first5s": [one.get(OPENING) for one in smallest],
        "wer": [100 * wrong / said for wrong, said in result.words],
        **{figure: [draw["figures"].get(figure) for draw in people] for figure in ("latencyMs", "cost", "onsetLeakDb")},
    }


def known(values: list) -> list[float]:
    return [value for value in values if value is not None]


def rounded(column: str, value: float) -> float:
    return round(value, 4 if column == "cost" else 1)


def table(rows: list[dict]) -> str:
    lines = [f"{'setting':<24}" + "".join(f"{column:>12}" for column in COLUMNS) + "   min of every draw"]
    for row in rows:
        cells = "".join(f"{'–' if row[column] is None else row[column]:>12}" for column in COLUMNS)
        lines.append(f"{row['setting']:<24}{cells}   {' '.join(map(str, row['draws']['min']))}")
    return "\n".join(lines)


def write_results(rows: list[dict], file: Path, codes: dict[str, str]) -> None:
    """Adds rows of one pool to those that still hold, in the order of the settings, and leaves other pools as they are.

    `codes` is what each setting would be measured with now; rows of another code are dropped.
    """
    pool = rows[0]["pool"]
    before = json.loads(file.read_text()) if file.exists() else []
    others = [row for row in before if row["pool"] != pool]
    own = {row["setting"]: row for row in [*before, *rows] if row["pool"] == pool and row["code"] == codes.get(row["setting"])}
    lines = ",\n".join("  " + json.dumps(row, ensure_ascii=False) for row in others + sorted(own.values(), key=lambda row: list(codes).index(row["setting"])))
    write_whole(file, f"[\n{lines}\n]\n")
