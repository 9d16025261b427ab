"""The pickers of an explorer: built-in controls with a name each, and their values as a plain dictionary."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import ipywidgets as ipw

from bilat_nb.widgets.pane import Pane

Options = Sequence[tuple[str, Any]]
# A dropdown shows nothing at all for the value None, so "no limit" is a word.
ALL: tuple[str, Any] = ("all", "any")
FIRST, LAST = ("first", "first"), ("last", "last")
FIT = "fit"
NO_LIMIT = ("any", "first", "last")


@dataclass(frozen=True, slots=True)
class Choice:
    """A dropdown: its key in the state, its label, what can be chosen, and what is chosen at first.

    Its width is in pixels, or `FIT`: as wide as its longest option, within bounds.
    """

    name: str
    label: str
    options: Options
    default: Any = "any"
    width: str = "116px"


@dataclass(frozen=True, slots=True)
class Tick:
    """A checkbox: its key in the state, its label, and whether it is ticked at first."""

    name: str
    label: str
    default: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """A line of text to be typed: its key in the state, its label, and what stands in it while it is empty."""

    name: str
    label: str
    hint: str = ""
    default: str = ""


Part = Choice | Tick | Field


class Controls:
    """The controls of one explorer.

    Parameters
    ----------
    parts : sequence of Choice, Tick or Field
        In the order in which they are shown; a Field is shown elsewhere, by whoever takes it from `widgets`.
    changed : callable
        Called without arguments after any change of a value by the reader.
    adapt : callable
        Called with the controls when a value has changed, to `narrow` and `turn` those that depend on it.
    note : Pane, optional
        Where it is told why a control is off.
    """

    def __init__(
        self,
        parts: Sequence[Part],
        changed: Callable[[], None],
        adapt: Callable[[Controls], None],
        note: Any = None,
    ) -> None:
        self._parts = {part.name: part for part in parts}
        self._changed, self._adapt = changed, adapt
        self._quiet = False
        self._reasons: dict[str, str] = {}
        self.widgets = {part.name: _widget(part) for part in parts}
        self.reset_button = ipw.Button(
            description="Reset", tooltip="Back to the view at the start", layout=ipw.Layout(width="70px", height="28px")
        )
        for widget in self.widgets.values():
            widget.observe(self._moved, names="value")
        self.note = note or Pane(kind="note", layout=ipw.Layout(width="auto"))
        pickers = [self.widgets[part.name] for part in parts if not isinstance(part, Field)]
        self.box = ipw.Box([*pickers, self.reset_button, self.note], layout=_ROW)
        self.box.add_class("bn-pickers")

    @property
    def current(self) -> dict[str, Any]:
        """The value of every control."""
        return {name: widget.value for name, widget in self.widgets.items()}

    @property
    def limits(self) -> dict[str, Any]:
        """The value of every picker, None where it sets no limit."""
        picked = ((name, self.current[name]) for name, part in self._parts.items() if not isinstance(part, Field))
        return {name: None if value in NO_LIMIT else value for name, value in picked}

    @property
    def state(self) -> dict[str, Any]:
        """Only what differs from the view at the start."""
        return {name: value for name, value in self.current.items() if value != self._parts[name].default}

    def known(self, state: Mapping[str, str]) -> dict[str, str]:
        """Return what of a state there are controls for."""
        return {name: value for name, value in state.items() if name in self._parts}

    @property
    def chosen(self) -> list[tuple[str, str]]:
        """Label of every dropdown and of what is chosen in it, where that narrows the choice."""
        picked = ((part, self.widgets[part.name].value) for part in self._parts.values() if isinstance(part, Choice))
        return [(part.label, _label(part, value)) for part, value in picked if value not in NO_LIMIT]

    def set(self, state: Mapping[str, Any]) -> None:
        """Set every control: to its value in `state`, or to that at the start; then report one change.

        Raises
        ------
        ValueError
            If there is no such control, or it has no such value.
        """
        unknown = [name for name in state if name not in self._parts]
        if unknown:
            raise ValueError(f"There is no control {', '.join(unknown)}; there are {', '.join(self._parts)}, selected.")
        with _Quiet(self):
            for name in self._parts:
                # In their order, for what a control allows may depend on those before it.
                self._adapt(self)
                part = self._parts[name]
                self.widgets[name].value = _allowed(part, state.get(name, part.default))
            self._adapt(self)
        self._changed()

    def narrow(self, name: str, options: Options) -> None:
        """Give a dropdown other options; its value stays where it is among them, or becomes the first one."""
        widget, part = self.widgets[name], self._parts[name]
        if not isinstance(part, Choice) or list(options) == list(part.options):
            return
        values = [value for _, value in options]
        self._parts[name] = replace(part, options=options, default=values[0])
        # A reader who has chosen nothing stays with what comes first.
        kept = widget.value if widget.value in values and widget.value != part.default else values[0]
        with _Quiet(self):
            widget.options = list(options)
            widget.value = kept

    def turn(self, name: str, reason: str = "") -> None:
        """Turn a checkbox off with a reason that is shown beside it, or on again when there is none."""
        self.widgets[name].disabled = bool(reason)
        self._reasons[name] = reason
        told = [
            f"{self._parts[one].label.partition(' (')[0]} is off: {why}" for one, why in self._reasons.items() if why
        ]
        self.note.html = html.escape("; ".join(told))

    def _moved(self, _: Any) -> None:
        if not self._quiet:
            self._adapt(self)
            self._changed()


class _Quiet:
    """While it is open, changes of controls are not reported: they are made by the program."""

    def __init__(self, controls: Controls) -> None:
        self._controls, self._before = controls, controls._quiet

    def __enter__(self) -> None:
        self._controls._quiet = True

    def __exit__(self, *_: object) -> None:
        self._controls._quiet = self._before


def _allowed(part: Part, value: Any) -> Any:
    """The value among those that a control has; a link tells it as text."""
    if isinstance(part, Field):
        return str(value)
    allowed = [v for _, v in part.options] if isinstance(part, Choice) else [True, False]
    for one in allowed:
        if one == value or str(one) == value:
            return one
    raise ValueError(f"{part.name} cannot be {value!r}; choose one of {', '.join(map(repr, allowed[:12]))}.")


def _label(part: Choice, value: Any) -> str:
    return next((label.rsplit(" (", 1)[0] for label, v in part.options if v == value), str(value))


_ROW = ipw.Layout(display="flex", flex_flow="row wrap", align_items="flex-end", grid_gap="6px 10px", overflow="visible")


def _widget(part: Part) -> Any:
    if isinstance(part, Field):
        return ipw.Text(part.default, description=part.label, placeholder=part.hint, layout=ipw.Layout(width="auto"))
    if isinstance(part, Tick):
        return ipw.Checkbox(
            value=part.default, description=part.label, indent=False, layout=ipw.Layout(width="auto", height="28px")
        )
    return ipw.Dropdown(
        options=list(part.options),
        value=part.default,
        description=part.label,
        layout=ipw.Layout(width=_fitting(part.options) if part.width == FIT else part.width, height="auto"),
    )


def _fitting(options: Options) -> str:
    longest = max((len(label) for label, _ in options), default=0)
    return f"{min(max(longest * 7 + 44, 116), 280)}px"
