"""A look at a template before it is used: filled with what a case has, or with invented values."""

from __future__ import annotations

from collections.abc import Callable

from signdesk.core.i18n import _
from signdesk.core.text import TextModel
from signdesk.domains.signing import service
from signdesk.domains.signing.pages.document_view import DocumentView
from signdesk.domains.signing.service import TemplateInfo
from signdesk.ui.buttons import Button
from signdesk.ui.dialogs import Panel
from signdesk.ui.fields import ChoiceField
from signdesk.ui.form import Form
from signdesk.ui.form_in_pane import FormInPane

_EXAMPLE = 0


class TextPanel(Panel):
    """The text of a filled template, to read."""

    def __init__(self, page: FormInPane, title: str, model: TextModel) -> None:
        super().__init__(page, title, name="signing.template_text", width=760)
        self.setMinimumHeight(min(620, max(page.window().height() - 80, 300)))
        self.view = DocumentView("signing.template_text")
        self.view.show_text(0, model, [])
        self.body.addWidget(self.view, 1)
        self.add_button(Button(_("Close"), role="primary", key="Esc"), self.accept)
        self.view.setFocus()


def look_at(page: FormInPane, template: TemplateInfo) -> None:
    """Ask with what it is to be filled, fill it on a worker, and show the text."""

    def choose(cases: tuple[tuple[int, str], ...]) -> None:
        options = [*cases, (_EXAMPLE, _("Invented values"))]
        form = Form(
            [ChoiceField("case_id", _("Fill it with"), True, options=options, default=options[0][0], wide=True)],
            name="signing.template_trial",
        )
        form.saved.connect(lambda values: fill(values["case_id"], form))
        page.put_form(edition_words(template), form, _("Look at it filled"))

    def fill(case_id: int, form: Form) -> None:
        def work(make: Callable[[], TextModel]) -> None:
            page.ops.work(make, show, form.refused, label=_("Filling the template"))

        if case_id == _EXAMPLE:
            page.ops.read(
                lambda session: service.template_file(session, template_id=template.id),
                lambda data: work(lambda: service.example_text(data, template)),
                form.refused,
            )
        else:
            page.ops.read(
                lambda session: service.trial_of(session, template_id=template.id, case_id=case_id),
                lambda trial: work(lambda: service.trial_text(trial)),
                form.refused,
            )

    def show(model: TextModel) -> None:
        page.close_form()
        TextPanel(page, edition_words(template), model).open()

    page.ops.read(lambda session: service.cases_to_try(session, code=template.code), choose)


def edition_words(template: TemplateInfo) -> str:
    """Which template, and which edition of it."""
    return _("{business}, edition {number}").format(business=template.business, number=template.edition)
