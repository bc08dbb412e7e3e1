"""Checks the evaluation itself: `npm run eval:voice -- --selftest`. Every check states what must hold and fails loudly."""
import json
import sys
import tempfile
from pathlib import Path

import numpy as np

from attack.attackers import attack, smallest
from attack.equal_error import equal_error
from attack.trials import OPENING, SESSION
from engine.mcadams import linear_predictors, mcadams, moved_poles
from features.features import CEPSTRAL, Features
from measure_all import Result
from results import summary, write_results
from setting_names import chosen
from sound import SESSION_RATE
from voices import microphone_check
from voices.folder import PIECE_SECONDS, spread_pieces, visits
from voices.kokoro import CHECK_SENTENCES, READERS as WORD_READERS, SENTENCES_EACH
from voices.reader import Reader
from voices.sentences import in_turn, sentences
from voices.sessions import joined, through_one_channel
from voices.split import folds, split
from words import edits, plain

READERS = [Reader(f"reader {number}", "FM"[number % 2]) for number in range(100)]
TESTED = list(range(0, 60))


def main() -> None:
    checks = [check for name, check in globals().items() if name.startswith("check_")]
    failed = 0
    for check in checks:
        claim = check.__name__.removeprefix("check_").replace("_", " ")
        try:
            check()
            print(f"  ok      {claim}")
        except AssertionError as error:
            failed += 1
            print(f"  FAILED  {claim}: {error}")
    print(f"{len(checks) - failed} of {len(checks)} hold.")
    sys.exit(1 if failed else 0)


def check_equal_error_of_scores_counted_by_hand() -> None:
    near(equal_error(np.array([3.0, 4, 5]), np.array([0.0, 1, 2])), 0)
    near(equal_error(np.array([0.0, 1, 2]), np.array([3.0, 4, 5])), 100)
    near(equal_error(np.array([1.0, 3, 4, 5]), np.array([0.0, 0.5, 2, 0.7])), 25)  # threshold 2…3: one of four on either side
    near(equal_error(np.arange(1000.0), np.arange(1000.0)), 50, 0.2)


def check_equal_error_of_two_bells_is_that_of_the_formula() -> None:
    random = np.random.RandomState(1)
    near(equal_error(random.randn(40_000) + 2, random.randn(40_000)), 15.87, 0.5)  # Φ(−1)


def check_split_is_sixty_to_forty_and_even() -> None:
    parts = split(READERS)
    same(len(parts["report"]), 40)
    same(len(parts["tune"]), 60)
    same(sum(reader.sex == "F" for reader in parts["report"]), 20)
    same(set(parts["report"]) & set(parts["tune"]), set())


def check_split_does_not_depend_on_the_order_nor_on_the_day() -> None:
    same(split(READERS), split(READERS[::-1]))
    same([reader.id for reader in split(READERS)["report"][:3]], ["reader 94", "reader 54", "reader 11"])


def check_split_reports_on_as_many_men_as_women_where_there_are_fewer_men() -> None:
    report = split(READERS[:40] + [reader for reader in READERS[40:] if reader.sex == "F"])["report"]
    same([sum(reader.sex == sex for reader in report) for sex in "FM"], [14, 14])


def check_folds_hold_everyone_once_and_both_sexes() -> None:
    groups = folds(READERS[:30])
    same(sorted(i for group in groups for i in group), list(range(30)))
    for group in groups:
        within(sum(READERS[i].sex == "F" for i in group), 3, 4)


def check_who_reads_words_to_tune_on_and_to_report_on_have_no_reader_and_no_sentence_in_common() -> None:
    same(set(WORD_READERS["tune"]) & set(WORD_READERS["report"]), set())
    said = {use: {sentence.text for sentence in sentences(use)} for use in ("tune", "report", "check")}
    same({use: len(texts) for use, texts in said.items()}, {"tune": 40, "report": 60, "check": 24})
    same(len(set.union(*said.values())), 124)
    read = [sentence.text for turn in range(24) for sentence in in_turn(sentences("report"), turn, SENTENCES_EACH)]
    same(sorted(read), sorted(2 * list(said["report"])))  # every sentence as often as any other
    assert sum(len(plain(text)) for text in read) >= 1000, "too few words for a figure that is known to about a percent"


