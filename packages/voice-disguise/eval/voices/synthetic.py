"""Synthetic speakers, for a machine without recordings: every voice of flite, festival and espeak-ng that sounds like a person."""
import shutil
import subprocess
import tempfile
from pathlib import Path

import numpy as np

from fixed_random import fixed_random
from sound import SESSION_RATE, read_wav
from voices.reader import Reader, Session
from voices.sentences import Sentence, in_turn, sentences
from voices.sessions import make_session, read_list, sessions_folder, write_list
from voices.split import split

PROGRAMS = {"espeak-ng": "espeak-ng", "flite": "flite", "text2wave": "festival festvox-kdlpc16k festlex-cmu festlex-poslex"}
NOISE_DB = (48, 58)
SENTENCES_EACH = 10
CHECK_SENTENCES = 6
"""For both visits together, as the others."""
RECORDED = ("awb", "kal16", "rms", "slt", "ked")
TRACTS = (0.89, 1.0, 1.12)
VARIANTS = (
    "Alex Alicia Andrea Andy Annie Denis Diogo Gene Henrique Hugo Jacky Lee Marco Mario Michael Mike adam anika antonio aunty "
    "belinda benjamin boris caleb david ed edward grandma grandpa gustave iven john linda marcelo max michel miguel norbert pablo "
    "paul pedro quincy rob sandro shelby steph travis victor zac"
).split()


def synthetic_sessions() -> list[Session]:
    """Two sessions of five sentences for each speaker; those to report on say others than those to tune on."""
    folder = sessions_folder("synthetic")
    known = read_list(folder)
    if known:
        return known
    missing = [package for program, package in PROGRAMS.items() if not shutil.which(program)]
    if missing:
        install = f"apt install {' '.join(missing)}"
        raise RuntimeError(f"Synthetic voices need programs that are not here. Debian: {install}. Or name a folder of voices.")
    speakers = [(voice, tract) for voice in RECORDED for tract in TRACTS] + [(f"espeak-{variant}", 1.0) for variant in VARIANTS]
    print(f"Having {len(speakers)} synthetic speakers read (once, a minute or two) …")
    folder.mkdir(parents=True, exist_ok=True)
    readers = [Reader(f"{voice}-{tract}", "?") for voice, tract in speakers]
    reported = split(readers)["report"]
    sessions = []
    for number, (reader, (voice, tract)) in enumerate(zip(readers, speakers)):
        own = in_turn(sentences("report" if reader in reported else "tune"), number, SENTENCES_EACH)
        check = in_turn(sentences("check"), number, CHECK_SENTENCES)
        speech, before = halves(spoken(voice, tract, own)), halves(spoken(voice, tract, check))
        sessions += [make_session(folder, reader, name, speech[i], before[i], NOISE_DB) for i, name in enumerate("AB")]
    write_list(folder, sessions)
    return sessions


def halves(sounds: list[np.ndarray]) -> tuple[list[np.ndarray], list[np.ndarray]]:
    return sounds[: len(sounds) // 2], sounds[len(sounds) // 2 :]


def spoken(voice: str, tract: float, said: list[Sentence]) -> list[np.ndarray]:
    """Every sentence at a pace of its own, 48 kHz. `tract` lengthens the vocal tract by resampling."""
    random = fixed_random("synthetic", voice, tract)
    pitch = random.randint(35, 65)
    sounds = []
    with tempfile.TemporaryDirectory(prefix="eval-voice-") as folder:
        for sentence in said:
            file, pace = Path(folder) / "sentence.wav", random.uniform(0.93, 1.08)
            speak(voice, sentence.text, file, pace * tract, pitch + random.randint(-3, 4))
            sounds.append(read_wav(file, round(SESSION_RATE * tract)))  # played at 48 kHz: longer by `tract`, formants lower
    return sounds


def speak(voice: str, sentence: str, file: Path, stretch: float, pitch: int) -> None:
    if voice.startswith("espeak-"):
        variant, words_a_minute = voice.removeprefix("espeak-"), str(round(165 / stretch))
        command = ["espeak-ng", "-v", f"en-us+{variant}", "-p", str(pitch), "-s", words_a_minute, "-w", str(file), sentence]
    elif voice == "ked":
        settings = ["-eval", "(voice_ked_diphone)", "-eval", f"(Parameter.set 'Duration_Stretch {stretch})"]
        command = ["text2wave", *settings, "-o", str(file)]
    else:
        command = ["flite", "-voice", voice, "--setf", f"duration_stretch={stretch}", "-t", sentence, "-o", str(file)]
    done = subprocess.run(command, input=sentence if voice == "ked" else "", text=True, capture_output=True, check=False)
    if done.returncode != 0 or not file.exists():
        raise RuntimeError(f"{command[0]} could not speak as {voice}: {done.stderr.strip()}")
