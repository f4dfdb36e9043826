"""Pictures of PDF pages for the screen, drawn by pdfium in a process of its own: a hostile or broken file can at
worst end that process, never the window. One process is kept and used again; it is ended when a page takes too
long or too much memory."""

import contextlib
import multiprocessing
import sys
import threading
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Literal

from signdesk.core.errors import UserError
from signdesk.core.i18n import N_, _

WAIT_SECONDS = 10.0
_START_SECONDS = 30.0  # the first page may meet a cold disk
_MEMORY = 1_200 * 1024 * 1024  # bytes of address space
_MOST_PIXELS = 60_000_000
_LARGEST_FILE = 256 * 1024 * 1024

_Failure = Literal["damaged", "locked", "no_page", "too_large"]
_WORDS: dict[str, str] = {
    "damaged": N_("This PDF is damaged and cannot be shown."),
    "locked": N_("This PDF is protected by a password and cannot be shown."),
    "no_page": N_("This PDF has no such page."),
    "too_large": N_("This page is too large to be shown."),
}


class PreviewTrouble(UserError):
    """The page cannot be shown; the file itself is untouched."""


def _trouble(failure: str) -> PreviewTrouble:
    words = _WORDS[failure]
    return PreviewTrouble(_(words))


def render_page(pdf: bytes, page: int, dpi: int = 110) -> bytes:
    """Page number `page` (from 0) as a PNG. Raises PreviewTrouble; takes at most some seconds, so call it on a
    worker."""
    result = _process.ask("page", pdf, page, dpi)
    assert isinstance(result, bytes)  # noqa: S101 - what the request promises
    return result


def page_count(pdf: bytes) -> int:
    """How many pages the PDF has. Raises PreviewTrouble."""
    result = _process.ask("count", pdf, 0, 0)
    assert isinstance(result, int)  # noqa: S101 - what the request promises
    return result


def close() -> None:
    """Ends the drawing process, if there is one; the next page starts another."""
    _process.end()


class _DrawingProcess:
    """The kept process and the pipe to it. One page at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None

    def ask(self, what: str, pdf: bytes, page: int, dpi: int) -> object:
        if len(pdf) > _LARGEST_FILE:
            raise _trouble("too_large")
        with self._lock:
            pipe, wait = self._started()
            try:
                pipe.send((what, pdf, page, dpi))
                if not pipe.poll(wait):
                    self._end()
                    raise PreviewTrouble(
                        _("Showing this page takes too long."),
                        hint=_("Open the file in another program to look at it."),
                    )
                kind, result = pipe.recv()
            except (OSError, EOFError) as error:
                # The process died over this file: out of memory, or a fault in the library.
                self._end()
                raise _trouble("damaged") from error
        if kind == "failed":
            raise _trouble(result)
        return result

    def end(self) -> None:
        with self._lock:
            self._end()

    def _started(self) -> tuple[Connection, float]:
        if self._pipe is not None and self._process is not None and self._process.is_alive():
            return self._pipe, WAIT_SECONDS
        self._end()
        # A fresh interpreter: a fork would copy our keys and databases into the process that reads strangers' files.
        context = multiprocessing.get_context("spawn")
        self._pipe, other = context.Pipe()
        self._process = context.Process(target=_serve, args=(other,), name="signdesk-preview", daemon=True)
        self._process.start()
        other.close()
        return self._pipe, WAIT_SECONDS + _START_SECONDS

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
        if self._pipe is not None:
            self._pipe.close()
        self._process = self._pipe = None


_process = _DrawingProcess()


# From here on everything runs in the other process.


def _serve(pipe: Connection) -> None:
    _limit_this_process()
    while True:
        try:
            what, pdf, page, dpi = pipe.recv()
        except (EOFError, OSError):
            return  # the app has gone
        try:
            answer: tuple[str, object] = ("done", _draw(pdf, page, dpi) if what == "page" else _count(pdf))
        except _CannotDraw as error:
            answer = ("failed", error.failure)
        except MemoryError:
            answer = ("failed", "too_large")
        except Exception:  # a broken file can raise anything in the library; the window gets one plain sentence
            answer = ("failed", "damaged")
        pipe.send(answer)


class _CannotDraw(Exception):
    def __init__(self, failure: _Failure) -> None:
        super().__init__(failure)
        self.failure = failure


def _limit_this_process() -> None:
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform != "win32":
        import resource

        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
            resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # it writes no file
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _open(pdf: bytes) -> "object":
    import pypdfium2

    if b"%PDF-" not in pdf[:1024]:
        raise _CannotDraw("damaged")
    try:
        return pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == 4 or "password" in str(error).lower()
        raise _CannotDraw("locked" if locked else "damaged") from error


def _count(pdf: bytes) -> int:
    import pypdfium2

    document = _open(pdf)
    assert isinstance(document, pypdfium2.PdfDocument)  # noqa: S101 - narrows the type
    try:
        return len(document)
    finally:
        document.close()


def _draw(pdf: bytes, number: int, dpi: int) -> bytes:
    import io

    import pypdfium2

    document = _open(pdf)
    assert isinstance(document, pypdfium2.PdfDocument)  # noqa: S101 - narrows the type
    try:
        if not 0 <= number < len(document):
            raise _CannotDraw("no_page")
        page = document[number]
        width, height = page.get_size()
        if width * height * (dpi / 72) ** 2 > _MOST_PIXELS:
            raise _CannotDraw("too_large")
        picture = page.render(scale=dpi / 72, draw_annots=True).to_pil()
        out = io.BytesIO()
        picture.convert("RGB").save(out, "PNG", compress_level=1)
        return out.getvalue()
    finally:
        document.close()
