"""Spoken calls for the waiting area, by whatever Chinese voice this computer has. Speech is an extra: without a
voice calls are shown only, and `unavailable` says in words why. Nothing here waits for the sentence to end."""

import contextlib
import queue
import shutil
import subprocess
import sys
import threading
from dataclasses import dataclass

from signdesk.core.i18n import _

_LONGEST_SENTENCE_SECONDS = 30
_MOST_WAITING = 12
# The Windows voice reads its sentence from standard input, so no text ever becomes part of a command.
_WINDOWS = (
    "Add-Type -AssemblyName System.Speech; $s = New-Object System.Speech.Synthesis.SpeechSynthesizer; "
    "[Console]::InputEncoding = [Text.Encoding]::UTF8; $s.Speak([Console]::In.ReadToEnd())"
)


@dataclass(frozen=True)
class Voice:
    """A command that speaks the sentence it gets on standard input."""

    command: tuple[str, ...]


def voice() -> Voice | None:
    """The voice of this computer, None if it has none."""
    if sys.platform == "win32":
        shell = shutil.which("powershell")
        return Voice((shell, "-NoProfile", "-NonInteractive", "-Command", _WINDOWS)) if shell else None
    if sys.platform == "darwin":
        speaker = shutil.which("say")
        return Voice((speaker, "-v", "Tingting", "-f", "-")) if speaker else None
    speaker = shutil.which("espeak-ng")
    return Voice((speaker, "-v", "cmn", "-s", "150", "--stdin")) if speaker else None


def unavailable() -> str:
    """Why calls are not spoken here, in words for the settings page; empty if they are."""
    if voice() is not None:
        return _last_failure
    if sys.platform == "linux":
        return _("Calls are not spoken: the program espeak-ng is not installed.")
    return _("Calls are not spoken: this computer has no voice.")


def call_sentence(number: str, place: str) -> str:
    """The sentence that calls a ticket; its characters are spoken one by one: A012 → A 0 1 2."""
    return _("Number {number}, please come to {place}.").format(number=" ".join(number), place=place)


def say(text: str, *, times: int = 1) -> bool:
    """Speaks `text` after what is being spoken already; at once False if this computer cannot. Returns without
    waiting."""
    if voice() is None:
        return False
    _start_speaking()
    for _time in range(times):
        if _waiting.qsize() >= _MOST_WAITING:
            # Sentences that come minutes late would send people to the wrong counter.
            with contextlib.suppress(queue.Empty):
                _waiting.get_nowait()
        _waiting.put(text)
    return True


_waiting: "queue.Queue[str]" = queue.Queue()
_last_failure = ""
_speaker: threading.Thread | None = None
_starting = threading.Lock()


def _start_speaking() -> None:
    global _speaker
    with _starting:
        if _speaker is None:
            _speaker = threading.Thread(target=_speak_all, name="speech", daemon=True)
            _speaker.start()


def _speak_all() -> None:
    while True:
        _speak(_waiting.get())


def _speak(text: str) -> None:
    global _last_failure
    chosen = voice()
    if chosen is None:
        return
    try:
        subprocess.run(  # noqa: S603 - a program found by which with fixed arguments; the text goes to its standard input
            chosen.command,
            input=text.encode(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_LONGEST_SENTENCE_SECONDS,
            check=True,
        )
        _last_failure = ""
    except (OSError, subprocess.SubprocessError):
        _last_failure = _("Calls are not spoken: the voice of this computer does not work. Check the loudspeaker.")
