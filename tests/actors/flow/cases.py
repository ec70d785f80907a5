"""A flow with every kind of node, and flows drawn at random."""

from __future__ import annotations

from hypothesis import strategies as st

from actors.cards.wording import Wording
from actors.flow.definition import (
    AnyNode,
    Branch,
    Case,
    End,
    Entry,
    Field,
    Flow,
    Form,
    GroupChoice,
    GroupOption,
    LeaveMessage,
    Menu,
    Say,
    ToBusiness,
    ToGroup,
    ToRobot,
    Variable,
    VariableType,
    Way,
)


def words(text: str) -> Wording:
    return Wording(text, text)


def way(name: str, to: str, *others: str) -> Way:
    return Way(id=name, text=words(name.upper()), next=to, words=others)


FULL = Flow(
    id="full",
    version=3,
    start="hello",
    nodes=(
        Say(id="hello", text=Wording("您好", "Hello"), next="menu"),
        Menu(
            id="menu",
            title=Wording("问什么？", "What about?"),
            options=(
                Way(
                    id="pre",
                    text=Wording("售前咨询", "Before sales"),
                    next="form",
                    words=("buy",),
                ),
                way("post", "groups"),
                way("robot", "robot"),
                way("later", "message"),
                way("shop", "business"),
                way("bye", "close"),
                way("back", "menu"),
            ),
            variable="topic",
        ),
        Form(
            id="form",
            title=words("Tell us."),
            fields=(
                Field(variable="name", label=words("Name")),
                Field(
                    variable="vip",
                    label=words("VIP?"),
                    options=(
                        Entry(id="yes", text=words("Yes")),
                        Entry(id="no", text=words("No")),
                    ),
                    required=False,
                ),
                Field(variable="orders", label=words("Orders"), required=False),
            ),
            next="branch",
            retries=1,
            otherwise="message",
        ),
        Branch(
            id="branch",
            variable="vip",
            cases=(Case(value="yes", next="vips"),),
            otherwise="usual",
        ),
        GroupChoice(
            id="groups",
            title=words("Whom?"),
            groups=(
                GroupOption(group="a", text=words("A"), priority=2),
                GroupOption(group="b", text=words("B"), skill="en", level=3),
            ),
            retries=0,
        ),
        ToGroup(id="vips", group="vip", priority=9),
        ToGroup(id="usual"),
        ToRobot(id="robot"),
        ToBusiness(id="business"),
        LeaveMessage(id="message", text=words("Leave a message.")),
        End(id="close", text=words("Bye.")),
    ),
    otherwise="usual",
    variables=(
        Variable(name="topic", type=VariableType.CHOICE),
        Variable(name="name"),
        Variable(name="vip", type=VariableType.CHOICE),
        Variable(name="orders", type=VariableType.NUMBER),
    ),
)

NAMES = [f"n{number}" for number in range(8)]
TARGETS = st.sampled_from([*NAMES, "end", "nowhere", ""])
TEXT = words("text")


def node(name: str) -> st.SearchStrategy[AnyNode]:
    """Any node of this id, leading wherever."""
    several = st.lists(TARGETS, min_size=1, max_size=3)
    return st.one_of(
        st.builds(lambda to: Say(id=name, text=TEXT, next=to), TARGETS),
        st.builds(
            lambda tos, retries, other: Menu(
                id=name,
                title=TEXT,
                options=tuple(way(f"o{at}", to) for at, to in enumerate(tos)),
                variable="v",
                retries=retries,
                otherwise=other,
            ),
            several,
            st.integers(0, 2),
            st.sampled_from(["", "end"]),
        ),
        st.builds(
            lambda to: Form(
                id=name,
                title=TEXT,
                fields=(Field(variable="v", label=TEXT),),
                next=to,
            ),
            TARGETS,
        ),
        st.builds(
            lambda tos, other: Branch(
                id=name,
                variable="v",
                cases=tuple(Case(value=f"o{at}", next=to) for at, to in enumerate(tos)),
                otherwise=other,
            ),
            several,
            TARGETS,
        ),
        st.just(ToRobot(id=name)),
        st.just(
            GroupChoice(
                id=name, title=TEXT, groups=(GroupOption(group="g", text=words("G")),)
            )
        ),
    )


ANY_FLOW = st.builds(
    lambda nodes: Flow(
        id="any",
        version=1,
        start="n0",
        nodes=(*nodes, End(id="end")),
        otherwise="end",
        variables=(Variable(name="v"),),
    ),
    st.integers(1, 8).flatmap(lambda count: st.tuples(*map(node, NAMES[:count]))),
)
