"""PURE: what of a model's words may be said to a visitor (R13).

Nobody who wrote to the model can be trusted, so neither can it: what holds a link, an
address or a number that stands in none of the entries it names, or anything of its
instructions, is not said at all; nor what holds figures that nobody gave. That it says
nothing wrong in plain words nobody can judge here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final
from unicodedata import category, normalize

from actors.answerer.figures import strange_figures
from actors.answerer.generate import NotGenerated, Passage, Reason
from actors.answerer.prompt import INSTRUCTIONS, NO_ANSWER
from actors.answerer.redaction import as_digits

MAX_SAID_CHARS: Final = 1_000
"""Of an answer: nobody reads more in a chat."""
MIN_CUT_CHARS: Final = 40
"""A sentence that ends before is too little of an answer that was cut."""
BETRAYING_CHARS: Final = 40
"""So much of the instructions, word for word, is no accident."""

_CITED: Final = re.compile(
    r"[ \t]*[\[【［](?:passages?\s*)?(\d{1,2}(?:\s*[,，、]\s*\d{1,2})*)[\]】］]",
    re.IGNORECASE,
)
_END: Final = re.compile(r"[!?。！？…]|(?<!\d)\.(?!\S)")
"""Of a sentence; a point behind a digit may be within a figure."""
_REST: Final = r"[^\s\"'<>()\[\]{},。;!?、]*"
_LINK: Final = re.compile(
    rf"(?:\w[\w+.-]{{1,20}}:)?//{_REST}"
    r"|\b(?:javascript|data|vbscript|file|mailto|tel|sms|weixin|alipays?):[^\s]+"
    r"|(?<![\w.+%-])[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})*"
    r"|(?<!\w)@\w{3,}"
    rf"|\b(?:[\w-]{{1,63}}\.){{1,8}}(?=[^\W\d_])[\w-]{{2,24}}(?:[/:?#]{_REST})?"
    r"|(?<![a-z0-9-])[a-z0-9-]{1,63}"
    r"(?:\s?(?:。|·|\[\.?\]|\(\.?\)|[\[(\s](?:dot|点)[\])\s])|\s\.)\s?"
    r"(?:com|net|org|cn|io|top|xyz|info|ru|shop|site|online|vip|cc|tv|me)\b"
    r"|\bh[tx]{2}ps?\b"
    r"|\b\d{1,3}(?:\.\d{1,3}){3}\b"
    r"|(?:微信|薇信|v信|wechat|weixin|\bvx|加v|\bqq|telegram|whatsapp)"
    r"(?:号|群| id)?\s?[:是]?\s?[a-z0-9_-]{5,}",
    re.IGNORECASE,
)
"""Links and addresses of all kinds, as they are and in the usual disguises. Every
repetition is bounded or begins at its own edge: others choose what is looked at."""
_NUMBER: Final = re.compile(r"\+?\d(?:[ .\-()/\u2010-\u2015]{0,3}\d){5,}")
"""Six digits and more: somebody's telephone, account, or group in a messenger."""
_MARKUP: Final = re.compile(r"</?[a-z!][^>]*>|!\[|\]\(|```|&#?\w+;", re.IGNORECASE)
_DIGITS: Final = re.compile(r"\d+")
_SPACE: Final = re.compile(r"[ \t]+")
_LINES: Final = re.compile(r"\n{3,}")
_UNSEEN: Final = frozenset({"Cc", "Cf", "Co", "Cs", "Cn"})
_REFUSALS: Final = re.compile(
    r"^(?:(?:i'm |i am )?(?:very )?sorry,? (?:but )?)?i (?:can(?:'t|not)|am unable to|"
    r"won't) (?:help|assist|answer|comply|do that|provide)"
    r"|^as an ai\b|^作为(?:一个|一名)?(?:人工智能|ai|语言模型)"
    r"|^(?:非常)?(?:抱歉|对不起)[,，、]?我(?:无法|不能|没办法)",
    re.IGNORECASE,
)
_ROLES: Final = re.compile(
    r"\b(?:system prompt|<<|developer message|ignore (?:all )?previous)|系统提示词",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sayable:
    """What may be said, and what it was made from."""

    text: str
    sources: tuple[Passage, ...]


def judge(
    text: str, passages: Sequence[Passage], asked: str, key: int, *, is_cut: bool
) -> Sayable | NotGenerated:
    """What of a model's words may be said.

    Args:
        text: its words.
        passages: what it was given, in order.
        asked: the question.
        key: of the marks of its prompt.
        is_cut: it was stopped before it had come to its end.
    """
    plain = _plain(text)
    if not plain or NO_ANSWER in plain or _REFUSALS.search(plain):
        return NotGenerated(Reason.DECLINED)
    sources = _cited(plain, passages)
    if not sources:
        return NotGenerated(Reason.UNSOURCED)
    words = _whole(_CITED.sub("", plain).strip(), is_cut=is_cut)
    if not any(map(str.isalnum, words)):
        return NotGenerated(Reason.DECLINED)
    if why := _fault(words, sources, asked, key):
        return NotGenerated(Reason.UNSAFE, why)
    return Sayable(words, sources)


def _plain(text: str) -> str:
    """Without what nobody sees."""
    seen = "".join(
        each
        for each in text.replace("\r\n", "\n")
        if each in "\n\t" or category(each) not in _UNSEEN
    )
    return _LINES.sub("\n\n", _SPACE.sub(" ", seen)).strip()


def _cited(text: str, passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """The passages that it names, each once, in its order."""
    numbers = dict.fromkeys(
        int(number)
        for found in _CITED.finditer(text)
        for number in _DIGITS.findall(found[1])
    )
    return tuple(
        passages[number - 1] for number in numbers if 0 < number <= len(passages)
    )


def _whole(text: str, *, is_cut: bool) -> str:
    """What of it is whole sentences, "" = nothing.

    Half a sentence may say the opposite of all of it, and half a figure another one.
    """
    if len(text) <= MAX_SAID_CHARS and not is_cut:
        return text
    kept = text[:MAX_SAID_CHARS]
    ends = [found.end() for found in _END.finditer(kept) if found.end() > MIN_CUT_CHARS]
    return kept[: ends[-1]] if ends else ""


def _fault(text: str, sources: Sequence[Passage], asked: str, key: int) -> str:
    """What it holds that it must not; "" = nothing."""
    said = as_digits(normalize("NFKC", text))
    given = "\n".join(f"{each.question}\n{each.text}" for each in sources)
    known = as_digits(normalize("NFKC", given))
    if strange := _strange(_links, said, known):
        return f"a link that no source has: {min(strange)[:64]}"
    if strange := _strange(_numbers, said, known):
        return f"a number that no source has: {min(strange)[:32]}"
    if strange := strange_figures(_NUMBER.sub(" ", said), given, asked):
        return f"a figure that nobody gave: {min(strange)}"
    if _MARKUP.search(said):
        return "markup"
    if f"{key:016x}" in said.lower() or _ROLES.search(said) or _betrays(said):
        return "something of its instructions"
    return ""


def _strange(find: Callable[[str], set[str]], said: str, known: str) -> set[str]:
    """What is found in one text alone; the other is long, and rarely looked at."""
    found = find(said)
    return found - find(known) if found else found


def _links(text: str) -> set[str]:
    found = (each[0].casefold().rstrip(".,;:!?/") for each in _LINK.finditer(text))
    return {"".join(each.split()) for each in found}


def _numbers(text: str) -> set[str]:
    return {"".join(filter(str.isdigit, each[0])) for each in _NUMBER.finditer(text)}


def _betrays(text: str) -> bool:
    return not _shingles(text).isdisjoint(_TOLD)


def _shingles(text: str) -> set[str]:
    """All that stands in so many characters of it in a row."""
    flat = " ".join(text.split())
    starts = range(len(flat) - BETRAYING_CHARS + 1)
    return {flat[start : start + BETRAYING_CHARS] for start in starts}


_TOLD: Final = _shingles(INSTRUCTIONS)
