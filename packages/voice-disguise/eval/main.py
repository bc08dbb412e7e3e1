"""Measures how well people are recognised through the voice disguise. Started by eval-voice.mjs; see README.md."""
import argparse
import hashlib
import json
import os
import sys
from pathlib import Path

from cache_folder import HERE, cache_folder, version_of, write_whole
from engine.engine_run import EngineOptions, fingerprint_of, fingerprints
from features.features import MCADAMS_ONLY, NATURAL, Material, features_of, forget_old_features
from measure import Plan
from measure_all import measure_all
from results import summary, table, write_results
from setting_names import both_ways, chosen
from voices.folder import sessions_of_folder
from voices.kokoro import reading_sessions
from voices.microphone_check import LONGEST_CHECK
from voices.split import split
from voices.synthetic import synthetic_sessions
from words import count_words


def main() -> None:
    options = parse_arguments()
    engine = EngineOptions(options.engine, kept(options.extra) if options.extra else "", options.warm_up)
    voices = fingerprints(engine)
    known = [NATURAL, *(name for voice in voices for name in both_ways(voice)), MCADAMS_ONLY]
    settings = chosen(options.settings, known) if options.settings else known
    plan = plan_of(options, engine)
    others = len(plan.readers) - len(plan.tested)
    print(f"{len(plan.tested)} readers under test, {others} more to learn from, {options.seeds} draw(s) of each disguise")
    print(f"{len(plan.reading)} synthetic readers for the words, {count_words(plan.reading)} words in each draw")
    forget_old_features()
    features_of(plan.material, NATURAL, 0)
    pool = "real" if options.voices else "synthetic"
    draws = {setting: 1 if setting == NATURAL else options.seeds for setting in settings}
    codes, rows = {setting: code_of(setting, plan) for setting in known}, []
    for setting, result in measure_all(plan, draws, options.jobs, trained=not options.quick):
        rows.append(summary(setting, pool, result, codes[setting]))
        if options.write:
            write_results(rows, HERE / "results.json", codes)
    print("\n" + table(rows))


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="npm run eval:voice --", description="How well people are recognised through the voice disguise.")
    parser.add_argument("voices", nargs="?", type=given_path, help="folder with speakers.csv and recordings; without it: synthetic readers")
    parser.add_argument("--settings", help="names, separated by commas; default: all")
    parser.add_argument("--seeds", type=int, default=5, help="how many draws of the disguise; default 5")
    parser.add_argument("--part", choices=("tune", "report", "all"), default="report", help="who is under test; default report")
    parser.add_argument("--jobs", type=int, default=2, help="processes at a time; default 2")
    parser.add_argument("--quick", action="store_true", help="no first 5 s, no better-trained attacker")
    parser.add_argument("--extra", type=given_path, help="JSON file: name → fields of a voice, numbers or [low, high]")
    seconds = range(LONGEST_CHECK + 1)
    parser.add_argument("--warm-up", type=int, choices=seconds, default=5, help="seconds of speech at the microphone check; default 5")
    parser.add_argument("--engine", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--write", action="store_true", help="write each row into results.json as soon as it is measured; five draws, not quick")
    options = parser.parse_args()
    if options.write and (options.extra or options.seeds != 5 or options.quick or options.part != "report" or options.warm_up != 5):
        parser.error("--write is for a full run: no --extra, --seeds, --quick, --part or --warm-up beside it.")
    return options


def kept(extra: Path) -> str:
    """A copy under the name of what is in it: whoever edits the file meanwhile does not change what is measured."""
    text = extra.read_text(encoding="utf-8")
    folder = cache_folder() / "extras"
    folder.mkdir(parents=True, exist_ok=True)
    copy = folder / f"{hashlib.sha256(text.encode()).hexdigest()[:12]}.json"
    write_whole(copy, text)
    return str(copy)


def given_path(text: str) -> Path:
    """npm runs scripts in the repository's top folder; a relative path means the folder it was called from."""
    return Path(os.environ.get("INIT_CWD", "")) / text


def code_of(setting: str, plan: Plan) -> str:
    """Changes with the sound of the setting, with everything here that makes or judges sound, and with who is under test or learned from."""
    people = json.dumps([[reader.id for reader in plan.readers], plan.tested])
    judges = version_of(
        *("attack/*.py", "engine/*.py", "engine/*.ts", "features/*.py", "voices/*.py", "voices/*.tsv", "*.txt"),
        *("fixed_random.py", "measure.py", "sound.py", "words.py"),
        data=people.encode(),
    )
    return judges if setting in (NATURAL, MCADAMS_ONLY) else f"{judges} {fingerprint_of(setting, plan.material.options)}"


def plan_of(options: argparse.Namespace, engine: EngineOptions) -> Plan:
    sessions = sessions_of_folder(options.voices) if options.voices else synthetic_sessions()
    parts = split([session.reader for session in sessions if session.name == "A"])
    by_id = {session.id: session for session in sessions}
    readers = parts["tune" if options.part == "tune" else "all"]
    material = Material(tuple(by_id[f"{r.id}_{name}"] for r in readers for name in "AB"), not options.quick, engine)
    return Plan(material, tuple(reader.id for reader in parts[options.part]), tuple(reading_sessions(options.part)))


if __name__ == "__main__":
    try:
        main()
    except RuntimeError as error:
        sys.exit(str(error))
