"""The rooms of this program, without Qt: importing this module makes every table known and lets lower rooms ask
higher ones for the facts they need. A new room is named here and, if it has pages, in `app.pages`."""

from signdesk.domains.archive import models as archive_models
from signdesk.domains.archive import service as archive
from signdesk.domains.assets import models as assets_models
from signdesk.domains.reception import models as reception_models
from signdesk.domains.reception import service as reception
from signdesk.domains.signing import models as signing_models
from signdesk.domains.signing import service as signing

MODELS = (assets_models, reception_models, archive_models, signing_models)
"""Every room's tables."""

archive.register_source(signing.CASE_TABLE, signing.SignedCases())
reception.register(signing.visitors_cases)
