"""What the server asks a visitor, and what was answered: contents of messages (V3, V5).

Source: menu, form and rating are the Tencent messages 15, 21 and 9, of which the answer
(10, `selected`) is a message of its own here; the robot's menus are both kinds of 29.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from gateway.wire.body import Body
from gateway.wire.terms import Count, OutcomeName, PurposeName


class MenuOption(msgspec.Struct, frozen=True, omit_defaults=True):
    """Something that can be chosen.

    Attributes:
        id: for SELECT.
        text: for people.
        desc: more about it.
    """

    id: str
    text: str
    desc: str = ""


class MenuBody(Body, frozen=True, tag="menu"):
    """One of the options is to be chosen: by SELECT, or by a text. Of the server alone.

    A text that is an option's text, or its place from 1 on, chooses it.

    Attributes:
        title: above the options.
        options: in order.
        tail: below them.
        text: between the title and the options.
        purpose: of the robot's: what visitors often ask, or a question back; the
            options are questions, and one of the last menus can be chosen from while
            `state` is `robot`, again and again. A text there is another question.
    """

    title: str
    options: tuple[MenuOption, ...]
    tail: str = ""
    text: str = ""
    purpose: PurposeName = ""


class FormField(msgspec.Struct, frozen=True, omit_defaults=True):
    r"""Something that is to be filled in.

    Attributes:
        name: for SELECT.
        label: for people.
        options: one of these; empty: a text.
        required: it may not stay empty.
        pattern: what a text must look like, as a regular expression of characters, `.`,
            `\d`, `\w` and sets, each with a count; empty: anything.
        hint: an example.
    """

    name: str
    label: str
    options: tuple[MenuOption, ...] = ()
    required: bool = True
    pattern: str = ""
    hint: str = ""


class FormBody(Body, frozen=True, tag="form"):
    """Fields are to be filled in: by SELECT, or by a text. Of the server alone.

    A text fills in the first field; of those that are left comes another form.

    Attributes:
        title: above the fields.
        fields: in order.
    """

    title: str
    fields: tuple[FormField, ...]


class RatingBody(Body, frozen=True, tag="rating"):
    """The visitor is asked to rate human service, by SELECT (V5). Of the server alone.

    Attributes:
        id: of this invitation.
        head: above the levels.
        levels: the worst first; ids are `101` to `105`.
        type: how they are drawn.
        hours: how long it is good.
        expires: until then, ms since the epoch, by the server's clock.
    """

    id: str
    head: str
    levels: tuple[MenuOption, ...]
    type: Literal["star", "number"]
    hours: Count
    expires: Count


class FilledField(msgspec.Struct, frozen=True, omit_defaults=True):
    """A field of a form that was filled in.

    Attributes:
        name: of the field.
        label: for people.
        value: the same; of an option its text.
        option: its id; empty of a text.
    """

    name: str
    label: str
    value: str
    option: str = ""


class SelectionBody(Body, frozen=True, tag="selection"):
    """A menu, a form or an invitation was answered: show there what was selected.

    Of the server alone: who answers sends SELECT.

    Attributes:
        number: of the message that asked.
        option: id of what was chosen; empty of a form.
        text: of the same, for people.
        fields: of a form.
        outcome: of a rating: whether the problem was solved; empty: not said.
        comment: of a rating.
    """

    number: Count
    option: str = ""
    text: str = ""
    fields: tuple[FilledField, ...] = ()
    outcome: OutcomeName = ""
    comment: str = ""


AskingBody = MenuBody | FormBody | RatingBody
"""What asks the visitor something; SELECT answers it."""
