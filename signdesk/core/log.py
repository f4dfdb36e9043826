"""The program's own log: what was started, what failed and where, in codes and ids only. People's data never goes in;
the scrubber is the second net for what a careless line might carry. Who did what to which record is the audit
trail's matter, not the log's."""

import logging
import re
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path

FOLDER = "logs"
_FILE = "signdesk.log"
_MOST_BYTES = 1_000_000
_GENERATIONS = 5

logger = logging.getLogger("signdesk")

_LONG_NUMBER = re.compile(r"[0-9０-９]{5,}[0-9０-９Xx]?")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")


def scrub(text: str) -> str:
    """`text` without long numbers (identity numbers, phones, accounts) and without anything that could be a name."""
    return _BEYOND_ASCII.sub("…", _LONG_NUMBER.sub("#", text))


class _Scrubber(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = scrub(record.getMessage())
        record.args = None
        record.exc_info = None  # an exception's words may quote what was typed; `places` says where it happened
        return True


def start(folder: Path) -> None:
    """Write the log into `folder`/logs from now on; readable by its owner only."""
    place = folder / FOLDER
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    stop()
    handler = RotatingFileHandler(
        place / _FILE, maxBytes=_MOST_BYTES, backupCount=_GENERATIONS, encoding="utf-8", delay=True
    )
    handler.addFilter(_Scrubber())
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False


def stop() -> None:
    """Close the log."""
    for handler in tuple(logger.handlers):
        logger.removeHandler(handler)
        handler.close()


def places(error: BaseException) -> str:
    """Kind of the error and where it came through, without its words and without anybody's values."""
    frames = traceback.extract_tb(error.__traceback__)
    where = " < ".join(f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in reversed(frames[-12:]))
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return f"{type(error).__name__} at {where or '?'}" + (f" caused by {places(cause)}" if cause is not None else "")


def crash(doing: str, error: BaseException) -> None:
    """A bug: note what was being done and where it broke."""
    logger.error("crash while %s: %s", doing, places(error))
