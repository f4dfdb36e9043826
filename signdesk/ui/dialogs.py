"""The few dialogs there are: asking before what cannot be undone, asking for a reason, and the crash report.

All are opened, never run: the answer comes by a callback, and no event loop nests::

    ask(page, _("Destroy 12 dossiers?"), _("This cannot be undone."), yes=_("Destroy"), then=self.destroy, danger=True)
    ask_reason(page, _("Pass over ticket A021"), then=lambda reason: …, suggestions=(_("Not here"), …))

What a pane or the message bar can say is no dialog.
"""

from __future__ import annotations

import platform
import re
import traceback
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

import signdesk
from signdesk.core.i18n import _
from signdesk.ui import theme
from signdesk.ui.buttons import Button, label
from signdesk.ui.fields import Field, TextField
from signdesk.ui.form import FieldRow
from signdesk.ui.layouts import FlowLayout
from signdesk.ui.ops import Crash


class Panel(QDialog):
    """A dialog with a title, a body and a row of buttons at its foot."""

    def __init__(self, parent: QWidget, title: str, *, name: str, width: int = 440) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.setMinimumWidth(min(width, max(parent.window().width() - 40, 320)))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, 18, 20, 16)
        outer.setSpacing(12)
        outer.addWidget(label(title, px=16, bold=True, wrap=True))
        self.body = QVBoxLayout()
        self.body.setSpacing(10)
        outer.addLayout(self.body, 1)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(8)
        self.foot.addStretch(1)
        outer.addLayout(self.foot)

    def showEvent(self, event: QShowEvent) -> None:
        """As high as its wrapped lines need: Qt measures a dialog as if they stood on one line."""
        super().showEvent(event)
        needed = self.heightForWidth(self.width())
        if needed > self.height():
            self.resize(self.width(), needed)

    def add_button(self, button: Button, act: Callable[[], object]) -> Button:
        """A button at the foot."""
        button.setObjectName(f"{self.objectName()}.{button.role}")
        button.clicked.connect(lambda _checked=False: act())
        self.foot.addWidget(button)
        return button


def ask(
    parent: QWidget,
    title: str,
    text: str,
    *,
    yes: str,
    then: Callable[[], object],
    danger: bool = False,
    no: str = "",
) -> Panel:
    """Ask before something that cannot be undone. The safe answer has the focus."""
    panel = Panel(parent, title, name="ask")
    panel.body.addWidget(label(text, "muted", wrap=True))
    cancel = panel.add_button(Button(no or _("Cancel"), key="Esc"), panel.reject)
    panel.add_button(Button(yes, role="danger" if danger else "primary"), panel.accept)
    panel.accepted.connect(then)
    panel.open()
    cancel.setFocus()
    return panel


class ReasonPanel(Panel):
    """Asks for a reason; an empty one is not taken. A click on a suggestion puts it into the field, to go on writing;
    its key takes it as it is."""

    def __init__(self, parent: QWidget, title: str, text: str, yes: str, suggestions: Sequence[str], field: Field):
        super().__init__(parent, title, name="reason")
        if text:
            self.body.addWidget(label(text, "muted", wrap=True))
        self.row = FieldRow(field, "reason")
        self.body.addWidget(self.row)
        if suggestions:
            holder = QWidget()
            flow = FlowLayout(holder, gap=6)
            for number, words in enumerate(suggestions, 1):
                key = f"Ctrl+{number}"
                button = Button(words, key=key)
                button.clicked.connect(lambda _checked=False, words=words: self._take(words))
                QShortcut(QKeySequence(key), self, lambda words=words: self._finish_with(words))
                flow.addWidget(button)
            self.body.addWidget(holder)
        self.add_button(Button(_("Cancel"), key="Esc"), self.reject)
        self.add_button(Button(yes, role="primary", key="Return"), self.finish)
        self.row.entered.connect(self.finish)

    @property
    def reason(self) -> str:
        """What was typed."""
        return self.row.text().strip()

    def _take(self, words: str) -> None:
        self.row.set_text(words)
        self.row.show_problem("")
        self.row.editor.setFocus()

    def _finish_with(self, words: str) -> None:
        self.row.set_text(words)
        self.finish()

    def finish(self) -> None:
        """Done, if there is a reason."""
        if self.row.validate():
            self.accept()
        else:
            self.row.editor.setFocus()


def ask_reason(
    parent: QWidget,
    title: str,
    *,
    then: Callable[[str], object],
    text: str = "",
    yes: str = "",
    suggestions: Sequence[str] = (),
    asked: str = "",
) -> ReasonPanel:
    """Ask for the reason of an act, or for the words ``asked`` names; they go into the record."""
    field = TextField("reason", asked or _("Reason"), required=True, hint=_("Goes into the record"), max_length=200)
    panel = ReasonPanel(parent, title, text, yes or _("OK"), suggestions, field)
    panel.accepted.connect(lambda: then(panel.reason))
    panel.open()
    panel.row.editor.setFocus()
    return panel


_DIGITS = re.compile(r"\d{6,}[\dXx]?")
_QUOTED = re.compile(r"'[^'\n]*'|\"[^\"\n]*\"|“[^”\n]*”")
_CHINESE = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+")


def redacted(error: BaseException) -> str:
    """A traceback without data: places and kinds stay, values, numbers and names are taken out."""
    lines = []
    seen: BaseException | None = error
    while seen is not None:
        for frame in traceback.extract_tb(seen.__traceback__):
            path = frame.filename.replace("\\", "/")
            short = path[path.rfind("/signdesk/") + 1 :] if "/signdesk/" in path else path.rsplit("/", 1)[-1]
            lines.append(f"  {short}:{frame.lineno} {frame.name}")
        words = _CHINESE.sub("…", _DIGITS.sub("#", _QUOTED.sub("'…'", str(seen))))
        lines.append(f"{type(seen).__name__}: {words[:300]}")
        seen = seen.__cause__ or seen.__context__
    return "\n".join(lines)


def crash_report(crash: Crash) -> str:
    """What a person can send to whoever looks after the program. No customer data in it."""
    return (
        f"SignDesk {getattr(signdesk, '__version__', '')} · {platform.system()} {platform.release()} · "
        f"Python {platform.python_version()}\n{crash.doing}\n\n{redacted(crash.error)}"
    )


class CrashPanel(Panel):
    """Something went wrong in the program; the report can be copied."""

    def __init__(self, parent: QWidget, crash: Crash) -> None:
        super().__init__(parent, _("Something went wrong in the program"), name="crash", width=560)
        self.report = crash_report(crash)
        self.body.addWidget(
            label(
                _(
                    "What you typed is still here and nothing was saved halfway. You can go on working. "
                    "If it happens again, send this report to whoever looks after SignDesk; it holds no customer data."
                ),
                "muted",
                wrap=True,
            )
        )
        text = QPlainTextEdit(self.report)
        text.setReadOnly(True)
        text.setAccessibleName(_("Report"))
        text.setFont(theme.font(12))
        text.setMinimumHeight(160)
        self.body.addWidget(text, 1)
        self.add_button(Button(_("Copy the report")), self.copy)
        self.add_button(Button(_("Go on"), role="primary", key="Esc"), self.accept).setFocus()

    def copy(self) -> None:
        """Put the report on the clipboard."""
        QGuiApplication.clipboard().setText(self.report)


def show_crash(parent: QWidget, crash: Crash) -> CrashPanel:
    """Open the crash dialog."""
    panel = CrashPanel(parent, crash)
    panel.open()
    return panel
