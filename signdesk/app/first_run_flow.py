"""The first run as a conversation without windows: what is asked in which order, what each answer must be, and the
centre made from them at the very end. Until then nothing is written anywhere, so leaving half-way leaves nothing.
`app.first_run` merely shows it."""

from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import Path

from signdesk.app import bootstrap
from signdesk.app.bootstrap import Founder, NewCentre
from signdesk.core import keyring_slot, passwords, recovery_code
from signdesk.core.config import ARCHIVE, COUNTER
from signdesk.core.errors import BugError, UserError
from signdesk.core.i18n import N_, _
from signdesk.core.keys import Cost, Keys, KeyStore, check_passphrase
from signdesk.core.operations import Station

LONGEST_NAME = 60


class Step(Enum):
    """One page of the conversation; the value is its title."""

    CENTRE = N_("Your centre")
    DATABASE = N_("Where the data lies")
    JOIN = N_("Join the centre")
    FOUNDER = N_("First administrator")
    PROTECTION = N_("Protection")
    CODE = N_("Recovery code")
    CODE_BACK = N_("Type the code back")
    STATION = N_("This station")
    DONE = N_("Ready")


_NEW = (Step.CENTRE, Step.DATABASE, Step.FOUNDER, Step.PROTECTION, Step.CODE, Step.CODE_BACK, Step.STATION, Step.DONE)
_JOINING = (Step.CENTRE, Step.DATABASE, Step.JOIN, Step.STATION, Step.DONE)


@dataclass(frozen=True, kw_only=True)
class Answers:
    """What was said so far; a page shows it again when one goes back."""

    name: str = ""
    url: str = ""
    person: str = ""
    login_name: str = ""
    password: str = ""
    use_keyring: bool = False
    passphrase: str = ""
    station: Station = field(default_factory=lambda: Station("", COUNTER, 1))


