"""What is shown when the program itself is at fault: a report that can be copied."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QPlainTextEdit, QVBoxLayout, QWidget

from ui.widgets.dialog import DialogFrame, DialogHeading


class ReportDialog(DialogFrame):
    """A bug, in a sentence and in full."""

    def __init__(self, details: str, parent: QWidget) -> None:
        """Show the report; the window below stays as it was."""
        super().__init__(parent, self.tr("Something went wrong"), 640)
        self.setObjectName("report_dialog")
        heading = DialogHeading(
            self.tr("Something went wrong in SalesDesk"),
            self.tr(
                "What was saved before is safe, and you can go on. "
                "The report below says what happened; it is also in the log."
            ),
        )
        self.details_view = QPlainTextEdit(details)
        self.details_view.setObjectName("details_view")
        self.details_view.setReadOnly(True)
        self.details_view.setMinimumHeight(220)
        column = QVBoxLayout(self.body)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addWidget(heading)
        column.addWidget(self.details_view)
        self.set_foot(self.tr("Copy report"), self.tr("Go on working"), keys="")
        self.primary_button.clicked.connect(self._copy)
        self.secondary_button.clicked.connect(self.accept)

    def _copy(self) -> None:
        QApplication.clipboard().setText(self.details_view.toPlainText())
        self.foot_label.setText(self.tr("Copied"))
