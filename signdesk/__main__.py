"""The command line: reads the words and hands over to `signdesk.app`. Nothing heavy is imported before it is known
what is wanted, so that `--help` is instant and works where Qt cannot."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from signdesk.core.errors import UserError
from signdesk.core.i18n import DEFAULT_LANGUAGE, LANGUAGES, _, set_language

if TYPE_CHECKING:
    from argparse import ArgumentParser

GOOD, FAILED, WRONG_USE = 0, 1, 2
_WITH_WINDOWS = {None, "demo"}
# How the program without Python calls itself to read a file in a limited process (io.importing.confined).
_IMPORT_CHILD, _TEMPLATE_CHILD, _SCAN_CHILD = "--import-child", "--template-child", "--scan-child"
_PICTURE_CHILD, _MARK_CHILD, _ANNOTATE_CHILD = "--picture-child", "--mark-child", "--annotate-child"


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the words say; the exit code (0 good, 1 errors found or failure, 2 wrong use)."""
    given = sys.argv[1:] if arguments is None else arguments
    if list(given) == [_IMPORT_CHILD]:
        from signdesk.io.importing import child

        return child.main()
    if list(given) == [_TEMPLATE_CHILD]:
        from signdesk.io import template_child

        return template_child.main()
    if list(given) == [_SCAN_CHILD]:
        from signdesk.io.importing import scan_child

        return scan_child.main()
    if list(given) == [_PICTURE_CHILD]:
        from signdesk.io import picture_pdf

        return picture_pdf.main()
    if list(given) == [_MARK_CHILD]:
        from signdesk.io import copy_mark

        return copy_mark.main()
    if list(given) == [_ANNOTATE_CHILD]:
        from signdesk.io import annotated_word

        return annotated_word.main()
    set_language(_language())
    parser = build_parser()
    options = parser.parse_args(given)
    try:
        return _run(options)
    except UserError as error:
        sys.stderr.write(error.message + "\n")
        if error.hint:
            sys.stderr.write(error.hint + "\n")
        return FAILED
    except BrokenPipeError:
        # The reader of our output went away (a pager closed): the interpreter must not complain about it at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return FAILED
    except OSError as error:
        sys.stderr.write(f"{error}\n")
        return FAILED
    except KeyboardInterrupt:
        return FAILED


def build_parser() -> "ArgumentParser":
    """Everything `signdesk` understands, with its explanations."""
    shared = argparse.ArgumentParser(add_help=False)
    _add_help(shared)
    shared.add_argument(
        "--dir",
        type=Path,
        metavar="D",
        default=argparse.SUPPRESS,
        help=_("data folder (by default this user's own; the sample centre has one of its own)"),
    )
    secret = argparse.ArgumentParser(add_help=False)
    secret.add_argument(
        "--passphrase-fd",
        type=int,
        metavar="N",
        default=None,
        help=_("read the passphrase or recovery code from file descriptor N (otherwise: keyring, or a prompt)"),
    )
    parser = _Parser(
        prog="signdesk",
        parents=[shared],
        add_help=False,
        description=_("SignDesk runs the day of a contract-signing centre. Without a word it opens its window."),
        epilog=_("Exit codes: 0 good, 1 errors found or failure, 2 wrong use."),
    )
    parser.add_argument("--version", action="version", version=_version(), help=_("show the version"))
    words: Any = parser.add_subparsers(dest="word", metavar=_("WORD"), title=_("Words"), parser_class=_Parser)

    def add(word: str, explanation: str, *parents: "ArgumentParser") -> "ArgumentParser":
        added: ArgumentParser = words.add_parser(
            word, help=explanation, description=explanation, parents=[shared, *parents], add_help=False
        )
        return added

    add("demo", _("open the sample centre; nothing real is touched"))
    tour = add("tour", _("play one customer from check-in to archive through the real windows, and check every step"))
    tour.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help=_("folder for pictures, papers, tour.json")
    )
    tour.add_argument("--contract", type=Path, metavar="FILE", help=_("contract to use (docx, pdf, txt)"))
    tour.add_argument("--size", type=_size, default="1440x900", metavar="WxH", help=_("size of the window (1440x900)"))
    tour.add_argument("--dark", action="store_true", help=_("in the dark scheme"))
    review = add("review", _("check a contract against its case; needs no data folder"))
    review.add_argument(
        "files", type=Path, nargs="+", metavar=_("FILE_OR_FOLDER"),
        help=_("contracts (docx, pdf, txt); of a folder every contract in it"),
    )  # fmt: skip
    review.add_argument("--type", metavar="NAME", help=_("business type"))
    review.add_argument("--case", type=Path, metavar="CASE.json", help=_("the case's data"))
    review.add_argument(
        "--template", type=Path, metavar="FILE", help=_("the template whose words the contract must keep to")
    )
    review.add_argument(
        "--comments", type=Path, metavar="FILE", help=_("write the Word file with what was found as comments")
    )
    answer = review.add_mutually_exclusive_group()
    answer.add_argument("--json", action="store_true", help=_("answer in JSON"))
    answer.add_argument("--text", action="store_true", help=_("show what was read and where it stands; check nothing"))
    verify = add("verify", _("read everything stored to its end and name the first broken place"), secret)
    verify.add_argument("--json", action="store_true", help=_("answer in JSON"))
    backup = add("backup", _("write the whole centre into one encrypted file, and read it back"), secret)
    backup.add_argument("file", type=Path, metavar="FILE", help=_("the file to write; it must not exist"))
    restore = add("restore", _("put a backup into a new data folder"), secret)
    restore.add_argument("file", type=Path, metavar="FILE", help=_("the backup"))
    return parser