def check_a_microphone_check_is_five_seconds_of_speech_without_its_pauses() -> None:
    speech = np.random.RandomState(6).randn(round(1.5 * SESSION_RATE))
    once, _ = joined([speech, speech])  # 3 s of speech: it has to be said again
    sound, ends = microphone_check.check_speech(once)
    same(len(ends), microphone_check.LONGEST_CHECK)
    for second, end in enumerate(ends, 1):
        near(microphone_check.speaking(sound)[: round(end * SESSION_RATE)].sum() / SESSION_RATE, second, 0.1)
    assert ends[4] > 5 + 4 * 0.3, f"the pauses in {ends[4]} s were counted as speech"


def check_a_microphone_check_goes_through_the_channel_of_its_visit_alone() -> None:
    random = np.random.RandomState(7)
    speech, before = random.randn(SESSION_RATE), 0.5 * random.randn(2 * SESSION_RATE)
    first, other = (through_one_channel(np.random.RandomState(seed), [speech, before], (55, 65)) for seed in (1, 2))
    for heard in (first, other):
        near(response(speech, heard[0]), response(before, heard[1]), 1e-3)
    assert np.abs(response(speech, first[0]) - response(speech, other[0])).max() > 0.02, "two visits share a channel"
    silent = through_one_channel(np.random.RandomState(1), [np.eye(1, SESSION_RATE)[0], np.zeros(SESSION_RATE)], (55, 65))
    near(float(silent[0][2:].std() / silent[1].std()), 1, 0.05)


def check_nothing_of_a_visit_is_said_at_its_microphone_check() -> None:
    for seconds in (8.5, 15):
        recording = np.arange(1, round(seconds * SESSION_RATE) + 1, dtype=float)  # every sample tells where it comes from
        pieces, between = spread_pieces(recording, SESSION_RATE)
        for _, own, check in visits(pieces, between):
            same(len(own), 2)
            same(set(np.concatenate(own)) & set(np.concatenate(check)), set())
        assert min(map(len, pieces)) >= PIECE_SECONDS[0] * SESSION_RATE
        same(len(between), 3 if seconds == 15 else 0)
    same(len(in_turn(sentences("check"), 7, CHECK_SENTENCES)), CHECK_SENTENCES)


def check_settings_with_a_comma_in_their_name_are_found() -> None:
    known = ["veil", "River", "River, sliders 0", "custom, closest"]
    same(chosen("veil,River,River, sliders 0,custom, closest", known), known)


def check_a_row_has_the_median_of_the_draws_and_all_of_them() -> None:
    rates = [{"session": rate, "piece": rate + 1, "opening": rate + 2} for rate in (21.0, 25.0, 19.0)]
    people = [{name: rate for name in ("ignorant", "lazy", "semi", "cross", "min")} | {"figures": {"latencyMs": 40.0}} for rate in rates]
    row = summary("veil", "real", Result(people, [], [(10, 100), (8, 100), (9, 100)]), "1")
    same([row["min"], row["min3s"], row["first5s"], row["wer"], row["latencyMs"]], [21.0, 22.0, 23.0, 9.0, 40.0])
    same([row["trained"], row["cost"]], [None, None])
    same([row["draws"]["min"], row["draws"]["wer"]], [[21.0, 25.0, 19.0], [10.0, 8.0, 9.0]])


def check_results_are_added_to_those_that_still_hold_and_to_no_others() -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "results.json"

        def write(setting: str, codes: dict[str, str], pool: str = "real") -> list[str]:
            write_results([{"setting": setting, "pool": pool, "code": codes[setting]}], file, codes)
            return [f"{row['pool']} {row['setting']} {row['code']}" for row in json.loads(file.read_text())]

        codes = {"veil": "1", "Aria": "2"}
        same(write("veil", codes, "synthetic"), ["synthetic veil 1"])
        same(write("Aria", codes), ["synthetic veil 1", "real Aria 2"])
        same(write("veil", codes), ["synthetic veil 1", "real veil 1", "real Aria 2"])
        same(write("veil", {"veil": "3", "Aria": "2"}), ["synthetic veil 1", "real veil 3", "real Aria 2"])
        same(write("veil", {"veil": "3", "Aria": "4"}), ["synthetic veil 1", "real veil 3"])


def check_a_perfect_copy_is_recognised_as_well_as_the_natural_voice() -> None:
    natural = voices(own=1.0, visit=0.3)
    errors = attack(natural, natural, [natural], READERS, TESTED)
    for attacker, error in errors.items():
        within(error[SESSION], 0, 3, attacker)


def check_without_anything_of_the_person_everyone_guesses() -> None:
    natural, disguised = voices(own=1.0, visit=0.3), voices(own=0.0, visit=1.0, seed=2)
    errors = attack(natural, disguised, [disguised], READERS, TESTED)
    for attacker, error in errors.items():
        within(error[SESSION], 35, 60, attacker)  # below 50: an attacker may take the way that happened to work best


