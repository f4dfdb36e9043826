"""The archive's pages."""

from signdesk.domains.archive.pages.dossiers import DossiersPage

__all__ = ["DossiersPage"]
