"""The popover in which tags are put on several records and taken off."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from salesdesk.domain.errors import BadValue
from salesdesk.domain.texts import clean_line
from ui.widgets.button import Button
from ui.widgets.check_list import KEY_ROLE, CheckList
from ui.widgets.fields import LabelledField, LineField
from ui.widgets.labels import DEMI_BOLD, Label
from ui.widgets.popover import Popover

WIDTH = 300
KeepTags = Callable[[tuple[str, ...], tuple[str, ...]], str]
CHECKED, PARTLY = Qt.CheckState.Checked, Qt.CheckState.PartiallyChecked


class TagPopover(Popover):
    """Every tag with a box: ticked where all have it, half where some do; and a field for a tag that is new."""

    def __init__(self, anchor: QWidget, counts: Mapping[str, int], chosen: int, keep: KeepTags) -> None:
        """Start from how many of the chosen records have each tag.

        `keep` puts tags on and takes others off, and returns why not, or nothing.
        """
        super().__init__(anchor, WIDTH)
        self._keep = keep
        self.setObjectName("tag_popover")
        self.list = CheckList()
        self.list.setObjectName("tag_list")
        self.list.setAccessibleName(self.tr("Tags"))
        self.list.hide()
        self._states_before: dict[str, Qt.CheckState] = {}
        for name, count in counts.items():
            state = CHECKED if count >= chosen else PARTLY if count else Qt.CheckState.Unchecked
            self._add_row(name, state)
            self._states_before[name] = state
        self.new_field = LineField()
        self.new_field.setObjectName("new_tag")
        self.new_field.setPlaceholderText(self.tr("Type a tag, then press Enter"))
        self.save_button = Button(self.tr("Save tags"), "primary")
        self.save_button.setObjectName("tags_save")
        self.save_button.clicked.connect(self.save)
        column = QVBoxLayout(self.body)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        column.addWidget(Label(self.tr("Tags"), "subhead", "text", DEMI_BOLD))
        column.addWidget(self.list)
        column.addWidget(LabelledField(self.tr("New tag"), self.new_field))
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.save_button)
        column.addLayout(foot)

    @property
    def first_field(self) -> QWidget:
        """What takes the focus: the list, or the field where there is no tag yet."""
        return self.list if self.list.count() else self.new_field

    def save(self) -> None:
        """Keep what is to change and close; a tag still in its field is added first, a refusal stays beside it."""
        if self.new_field.text().strip() and not self._add_new():
            return
        on, off = list[str](), list[str]()
        for row in range(self.list.count()):
            item = self.list.item(row)
            name, state = item.data(KEY_ROLE), item.checkState()
            if state != self._states_before.get(name, Qt.CheckState.Unchecked):
                (on if state == CHECKED else off).append(name)
        refusal = self._keep(tuple(on), tuple(off)) if on or off else ""
        if refusal:
            self._refuse(refusal)
        else:
            self.close()

    def _refuse(self, sentence: str) -> None:
        self.new_field.set_error(sentence)
        self.refit()

    def _add_row(self, name: str, state: Qt.CheckState) -> None:
        self.list.add_row(name, name)
        self.list.item(self.list.count() - 1).setCheckState(state)
        self.list.show()

    def _add_new(self) -> bool:
        """Tick the tag that is typed, as a row of its own where there is none of that name."""
        try:
            typed = clean_line(self.new_field.text(), "tags")
        except BadValue as refusal:
            self._refuse(str(refusal))
            return False
        rows = [self.list.item(row) for row in range(self.list.count())]
        known = next((item for item in rows if item.text().casefold() == typed.casefold()), None)
        if known is not None:
            known.setCheckState(CHECKED)
        elif typed:
            self._add_row(typed, CHECKED)
        self.new_field.clear()
        self.list.scrollToBottom()
        self.refit()
        return True

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Add the typed tag with Enter; save with Enter elsewhere, and with Ctrl+Enter anywhere."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        has_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if self.new_field.text().strip() and not has_control:
            self._add_new()
        else:
            self.save()
        event.accept()
