"""The widget style: Fusion, with the drawn parts of our design painted over it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPalette, QPen
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QMenu,
    QProxyStyle,
    QRadioButton,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QStyleOptionComplex,
    QStyleOptionFrame,
    QStyleOptionMenuItem,
    QStyleOptionSlider,
    QWidget,
)
from typing_extensions import override

from ui import faces, painting, resources, tokens

SCROLL_BAR_WIDTH = 12
MENU_ROW = 28
MENU_PADDING = 5
MENU_ICON = 16
MENU_TEXT_LEFT = 33
SEPARATOR = 9

METRICS = {
    QStyle.PixelMetric.PM_ScrollBarExtent: SCROLL_BAR_WIDTH,
    QStyle.PixelMetric.PM_ScrollBarSliderMin: 32,
    QStyle.PixelMetric.PM_IndicatorWidth: 16,
    QStyle.PixelMetric.PM_IndicatorHeight: 16,
    QStyle.PixelMetric.PM_ExclusiveIndicatorWidth: 16,
    QStyle.PixelMetric.PM_ExclusiveIndicatorHeight: 16,
    QStyle.PixelMetric.PM_CheckBoxLabelSpacing: 8,
    QStyle.PixelMetric.PM_RadioButtonLabelSpacing: 8,
    QStyle.PixelMetric.PM_FocusFrameHMargin: 4,
    QStyle.PixelMetric.PM_FocusFrameVMargin: 4,
    QStyle.PixelMetric.PM_MenuPanelWidth: 1,
    QStyle.PixelMetric.PM_MenuHMargin: MENU_PADDING,
    QStyle.PixelMetric.PM_MenuVMargin: MENU_PADDING,
    QStyle.PixelMetric.PM_SmallIconSize: 16,
    QStyle.PixelMetric.PM_SplitterWidth: 1,
    QStyle.PixelMetric.PM_ToolTipLabelFrameWidth: 6,
}
HINTS = {
    QStyle.StyleHint.SH_EtchDisabledText: 0,
    QStyle.StyleHint.SH_ComboBox_Popup: 0,
    QStyle.StyleHint.SH_FocusFrame_AboveWidget: 1,
    QStyle.StyleHint.SH_FocusFrame_Mask: 0,
    QStyle.StyleHint.SH_Menu_MouseTracking: 1,
    QStyle.StyleHint.SH_MenuBar_MouseTracking: 1,
    QStyle.StyleHint.SH_ScrollBar_ContextMenu: 0,
}

State = QStyle.StateFlag


class SalesDeskStyle(QProxyStyle):
    """Fusion with our check marks, fields, menus, scroll bars and focus rings."""

    def __init__(self) -> None:
        """Wrap a fresh Fusion style."""
        super().__init__("Fusion")
        primitive = QStyle.PrimitiveElement
        self._primitives: dict[QStyle.PrimitiveElement, Callable[[QStyleOption, QPainter, QWidget | None], None]] = {
            primitive.PE_FrameFocusRect: self._focus_rect,
            primitive.PE_IndicatorCheckBox: self._check_box,
            primitive.PE_IndicatorItemViewItemCheck: self._check_box,
            primitive.PE_IndicatorRadioButton: self._radio,
            primitive.PE_PanelLineEdit: self._field,
            primitive.PE_PanelMenu: self._menu_panel,
            primitive.PE_FrameMenu: self._nothing,
            primitive.PE_Frame: self._frame,
            primitive.PE_PanelTipLabel: self._tool_tip,
            primitive.PE_IndicatorHeaderArrow: self._nothing,
        }
        control = QStyle.ControlElement
        self._controls: dict[QStyle.ControlElement, Callable[[QStyleOption, QPainter, QWidget | None], None]] = {
            control.CE_MenuItem: self._menu_item,
            control.CE_MenuEmptyArea: self._nothing,
            control.CE_Splitter: self._splitter,
            control.CE_HeaderSection: self._header_section,
            control.CE_ComboBoxLabel: self._combo_label,
            control.CE_PushButtonBevel: self._push_button,
            control.CE_PushButtonLabel: self._push_button_label,
            control.CE_ShapedFrame: self._shaped_frame,
        }

    @override
    def polish(self, target: object) -> object:  # type: ignore[override]
        """Give menus and tooltips round corners and the rest what Fusion gives."""
        if isinstance(target, QMenu):
            target.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
            target.setWindowFlag(Qt.WindowType.FramelessWindowHint)
            target.setWindowFlag(Qt.WindowType.NoDropShadowWindowHint)
        elif isinstance(target, (QCheckBox, QRadioButton, QComboBox)):
            target.setAttribute(Qt.WidgetAttribute.WA_Hover)
        return super().polish(target)  # type: ignore[call-overload]

    @override
    def pixelMetric(
        self,
        metric: QStyle.PixelMetric,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
    ) -> int:
        """Return our sizes where the design names one."""
        found = METRICS.get(metric)
        return super().pixelMetric(metric, option, widget) if found is None else found

    @override
    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returnData: QStyleHintReturn | None = None,
    ) -> int:
        """Return our habits where the design names one."""
        found = HINTS.get(hint)
        return super().styleHint(hint, option, widget, returnData) if found is None else found

    @override
    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Draw our own elements and leave the others to Fusion."""
        draw = self._primitives.get(element)
        if draw is None:
            super().drawPrimitive(element, option, painter, widget)
        else:
            draw(option, painter, widget)

    @override
    def drawControl(
        self,
        element: QStyle.ControlElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Draw our own controls and leave the others to Fusion."""
        draw = self._controls.get(element)
        if draw is None:
            super().drawControl(element, option, painter, widget)
        else:
            draw(option, painter, widget)

    @override
    def drawComplexControl(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Draw scroll bars and combo boxes, and leave the others to Fusion."""
        if control == QStyle.ComplexControl.CC_ScrollBar:
            self._scroll_bar(option, painter, widget)
        elif control == QStyle.ComplexControl.CC_ComboBox:
            self._field(option, painter, widget)
            arrow = QRectF(option.rect.right() - 25, option.rect.center().y() - 7, 14, 14)
            resources.paint_icon(painter, arrow, "chevron-down", _ink(option))
        else:
            super().drawComplexControl(control, option, painter, widget)

    @override
    def subControlRect(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        sub_control: QStyle.SubControl,
        widget: QWidget | None = None,
    ) -> QRect:
        """Return scroll bar parts without arrow buttons, and others as in Fusion."""
        if control == QStyle.ComplexControl.CC_ScrollBar and isinstance(option, QStyleOptionSlider):
            return self._scroll_bar_part(option, sub_control)
        return super().subControlRect(control, option, sub_control, widget)  # type: ignore[arg-type]

    @override
    def sizeFromContents(
        self,
        kind: QStyle.ContentsType,
        option: QStyleOption,
        size: QSize,
        widget: QWidget | None = None,
    ) -> QSize:
        """Return menu rows 28 high, grown with the font, and other sizes as in Fusion."""
        if kind == QStyle.ContentsType.CT_MenuItem and isinstance(option, QStyleOptionMenuItem):
            return _menu_item_size(option)
        return super().sizeFromContents(kind, option, size, widget)  # type: ignore[arg-type]

    @override
    def standardIcon(
        self,
        icon: QStyle.StandardPixmap,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
    ) -> QIcon:
        """Return our cross for clear buttons, and other icons as in Fusion."""
        if icon == QStyle.StandardPixmap.SP_LineEditClearButton:
            return resources.icon("x", "subtle")
        return super().standardIcon(icon, option, widget)

    def _nothing(self, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
        """Leave out what the design does not draw."""

    def _focus_rect(self, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
        if option.state & State.State_KeyboardFocusChange:
            painting.focus_ring_inset(painter, QRectF(option.rect), 4)

    def _check_box(self, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
        state = Qt.CheckState.Unchecked
        if option.state & State.State_On:
            state = Qt.CheckState.Checked
        elif option.state & State.State_NoChange:
            state = Qt.CheckState.PartiallyChecked
        is_enabled = bool(option.state & State.State_Enabled)
        is_hovered = is_enabled and bool(option.state & State.State_MouseOver)
        faces.check_box(painter, QRectF(option.rect), state, is_enabled, is_hovered)

    def _radio(self, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
        is_enabled = bool(option.state & State.State_Enabled)
        faces.radio(
            painter,
            QRectF(option.rect),
            bool(option.state & State.State_On),
            is_enabled,
            is_enabled and bool(option.state & State.State_MouseOver),
        )

    def _field(self, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
        if isinstance(widget, QWidget) and widget.property("frameless"):
            return
        faces.field(
            painter,
            QRectF(option.rect),
            is_enabled=bool(option.state & State.State_Enabled),
            has_focus=bool(option.state & State.State_HasFocus),
            has_error=bool(widget is not None and widget.property("has_error")),
            is_hovered=bool(option.state & State.State_MouseOver),
            is_record_form=bool(widget is not None and widget.property("record_form")),
            is_dashed=bool(widget is not None and widget.property("dashed")),
        )

    def _shaped_frame(self, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
        if widget is not None and widget.property("text_field"):
            self._field(option, painter, widget)
        else:
            super().drawControl(QStyle.ControlElement.CE_ShapedFrame, option, painter, widget)

    def _frame(self, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
        if not isinstance(option, QStyleOptionFrame) or option.lineWidth > 0:
            painting.edge_round(painter, QRectF(option.rect), "border", 0)

    def _push_button_label(self, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
        if isinstance(option, QStyleOptionButton) and _is_default(option) and option.state & State.State_Enabled:
            option = QStyleOptionButton(option)
            option.palette.setColor(QPalette.ColorRole.ButtonText, tokens.current().color("on_accent"))
        super().drawControl(QStyle.ControlElement.CE_PushButtonLabel, option, painter, widget)

    def _menu_panel(self, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
        painting.panel(painter, QRectF(option.rect), "raised", "border_strong", 8)

    def _tool_tip(self, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
        painter.fillRect(option.rect, tokens.current().color("toast"))

    def _menu_item(self, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
        if isinstance(option, QStyleOptionMenuItem):
            paint_menu_item(option, painter, widget)

    def _splitter(self, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
        painter.fillRect(option.rect, tokens.current().color("border"))

    def _header_section(self, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
        look = tokens.current()
        painter.fillRect(option.rect, look.color("window"))
        line = QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1)
        painter.fillRect(line, look.color("border"))

    def _push_button(self, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
        is_default = isinstance(option, QStyleOptionButton) and _is_default(option)
        kind = "primary" if is_default else "standard"
        is_enabled = bool(option.state & State.State_Enabled)
        faces.button_face(
            painter,
            QRectF(option.rect),
            kind,
            is_enabled=is_enabled,
            is_hovered=bool(option.state & State.State_MouseOver),
            is_down=bool(option.state & State.State_Sunken),
        )

    def _combo_label(self, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
        if not isinstance(option, QStyleOptionComboBox) or option.editable:
            return
        rect = QRectF(option.rect).adjusted(11, 0, -28, 0)
        if not option.currentIcon.isNull():
            box = QRect(option.rect.left() + 11, option.rect.center().y() - 7, 16, 16)
            option.currentIcon.paint(painter, box)
            rect.adjust(22, 0, 0, 0)
        placeholder = isinstance(widget, QComboBox) and widget.currentIndex() < 0
        is_dimmed = placeholder or bool(widget is not None and widget.property("dashed"))
        ink = "subtle" if is_dimmed else "text"
        if not option.state & State.State_Enabled:
            ink = "disabled"
        text = option.currentText
        if placeholder and isinstance(widget, QComboBox):
            text = widget.placeholderText()
        painting.draw_text(painter, rect, text, ink, painter.font())

    def _scroll_bar(self, option: QStyleOptionComplex, painter: QPainter, widget: QWidget | None) -> None:
        if not isinstance(option, QStyleOptionSlider) or option.minimum == option.maximum:
            return
        slider = QRectF(self._scroll_bar_part(option, QStyle.SubControl.SC_ScrollBarSlider))
        is_active = bool(option.state & State.State_MouseOver) or bool(option.state & State.State_Sunken)
        thumb = slider.adjusted(3, 3, -3, -3)
        role = "control" if is_active else "border_strong"
        painting.fill_round(painter, thumb, role, 3)

    def _scroll_bar_part(self, option: QStyleOptionSlider, part: QStyle.SubControl) -> QRect:
        rect = option.rect
        is_flat = option.orientation == Qt.Orientation.Horizontal
        length = rect.width() if is_flat else rect.height()
        span = option.maximum - option.minimum
        thumb = length
        if span > 0:
            thumb = max(32, round(length * option.pageStep / (span + option.pageStep)))
            thumb = min(thumb, length)
        start = QStyle.sliderPositionFromValue(
            option.minimum, option.maximum, option.sliderPosition, length - thumb, option.upsideDown
        )
        sub = QStyle.SubControl
        places = {
            sub.SC_ScrollBarSlider: (start, thumb),
            sub.SC_ScrollBarGroove: (0, length),
            sub.SC_ScrollBarSubPage: (0, start),
            sub.SC_ScrollBarAddPage: (start + thumb, length - start - thumb),
        }
        place = places.get(part)
        if place is None:
            return QRect()
        if is_flat:
            made = QRect(rect.left() + place[0], rect.top(), place[1], rect.height())
        else:
            made = QRect(rect.left(), rect.top() + place[0], rect.width(), place[1])
        return QStyle.visualRect(option.direction, rect, made)


def _is_default(option: QStyleOptionButton) -> bool:
    return bool(option.features & QStyleOptionButton.ButtonFeature.DefaultButton)


def _ink(option: QStyleOption) -> str:
    return "muted" if option.state & State.State_Enabled else "disabled"


def _menu_item_size(option: QStyleOptionMenuItem) -> QSize:
    if option.menuItemType == QStyleOptionMenuItem.MenuItemType.Separator:
        return QSize(10, SEPARATOR)
    text, _, keys = option.text.partition("\t")
    width = MENU_TEXT_LEFT + painting.text_width(text.replace("&", ""), painting.font())
    if keys:
        # QMenu adds the widest key text of all rows itself.
        width += 12
    if option.menuItemType == QStyleOptionMenuItem.MenuItemType.SubMenu:
        width += 24
    height = max(MENU_ROW, round(12 + 16 * tokens.current().type.unit))
    return QSize(round(width) + 12, height)


def paint_menu_item(option: QStyleOptionMenuItem, painter: QPainter, widget: QWidget | None) -> None:
    """Paint one row of a menu; an action with the property `destructive` is in danger colour."""
    rect = QRectF(option.rect)
    if option.menuItemType == QStyleOptionMenuItem.MenuItemType.Separator:
        painter.setPen(QPen(tokens.current().color("border"), 1))
        y = int(rect.center().y()) + 0.5
        painter.drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y))
        return
    is_enabled = bool(option.state & State.State_Enabled)
    is_destructive = False
    if isinstance(widget, QMenu):
        marked = (act for act in widget.actions() if act.property("destructive"))
        is_destructive = any(widget.actionGeometry(act) == option.rect for act in marked)
    if is_enabled and option.state & State.State_Selected:
        painting.fill_round(painter, rect, "selection", 5)
    ink, mark_ink = ("danger", "danger") if is_destructive else ("text", "muted")
    if not is_enabled:
        ink = mark_ink = "disabled"
    _paint_menu_mark(option, painter, mark_ink)
    text, _, keys = option.text.partition("\t")
    inner = rect.adjusted(MENU_TEXT_LEFT, 0, -8, 0)
    painter.setFont(painting.font())
    painter.setPen(tokens.current().color(ink))
    flags = int(painting.LEFT) | int(Qt.TextFlag.TextHideMnemonic | Qt.TextFlag.TextSingleLine)
    painter.drawText(inner, flags, text)
    if keys:
        is_chosen = bool(option.state & State.State_Selected)
        shown = "disabled" if not is_enabled else "muted" if is_chosen else "subtle"
        painting.draw_text(painter, inner, painting.key_words(keys), shown, painting.font("small"), painting.RIGHT)
    if option.menuItemType == QStyleOptionMenuItem.MenuItemType.SubMenu:
        box = QRectF(rect.right() - 20, rect.center().y() - 7, 14, 14)
        resources.paint_icon(painter, box, "chevron-right", mark_ink)


def _paint_menu_mark(option: QStyleOptionMenuItem, painter: QPainter, ink: str) -> None:
    rect = QRectF(option.rect)
    box = QRectF(rect.left() + 8, rect.center().y() - MENU_ICON / 2, MENU_ICON, MENU_ICON)
    if option.checkType != QStyleOptionMenuItem.CheckType.NotCheckable:
        if option.checked:
            resources.paint_icon(painter, box, "check", "accent_text")
    elif not option.icon.isNull():
        faces.tinted(painter, box, option.icon, ink)
