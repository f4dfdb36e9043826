"""The key store's two files as bytes: canonical JSON with a checksum, parsed strictly, so that damage is told from a
wrong secret before any secret is known. What the content means is `core.keys`."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from signdesk.core.errors import UserError
from signdesk.core.i18n import _

FILE = "keystore.json"
COPY = "keystore.copy.json"
FORMAT = "signdesk-keystore"
VERSION = 1
DEVICE, PASSPHRASE, RECOVERY = "device", "passphrase", "recovery"
KEY_NAMES = ("db", "vault", "config", "audit_sign", "backup", "index")


class KeystoreMissing(UserError):
    """There is no key store in the folder."""


class KeystoreNewer(UserError):
    """A later version of the program wrote the key store; nothing is wrong with it."""


class KeystoreDamaged(UserError):
    """The key store's file does not say what was written into it. `path` names it."""

    def __init__(self, message: str, *, path: Path, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.path = path


@dataclass(frozen=True, kw_only=True)
class Cost:
    """How dear a guess at the passphrase is: argon2id `time` passes over `memory` KiB in `lanes`. Stored with the
    slot."""

    time: int = 3
    memory: int = 256 * 1024
    lanes: int = 4

    def __post_init__(self) -> None:
        # The ceiling keeps a forged store from stopping the PC; the floor keeps a careless caller from a cheap slot.
        if not (1 <= self.time <= 16 and 64 * 1024 <= self.memory <= 1024 * 1024 and 1 <= self.lanes <= 16):
            raise ValueError("argon2id parameters out of bounds")


FLOOR = Cost(time=1, memory=64 * 1024)


def cost_of(slot: Mapping[str, Any]) -> Cost:
    return Cost(time=slot["time"], memory=slot["memory"], lanes=slot["lanes"])


def canonical(content: Mapping[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=True, sort_keys=True, separators=(",", ":")).encode()


def text_of(content: Mapping[str, Any]) -> str:
    """Indented for a person's eye, with a checksum, and always the same for the same content."""
    covered = {name: value for name, value in content.items() if name != "sum"}
    summed = {**covered, "sum": hashlib.sha256(canonical(covered)).hexdigest()}
    return json.dumps(summed, ensure_ascii=True, sort_keys=True, indent=1) + "\n"


def parse(text: bytes) -> dict[str, Any]:
    """The content of a store's file; ValueError unless every byte is as it was written."""
    try:
        content = json.loads(text)
    except RecursionError:
        raise ValueError("not as written") from None
    if not isinstance(content, dict) or text_of(content).encode() != text or content.get("format") != FORMAT:
        raise ValueError("not as written")
    if content.get("version") != VERSION:
        raise KeystoreNewer(
            _("A newer version of SignDesk wrote this key store."),
            hint=_("Start the newer version; nothing was changed."),
        )
    try:
        kinds = [slot["kind"] for slot in content["slots"]]
        for slot in content["slots"]:
            if slot["kind"] == PASSPHRASE:
                cost_of(slot)
        if len(set(kinds)) != len(kinds) or set(content["keys"]) != set(KEY_NAMES):
            raise ValueError("not a key store")
    except (KeyError, TypeError) as error:  # a checksum can be forged
        raise ValueError("not a key store") from error
    return cast(dict[str, Any], content)


def damaged(path: Path) -> KeystoreDamaged:
    return KeystoreDamaged(
        _("The key store {path} is damaged.").format(path=path),
        path=path,
        hint=_("Put an undamaged keystore.json in its place, or restore a backup. Nothing was changed."),
    )
