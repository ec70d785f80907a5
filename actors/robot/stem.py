"""PURE: what all forms of an English word have in common.

Source: `snowballstemmer` for forms that follow a rule; the others are listed.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from snowballstemmer import stemmer

_MAX_WORDS: Final = 65_536
"""That are remembered; finding the stem of one takes 0.1 ms."""
_IRREGULAR: Final = """
begin began begun
bite bit bitten
blow blew blown
break broke broken
bring brought
build built
burn burnt
buy bought
catch caught
choose chose chosen
come came
deal dealt
draw drew drawn
drive drove driven
eat ate eaten
fall fell fallen
feel felt
fight fought
find found
fly flew flown
forget forgot forgotten
freeze froze frozen
get got gotten
give gave given
go went gone
grow grew grown
hang hung
hear heard
hide hid hidden
hold held
keep kept
know knew known
lead led
leave left leaving
lend lent
lose lost losing
make made
mean meant
meet met
mistake mistook mistaken
pay paid
repay repaid
ring rang rung
rise rose risen
run ran
say said
see saw seen
sell sold
resell resold
send sent
resend resent
shake shook shaken
show shown
sit sat
sleep slept
speak spoke spoken
spend spent
stand stood
steal stole stolen
stick stuck
swear swore sworn
take took taken
teach taught
tear tore torn
tell told
think thought
throw threw thrown
understand understood
undo undid undone
redo redid redone
wake woke woken
wear wore worn
win won
withdraw withdrew withdrawn
write wrote written
child children
foot feet
man men
person people
woman women
"""
_regular: Final = stemmer("english").stemWord


def _by_form() -> dict[str, str]:
    """The word that each irregular form is of."""
    rows = [row.split() for row in _IRREGULAR.strip().splitlines()]
    return {form: word for word, *forms in rows for form in forms}


_WORDS: Final = _by_form()


@lru_cache(_MAX_WORDS)
def stem(word: str) -> str:
    """The same for all forms of a word in small letters."""
    return str(_regular(_WORDS.get(word, word)))
