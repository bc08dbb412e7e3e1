"""Runs all measurements of a run, some at a time."""
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any

from attack.trials import SESSION
from measure import Plan, measure_people, measure_trained, measure_words


@dataclass(frozen=True)
class Result:
    """What was measured of one setting, a draw after the other."""

    people: list[dict[str, Any]]
    trained: list[dict[str, Any]]
    words: list[tuple[int, int]]


def measure_all(plan: Plan, draws: dict[str, int], jobs: int, trained: bool) -> Iterator[tuple[str, Result]]:
    """Setting by setting; `draws` says how many for each. Tells on the way how far it is. The first fault ends it."""
    started = time.monotonic()
    with ProcessPoolExecutor(jobs, get_context("spawn")) as workers:
        try:
            under_way = {
                (setting, measure): [workers.submit(measure, plan, setting, draw) for draw in range(count)]
                for setting, count in draws.items()
                for measure in (measure_people, measure_words)
            }
            for setting, count in draws.items():
                people = [future.result() for future in under_way[setting, measure_people]]
                words = [future.result() for future in under_way[setting, measure_words]]
                better = [measure_trained(plan, setting, draw, count) for draw in range(count) if trained and count > 1]
                result = Result(people, better, words)
                print(f"{time.monotonic() - started:5.0f} s  {in_short(setting, result)}")
                yield setting, result
        except BaseException:
            workers.shutdown(cancel_futures=True)
            raise


def in_short(setting: str, result: Result) -> str:
    errors = ", ".join(f"{draw['min'][SESSION]:.1f}" for draw in result.people)
    wrong = ", ".join(f"{100 * wrong / said:.1f}" for wrong, said in result.words)
    return f"{setting}: smallest equal error {errors} %; words wrong {wrong} %"
