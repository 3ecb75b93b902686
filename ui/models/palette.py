"""The rows of the palette: what was found, what can be done with it, and commands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from PySide6.QtCore import QAbstractListModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QAction, QKeySequence
from typing_extensions import override

from salesdesk.queries import board, pipelines, search
from salesdesk.queries.search import Hit, NoteHit, RecordKind
from ui import wording
from ui.actions import icon_name, keys_text, words
from ui.session import DeskSession

Verb = Literal["open", "move", "stages", "won", "lost", "log", "qualify", "deeds", "notes", "command"]
ENTRY = Qt.ItemDataRole.UserRole
PREFIXES: dict[str, tuple[RecordKind, ...]] = {"@": ("lead", "contact"), "#": ("opportunity",)}
RECORDS_SHOWN = 6
translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Deed:
    """What choosing a row does: a verb, the record it is about, and the rest of what it needs."""

    verb: Verb
    kind: str = ""
    record: int = 0
    name: str = ""
    stage: int = 0
    stage_name: str = ""
    text: str = ""
    hit: Hit | None = None
    action: QAction | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: a caption where there is no deed, otherwise something that can be chosen."""

    text: str
    deed: Deed | None = None
    detail: str = ""
    icon: str = ""
    keys: str = ""
    note: str = ""
    hit: Hit | None = None