def check_shuffled_labels_leave_nothing_to_recognise() -> None:
    natural = voices(own=1.0, visit=0.3)
    order = np.random.RandomState(3).permutation(len(READERS))
    mixed = Features(np.stack([natural.pieces[:, 0], natural.pieces[order, 1]], axis=1), None)
    for attacker, error in attack(mixed, mixed, [mixed], READERS, TESTED).items():
        within(error[SESSION], 35, 60, attacker)


def check_a_disguise_that_never_changes_deceives_only_who_knows_of_none() -> None:
    natural = voices(own=1.0, visit=0.3)
    other_place = np.random.RandomState(5).permutation(CEPSTRAL.stop)
    errors = attack(natural, disguised := Features(natural.pieces[..., other_place], None), [disguised], READERS, TESTED)
    within(errors["ignorant"][SESSION], 35, 60, "ignorant")
    within(errors["lazy"][SESSION], 0, 3, "lazy")
    within(errors["semi"][SESSION], 0, 3, "semi")


def check_the_first_seconds_are_judged_on_their_own() -> None:
    natural, empty = voices(own=1.0, visit=0.3), voices(own=0.0, visit=1.0, seed=2)
    opening = Features(natural.pieces, empty.pieces[:, :, :1])
    for attacker, error in attack(natural, opening, [opening], READERS, TESTED).items():
        within(error[SESSION], 0, 3, attacker)
        within(error[OPENING], 35, 60, attacker)


def check_training_finds_what_plain_comparison_misses() -> None:
    """The person shows in a few directions; the visits differ in all the others, and far more."""
    natural, hidden = voices(own=1.0, visit=0.3), voices(own=1.0, visit=3.0, own_directions=20)
    errors = attack(natural, hidden, [hidden], READERS, TESTED)
    assert errors["semi"][SESSION] < errors["lazy"][SESSION] - 10, f"{errors}"
    same(smallest(errors)[SESSION], min(error[SESSION] for error in errors.values()))


def check_words_are_counted_as_edits() -> None:
    same(edits(plain("The cat sat."), plain("the cat sat")), 0)
    same(edits(plain("the cat sat down"), plain("a cat sat")), 2)
    same(plain("At 9:30, 20 neighbours!"), ["at", "half", "past", "nine", "twenty", "neighbors"])


def check_mcadams_of_one_changes_nothing_and_less_moves_the_poles() -> None:
    random = np.random.RandomState(4)
    sound = (0.1 * random.randn(16_000)).astype(np.float32)
    unchanged = mcadams(sound, 1.0)[800:-800]
    near(float(np.corrcoef(unchanged, sound[800:-800])[0, 1]), 1, 0.01)
    predictors = linear_predictors(0.1 * random.randn(5, 320))
    near(float(np.abs(moved_poles(predictors, 1.0) - predictors).max()), 0, 1e-6)
    assert np.abs(moved_poles(predictors, 0.8) - predictors).max() > 0.01, "α = 0.8 moved no pole"


def voices(own: float, visit: float, own_directions: int = CEPSTRAL.stop, seed: int = 1) -> Features:
    """Made-up features: what belongs to the reader, what to the visit, and a little of the moment."""
    person = np.random.RandomState(0).randn(len(READERS), 1, 1, CEPSTRAL.stop)
    person[..., own_directions:] = 0
    random = np.random.RandomState(seed)
    day = random.randn(len(READERS), 2, 1, CEPSTRAL.stop)
    if own_directions < CEPSTRAL.stop:
        day[..., :own_directions] *= 0.1
    moment = random.randn(len(READERS), 2, 2, CEPSTRAL.stop)
    return Features(own * person + visit * day + 0.2 * moment, None)


def response(sound: np.ndarray, heard: np.ndarray) -> np.ndarray:
    """Level and tilt of the channel: how loud a sample and the one before it come out."""
    taps = np.stack([sound[1:], sound[:-1]], axis=1)
    return np.linalg.lstsq(taps, heard[1:], rcond=None)[0]


def near(value, wanted, tolerance: float = 1e-9) -> None:
    assert np.abs(value - wanted).max() <= tolerance, f"{value} is not {wanted} ± {tolerance}"


def within(value: float, least: float, most: float, what: str = "it") -> None:
    assert least <= value <= most, f"{what} is {value}, not {least}…{most}"


def same(value: object, wanted: object) -> None:
    assert value == wanted, f"{str(value)[:80]} is not {str(wanted)[:80]}"


if __name__ == "__main__":
    main()
