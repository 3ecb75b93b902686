"""Taking a lead along its path from its page."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject

from salesdesk.domain.errors import NotQualified, SalesDeskError
from salesdesk.queries.leads import LeadPage
from ui import wording
from ui.session import DeskSession


def take_to(session: DeskSession, page: LeadPage, stage: str, source: QObject) -> str:
    """Take a lead to a stage of its path; return what evidence is missing where that needs a reason, or nothing."""
    # Not imported with this module: the page is shown before anything is moved on it.
    from salesdesk.services.commands import SetLifecycle

    try:
        session.run(SetLifecycle(page.id, stage), source, raises=True)
    except NotQualified as refusal:
        return str(refusal)
    except SalesDeskError as refusal:
        session.refused.emit(str(refusal))
        return ""
    text = QCoreApplication.translate("lead", "Moved “{name}” to {stage}")
    session.notify(text.format(name=page.name, stage=wording.lifecycle_word(stage)), True)
    return ""
