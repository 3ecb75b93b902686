"""Dimensions and criteria of a playbook: each edit turns the plan into another one, which is then saved."""

from __future__ import annotations

from collections.abc import Callable

from salesdesk.domain import playbook_edits as edits
from salesdesk.domain.playbook import DimensionPlan, PlaybookPlan
from salesdesk.domain.playbook_checks import free_code
from salesdesk.domain.texts import clean_line
from salesdesk.queries.playbooks import codes_of, plan_of
from salesdesk.services import playbooks
from salesdesk.services.commands import (
    AddCriterion,
    AddDimension,
    ChangeCriterion,
    ChangeDimension,
    DeleteCriterion,
    DeleteDimension,
    MoveCriterion,
    ReorderDimensions,
)
from salesdesk.services.loading import live
from salesdesk.services.transaction import Outcome, Transaction
from salesdesk.store.schema import playbook


def add_dimension(tx: Transaction, command: AddDimension) -> Outcome:
    """Add a dimension."""
    name = clean_line(command.name, "name of a dimension")
    code = free_code(name, codes_of(tx.connection, command.playbook))
    new = DimensionPlan(code, command.letter, name, command.question, (), command.stands_for)
    _edit(tx, command.playbook, lambda plan: edits.with_dimension(plan, new, command.before))
    return Outcome(f"Add dimension “{name}”", detail=code)


def change_dimension(tx: Transaction, command: ChangeDimension) -> Outcome:
    """Change a dimension; its answers are not touched."""
    before = _edit(tx, command.playbook, lambda plan: edits.changed_dimension(plan, command.dimension, command.fields))
    return Outcome(f"Change dimension “{edits.dimension_of(before, command.dimension).name}”")


def remove_dimension(tx: Transaction, command: DeleteDimension) -> Outcome:
    """Take a dimension with its criteria out of the playbook."""
    before = _edit(tx, command.playbook, lambda plan: edits.without_dimension(plan, command.dimension))
    return Outcome(f"Delete dimension “{edits.dimension_of(before, command.dimension).name}”")


def reorder_dimensions(tx: Transaction, command: ReorderDimensions) -> Outcome:
    """Put the dimensions into another order."""
    before = _edit(tx, command.playbook, lambda plan: edits.ordered_dimensions(plan, command.dimensions))
    return Outcome(f"Reorder dimensions of “{before.name}”")


def add_criterion(tx: Transaction, command: AddCriterion) -> Outcome:
    """Add a criterion to a dimension."""
    prompt = clean_line(command.prompt, "prompt")
    code = free_code(prompt, codes_of(tx.connection, command.playbook))
    new = edits.made_criterion(code, prompt, command.answer_type, command.fields)
    _edit(tx, command.playbook, lambda plan: edits.with_criterion(plan, command.dimension, new))
    return Outcome(f"Add criterion “{prompt}”", detail=code)


def change_criterion(tx: Transaction, command: ChangeCriterion) -> Outcome:
    """Change a criterion; where it has answers, that makes the next version of the playbook and they keep theirs."""
    before = _edit(tx, command.playbook, lambda plan: edits.changed_criterion(plan, command.criterion, command.fields))
    return Outcome(f"Change criterion “{edits.criterion_of(before, command.criterion)[1].prompt}”")


def move_criterion(tx: Transaction, command: MoveCriterion) -> Outcome:
    """Put a criterion in another place."""
    before = _edit(
        tx,
        command.playbook,
        lambda plan: edits.moved_criterion(plan, command.criterion, command.dimension, command.before),
    )
    return Outcome(f"Move criterion “{edits.criterion_of(before, command.criterion)[1].prompt}”")


def remove_criterion(tx: Transaction, command: DeleteCriterion) -> Outcome:
    """Take a criterion out of the playbook."""
    before = _edit(tx, command.playbook, lambda plan: edits.without_criterion(plan, command.criterion))
    return Outcome(f"Delete criterion “{edits.criterion_of(before, command.criterion)[1].prompt}”")


def _edit(tx: Transaction, playbook_id: int, edit: Callable[[PlaybookPlan], PlaybookPlan]) -> PlaybookPlan:
    """Save what an edit makes of a playbook; return the plan it was before."""
    record = live(tx, playbook, playbook_id)
    before = plan_of(tx.connection, playbook_id)
    playbooks.write(tx, record, edit(before))
    return before
