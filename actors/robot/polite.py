"""PURE: what people say around a question, in Chinese and English."""

from __future__ import annotations

import re
from typing import Final

from actors.robot.alternatives import alternatives

_CHINESE: Final = (
    *(
        "请问一下",
        "请问下",
        "请问",
        "想问一下",
        "想问下",
        "想问问",
        "想问",
        "问一下",
        "问下",
        "问问",
    ),
    *(
        "想咨询一下",
        "想咨询下",
        "想咨询",
        "咨询一下",
        "咨询下",
        "想请教一下",
        "请教一下",
        "请教下",
        "请教",
    ),
    *("想了解一下", "想了解下", "了解一下", "想知道"),
    *(
        "你好呀",
        "你好啊",
        "你好",
        "你们好",
        "大家好",
        "在吗",
        "在么",
        "有人吗",
        "亲爱的",
        "亲亲",
    ),
    *(
        "麻烦你了",
        "麻烦你",
        "麻烦问一下",
        "麻烦问下",
        "麻烦",
        "打扰一下",
        "打扰了",
        "打扰下",
        "不好意思",
        "劳驾",
    ),
    *(
        "谢谢你了",
        "谢谢你",
        "谢谢了",
        "谢谢啦",
        "谢谢",
        "多谢",
        "感谢",
        "辛苦了",
        "拜托了",
        "拜托",
    ),
    *(
        "帮我看一下",
        "帮我看下",
        "帮我看看",
        "帮我查一下",
        "帮我查下",
        "帮忙看一下",
        "帮忙看下",
        "帮忙",
    ),
    *("告诉我一下", "告诉我", "请告诉", "跟我说一下", "跟我说下", "说一下"),
    *("客服小姐姐", "客服小哥哥", "小姐姐", "小哥哥", "有没有人知道", "谁知道"),
)
_ENGLISH: Final = (
    *(
        "good morning",
        "good afternoon",
        "good evening",
        "hello there",
        "hi there",
        "hey there",
        "hello",
        "hey",
        "hi",
    ),
    *(
        "excuse me",
        "sorry to bother you",
        "quick question",
        "just wondering",
        "i was wondering",
        "i am wondering",
        "wondering",
    ),
    *(
        "could you please",
        "can you please",
        "would you please",
        "could you",
        "would you",
    ),
    *(
        "can you tell me",
        "could you tell me",
        "tell me",
        "let me know",
        "do you know",
        "can you help me",
        "can you help",
        "help me",
    ),
    *("i would like to know", "i want to know", "i need to know", "i d like to know"),
    *(
        "thank you so much",
        "thank you very much",
        "thank you",
        "thanks a lot",
        "many thanks",
        "thanks",
        "thx",
    ),
    *("in advance", "please", "pls", "plz", "kindly"),
)


_IN_CHINESE: Final = re.compile(alternatives(_CHINESE))
_IN_ENGLISH: Final = re.compile(rf"\b(?:{alternatives(_ENGLISH)})\b")


def without_courtesies(plain: str) -> str:
    """The text with blanks in their place.

    Args:
        plain: in lower case and simplified characters, without punctuation.
    """
    return _IN_ENGLISH.sub(" ", _IN_CHINESE.sub(" ", plain))
