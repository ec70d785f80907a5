"""PURE: words that every question has and that say nothing of what it is about.

A large base shows by itself which words are usual; one of twenty entries does not.
Words that turn a question round, such as not, are no such words.
"""

from __future__ import annotations

from typing import Final

USUAL_CHARACTERS: Final = frozenset(
    "的了吗呢吧啊呀哦嘛么啦哈呃嗯我你他她它们这那哪是在有就都和与及也还要会"
    "能可以给把被让对从到为什怎样如何几多少个些点下一想请问需得着过来去"
    "咋啥该应当办说叫做觉知道已经才又再今昨明现但而因所以或者其实很太最更"
)
_WORDS: Final = """
a an the i me my mine we us our you your he she it its they them their this that
these those is am are was were be been being do does did doing have has had having
will would shall should can could may might must of to in on at by for with from
into about as and or if then than so but what which who whom where when why how
there here any some just really very too also want need get got please like go
going gonna know tell ask help hi hello ok okay um uh let us because since while
now today still yet again already always ever even only much many more most all each
every one other another own same thing something anything someone anyone sure say try
make keep
"""
USUAL_WORDS: Final = frozenset(_WORDS.split())
