"""What a run comes to: medians over the draws, as a table for people and as JSON."""
import json
from pathlib import Path
from statistics import median

from attack.attackers import ATTACKERS
from attack.trials import OPENING, PIECE, SESSION
from measure_all import Result

COLUMNS = (*ATTACKERS, "min", "trained", "min3s", "first5s", "wer", "latencyMs", "cost", "onsetLeakDb")


def summary(setting: str, pool: str, result: Result) -> dict:
    """One row. Rates in percent, `cost` as a share of one core. `draws` are the smallest equal error rates of the draws."""
    people = result.people
    row: dict = {"setting": setting, "pool": pool}
    for attacker in ATTACKERS:
        row[attacker] = middle(draw[attacker][SESSION] for draw in people)
    smallest = [draw["min"] for draw in people]
    row["min"] = middle(one[SESSION] for one in smallest)
    row["draws"] = [round(one[SESSION], 1) for one in smallest]
    row["trained"] = middle(draw["min"][SESSION] for draw in result.trained)
    row["min3s"] = middle(one[PIECE] for one in smallest)
    row["first5s"] = middle(one.get(OPENING) for one in smallest)
    row["wer"] = middle(100 * wrong / said for wrong, said in result.words)
    for figure, digits in (("latencyMs", 1), ("cost", 4), ("onsetLeakDb", 1)):
        row[figure] = middle((draw["figures"].get(figure) for draw in people), digits)
    return row


def middle(values, digits: int = 1) -> float | None:
    known = [value for value in values if value is not None]
    return round(median(known), digits) if known else None


def table(rows: list[dict]) -> str:
    lines = [f"{'setting':<24}" + "".join(f"{column:>12}" for column in COLUMNS) + "   min of every draw"]
    for row in rows:
        cells = "".join(f"{'–' if row[column] is None else row[column]:>12}" for column in COLUMNS)
        lines.append(f"{row['setting']:<24}{cells}   {' '.join(map(str, row['draws']))}")
    return "\n".join(lines)


def write_results(rows: list[dict], file: Path) -> None:
    """Replaces the pool's rows and leaves those of other pools."""
    pools = {row["pool"] for row in rows}
    kept = [row for row in json.loads(file.read_text()) if row["pool"] not in pools] if file.exists() else []
    lines = ",\n".join("  " + json.dumps(row, ensure_ascii=False) for row in kept + rows)
    file.write_text(f"[\n{lines}\n]\n")