class FirstRun:
    """The conversation. Every `take_…` checks one page's answers and goes on, or raises UserError naming the field."""

    def __init__(self, folder: Path, *, language: str = "zh_CN", cost: Cost | None = None) -> None:
        self.folder = folder
        self.language = language
        self.step = Step.CENTRE
        self.answers = Answers()
        self.keyring_name = ""
        self.keyring_problem = ""
        self._code = recovery_code.new()
        self._cost = cost
        self._joining: KeyStore | None = None
        self._joined_keys: Keys | None = None

    @property
    def steps(self) -> tuple[Step, ...]:
        """The pages in order; fewer when this PC joins a centre that exists."""
        return _JOINING if self._joining else _NEW

    @property
    def number(self) -> int:
        """Which page this is, from 1."""
        return self.steps.index(self.step) + 1

    @property
    def joining(self) -> bool:
        """Whether the database named holds a centre already."""
        return self._joining is not None

    @property
    def code(self) -> str:
        """The recovery code as printed."""
        return recovery_code.show(self._code)

    def back(self) -> None:
        """One page back; what was answered stays."""
        place = self.steps.index(self.step)
        if place > 0 and self.step is not Step.DONE:
            self.step = self.steps[place - 1]

    def take_centre(self, *, name: str) -> None:
        """The centre's name, as it stands on paper."""
        name = name.strip()
        if not name:
            raise UserError(_("Give the centre a name."), field="name", hint=_("It stands on every paper."))
        if len(name) > LONGEST_NAME:
            raise UserError(_("The name is too long."), field="name")
        self._go_on(name=name)

    def take_database(self, *, url: str) -> None:
        """Where the data lies: an empty `url` is this PC. A server is asked at once (slow); if it holds a centre,
        this PC joins it."""
        url = url.strip()
        self._joining = None
        if url:
            document = bootstrap.shared_keystore(url)
            if document is not None:
                self._joining = KeyStore.join(self.folder, document)
        self._go_on(url=url)

    def take_join(self, *, secret: str) -> None:
        """The passphrase or the recovery code of the centre to join (slow)."""
        if self._joining is None:
            raise BugError("nothing to join")
        try:
            self._joined_keys = self._joining.unlock_passphrase(secret)
        except UserError as wrong:
            try:
                self._joined_keys = self._joining.unlock_recovery(secret)
            except UserError:
                raise UserError(
                    _("Neither the passphrase nor the recovery code of this centre."), field="secret", hint=wrong.hint
                ) from None
        self._go_on()

    def take_founder(self, *, person: str, login_name: str, password: str, again: str) -> None:
        """The first administrator. Password rules as everywhere."""
        person, login_name = person.strip(), login_name.strip()
        if not person:
            raise UserError(_("Who is the first administrator?"), field="person")
        if not login_name or any(character.isspace() for character in login_name):
            raise UserError(_("A login name has at least one character and no spaces."), field="login_name")
        passwords.checked(password, login_name=login_name)
        if passwords.normal(password) != passwords.normal(again):
            raise UserError(_("The two passwords differ."), field="again")
        self._go_on(person=person, login_name=login_name, password=password)

    def look_for_keyring(self) -> None:
        """Find out whether this PC's keyring keeps secrets (slow, and the system may ask): `keyring_name`, or
        `keyring_problem`."""
        try:
            self.keyring_name, self.keyring_problem = keyring_slot.probe(), ""
        except UserError as error:
            self.keyring_name, self.keyring_problem = "", error.message

    def take_protection(self, *, use_keyring: bool, passphrase: str, again: str) -> None:
        """How the data is opened: this PC's keyring, a passphrase, or both."""
        if use_keyring and not self.keyring_name:
            raise UserError(self.keyring_problem or _("This PC has no keyring."), field="use_keyring")
        if passphrase or again or not use_keyring:
            check_passphrase(passphrase)
            if passphrase != again:
                raise UserError(_("The two passphrases differ."), field="again")
        self._go_on(use_keyring=use_keyring, passphrase=passphrase)

    def take_code_seen(self) -> None:
        """The sheet with the code was printed, saved or written down."""
        self._go_on()

    def take_code_back(self, *, text: str) -> None:
        """The code typed from the sheet. The field is "recovery_code"; a mistyped group is named."""
        if recovery_code.read(text) != self._code:
            raise UserError(
                _("This is another recovery code."), field="recovery_code", hint=_("Type the code from the new sheet.")
            )
        self._go_on()

    def take_station(self, *, kind: str, name: str, counter: int | None, use_keyring: bool = False) -> None:
        """Which station this PC is. `use_keyring` is asked here only when it joins."""
        if kind not in (COUNTER, ARCHIVE):
            raise UserError(_("Choose a counter or the archive."), field="kind")
        if kind == COUNTER and (counter is None or not 1 <= counter <= 99):
            raise UserError(_("Counters are numbered from 1 to 99."), field="counter")
        counter = counter if kind == COUNTER else None
        name = name.strip() or (_("Counter {number}").format(number=counter) if counter else _("Archive workstation"))
        self.answers = replace(self.answers, station=Station(name, kind, counter))
        if self.joining:
            self.answers = replace(self.answers, use_keyring=use_keyring)

    def finish(self) -> tuple[KeyStore, Keys]:
        """Make (or join) the centre: slow. UserError leaves the conversation where the field can be put right."""
        told = self.answers
        if self._joining is not None:
            if self._joined_keys is None:
                raise BugError("joining without keys")
            store = bootstrap.join_centre(
                self.folder, told.url, self._joining, self._joined_keys, told.station, use_keyring=told.use_keyring
            )
            self.step = Step.DONE
            return store, self._joined_keys
        founder = Founder(person=told.person, login_name=told.login_name, password=told.password)
        new = NewCentre(
            name=told.name,
            founder=founder,
            station=told.station,
            code=self._code,
            url=told.url,
            passphrase=told.passphrase or None,
            use_keyring=told.use_keyring,
            language=self.language,
        )
        made = bootstrap.create_centre(self.folder, new, cost=self._cost)
        self.step = Step.DONE
        self.answers = replace(told, password="", passphrase="")
        return made

    def _go_on(self, **told: str | bool) -> None:
        self.answers = replace(self.answers, **told)  # type: ignore[arg-type]  # names and types are those of Answers
        self.step = self.steps[self.steps.index(self.step) + 1]