class PaletteModel(QAbstractListModel):
    """What the palette offers for what is typed."""

    def __init__(self, session: DeskSession, commands: Sequence[QAction], parent: QObject | None = None) -> None:
        """Offer records of a desk and the commands that can be given now."""
        super().__init__(parent)
        self._session = session
        self._commands = commands
        self._entries: list[Entry] = []
        self.wanted = ""

    @property
    def entries(self) -> list[Entry]:
        """Every row, captions included."""
        return self._entries

    @override
    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._entries)

    @override
    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a row as text, for screen readers, and as its entry."""
        entry = self._entries[index.row()]
        if role == ENTRY:
            return entry
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return ", ".join(part for part in (entry.text, entry.detail) if part)
        return None

    @override
    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """Let captions be passed over."""
        if self._entries[index.row()].deed is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def show(self, typed: str) -> None:
        """Offer what answers the typed text; a first `>`, `@` or `#` narrows it."""
        prefix, rest = typed[:1], typed[1:].strip()
        if prefix == ">":
            self._replace(rest, self._commands_for(rest) or [self._nothing(rest)])
        elif prefix in PREFIXES:
            self._replace(rest, self._found(rest, PREFIXES[prefix]) if rest else self._latest(PREFIXES[prefix]))
        elif typed.strip():
            self._replace(typed.strip(), self._found(typed.strip(), search.KINDS))
        else:
            self._replace("", [*self._latest(search.KINDS), *self._commands_for("")])

    def show_deeds(self, hit: Hit, typed: str) -> None:
        """Offer everything that can be done with one record."""
        wanted = search.folded(typed)
        deeds = [entry for entry in self._deeds(hit) if wanted in search.folded(entry.text)]
        self._replace(typed, [Entry(hit.name), *deeds] if deeds else [self._nothing(typed)])

    def show_stages(self, hit: Hit, typed: str) -> None:
        """Offer the open stages an opportunity can move to."""
        wanted = search.folded(typed)
        text = translate("Palette", "Move to {stage}")
        entries = [
            Entry(
                text.format(stage=stage.name),
                Deed("move", "opportunity", hit.id, hit.name, stage.id, stage.name),
                translate("Palette", "{percent} likely").format(percent=wording.percent_text(stage.probability)),
                "arrow-right",
            )
            for stage in self._session.read(board.stages, self._session.read(pipelines.pipeline_of, hit.id))
            if stage.kind == "open" and stage.name != hit.stage and wanted in search.folded(stage.name)
        ]
        self._replace(typed, [Entry(hit.name), *entries] if entries else [self._nothing(typed)])

    def show_notes(self, typed: str) -> None:
        """Offer the passages of notes and activities that hold the words."""
        found = self._session.read(search.notes, typed)
        entries = [self._note_entry(note) for note in found]
        caption = Entry(translate("Palette", "Notes and activities"))
        self._replace(typed, [caption, *entries] if entries else [self._nothing(typed, in_notes=True)])

    def _replace(self, wanted: str, entries: list[Entry]) -> None:
        self.beginResetModel()
        self.wanted = search.folded(wanted)
        self._entries = entries
        self.endResetModel()

    def _latest(self, kinds: Sequence[RecordKind]) -> list[Entry]:
        hits = [hit for hit in self._session.read(search.latest) if hit.kind in kinds]
        return [Entry(translate("Palette", "Latest")), *map(self._record_entry, hits)] if hits else []

    def _found(self, text: str, kinds: Sequence[RecordKind]) -> list[Entry]:
        hits = self._session.read(search.records, text, kinds, RECORDS_SHOWN)
        entries: list[Entry] = []
        if hits:
            entries += [Entry(translate("Palette", "Records")), *map(self._record_entry, hits)]
            entries += [Entry(translate("Palette", "Actions")), *self._deeds(hits[0])[1:]]
        if kinds == search.KINDS:
            entries += self._commands_for(text)
        count = self._session.read(search.note_count, text)
        if count:
            entries += [Entry(translate("Palette", "Everywhere")), self._notes_entry(text, count)]
        return entries or [self._nothing(text)]

    def _record_entry(self, hit: Hit) -> Entry:
        deed = Deed("open", *hit.opens, hit=hit)
        return Entry(hit.name, deed, _detail(hit), _icon(hit), note=_open_words(hit), hit=hit)

    def _deeds(self, hit: Hit) -> list[Entry]:
        kind, record = hit.opens
        entries = [
            Entry(
                translate("Palette", "Open “{name}”").format(name=hit.name),
                Deed("open", kind, record, hit=hit),
                icon="external-link",
                keys=_keys("Return"),
            )
        ]
        log = translate("Palette", "Log an activity with {name}").format(name=hit.company or hit.name)
        entries.append(Entry(log, Deed("log", kind, record), icon="phone", keys="A"))
        if hit.kind == "opportunity" and hit.stage_kind == "open":
            ways: tuple[tuple[str, Verb, str, str], ...] = (
                (
                    translate("Palette", "Move “{name}” to another stage"),
                    "stages",
                    "arrow-right",
                    _keys("Ctrl+Shift+Right"),
                ),
                (translate("Palette", "Mark “{name}” as won"), "won", "trophy", "W"),
                (translate("Palette", "Mark “{name}” as lost"), "lost", "circle-x", "L"),
            )
            for text, verb, icon, keys in ways:
                deed = Deed(verb, kind, record, hit=hit)
                entries.append(Entry(text.format(name=hit.name), deed, icon=icon, keys=keys))
        elif hit.kind == "lead" and hit.lifecycle not in ("opportunity", "unqualified"):
            qualify = translate("Palette", "Qualify {name}").format(name=hit.name)
            entries.append(Entry(qualify, Deed("qualify", kind, record), icon="checklist", keys="Q"))
        return entries

    def _commands_for(self, text: str) -> list[Entry]:
        wanted = search.folded(text)
        entries = [
            Entry(words(action), Deed("command", action=action), icon=icon_name(action), keys=keys_text(action))
            for action in self._commands
            if action.isEnabled() and _answers(wanted, search.folded(words(action)))
        ]
        return [Entry(translate("Palette", "Commands")), *entries] if entries else []

    def _notes_entry(self, text: str, count: int) -> Entry:
        words_ = translate("Palette", "Search notes and activities for “{text}”").format(text=text)
        if count >= search.MOST_COUNTED:
            results = translate("Palette", "{count} results or more").format(count=count)
        else:
            results = wording.count_of(count, translate("Palette", "result"), translate("Palette", "results"))
        return Entry(words_, Deed("notes", text=text), results, "search-text", _keys("Ctrl+Return"))

    def _note_entry(self, note: NoteHit) -> Entry:
        when = wording.when_text(note.at.astimezone(self._session.now().tzinfo), self._session.now())
        detail = f"{note.record_name}, {when}"
        return Entry(
            note.passage, Deed("open", note.record_kind, note.record), detail, wording.activity_icon(note.kind)
        )

    def _nothing(self, text: str, *, in_notes: bool = False) -> Entry:
        if in_notes:
            return Entry(translate("Palette", "No note or activity says “{text}”.").format(text=text), icon="search")
        sentence = translate("Palette", "Nothing called “{text}”. Enter searches notes and activities.")
        return Entry(sentence.format(text=text), Deed("notes", text=text), icon="search-text")


def _keys(text: str) -> str:
    return QKeySequence(text).toString(QKeySequence.SequenceFormat.NativeText)


def _answers(wanted: str, text: str) -> bool:
    parts = text.split()
    return all(any(part.startswith(word) for part in parts) for word in wanted.split())


def _icon(hit: Hit) -> str:
    return {"account": "building", "contact": "user", "lead": "user"}.get(hit.kind, "")


def _open_words(hit: Hit) -> str:
    if hit.kind in ("opportunity", "lead"):
        return translate("Palette", "Open")
    return (
        translate("Palette", "Open opportunity") if hit.opens[0] == "opportunity" else translate("Palette", "Open lead")
    )


def _detail(hit: Hit) -> str:
    if hit.kind == "opportunity":
        text = translate("Palette", "Opportunity in {stage}, {amount}")
        return text.format(stage=hit.stage, amount=wording.money_text(hit.amount_minor, hit.currency))
    if hit.kind == "account":
        people = wording.count_of(hit.contacts, translate("Palette", "contact"), translate("Palette", "contacts"))
        return ", ".join(part for part in (translate("Palette", "Account"), hit.place, people) if part)
    if hit.kind == "lead":
        lifecycle = wording.lifecycle_word(hit.lifecycle)
        return ", ".join(part for part in (hit.role, hit.company, lifecycle) if part)
    return ", ".join(part for part in (hit.role, hit.company) if part)