def _run(options: argparse.Namespace) -> int:
    word = options.word
    if word in _WITH_WINDOWS or word == "tour":
        problem = _why_no_windows(needs_screen=word != "tour")
        if problem:
            sys.stderr.write(problem + "\n")
            return FAILED
    folder: Path | None = getattr(options, "dir", None)
    if word is None:
        from signdesk.app import start

        return start.run(_folder(folder))
    if word == "demo":
        from signdesk.app import demo

        return demo.run(_folder(folder, "SignDesk-demo"))
    if word == "tour":
        from signdesk.app import tour

        return tour.run(
            options.out, options.contract, folder=folder, size=options.size, scheme="dark" if options.dark else "light"
        )
    if word == "review":
        from signdesk.app.commands import review

        return review.run(
            options.files,
            business_type=options.type,
            case=options.case,
            template=options.template,
            as_json=options.json,
            as_text=options.text,
            comments=options.comments,
        )
    if word == "verify":
        from signdesk.app.commands import verify

        return verify.run(_folder(folder), as_json=options.json, passphrase_fd=options.passphrase_fd)
    from signdesk.app.commands import backup

    act = backup.make if word == "backup" else backup.restore
    return act(_folder(folder), options.file, passphrase_fd=options.passphrase_fd)


def _why_no_windows(*, needs_screen: bool) -> str | None:
    """Why Qt cannot start here; without a screen the tour plays offscreen."""
    from signdesk import preflight

    if needs_screen:
        return preflight.complaint(windows=True)
    has_screen = preflight.has_screen()
    if sys.platform.startswith("linux") and not has_screen:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return preflight.complaint(windows=has_screen)


def _size(text: str) -> str:
    width, _by, height = text.lower().partition("x")
    if not (width.isdigit() and height.isdigit() and 640 <= int(width) <= 7680 and 480 <= int(height) <= 4320):
        raise argparse.ArgumentTypeError(_("a size looks like 1440x900"))
    return f"{width}x{height}"


def _folder(given: Path | None, name: str = "SignDesk") -> Path:
    if given is not None:
        return given.absolute()
    from signdesk.app.folders import default_folder

    return default_folder(name)


def _language() -> str:
    """Chinese, unless SIGNDESK_LANGUAGE or an English locale says otherwise."""
    asked = os.environ.get("SIGNDESK_LANGUAGE", "")
    if asked in LANGUAGES:
        return asked
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "en" if locale.startswith("en") else DEFAULT_LANGUAGE


def _version() -> str:
    from signdesk import __version__

    return f"SignDesk {__version__}"


def _add_help(parser: "ArgumentParser") -> None:
    parser.add_argument("-h", "--help", action="help", help=_("show this help"))


class _Parser(argparse.ArgumentParser):
    """argparse in the reader's language."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._positionals.title = _("What")
        self._optionals.title = _("Options")

    def format_usage(self) -> str:
        return super().format_usage().replace("usage:", _("usage:"), 1)

    def format_help(self) -> str:
        return super().format_help().replace("usage:", _("usage:"), 1)


if __name__ == "__main__":
    if getattr(sys, "frozen", False):
        # The built app starts its drawing processes by running itself.
        import multiprocessing

        multiprocessing.freeze_support()
    sys.exit(main())
