"""PURE: what stands around menus, forms and ratings, in both languages."""

from __future__ import annotations

from enum import unique

from gateway.console.phrases import Bilingual


@unique
class CardPhrase(Bilingual):
    """What is asked, what was answered, and how to."""

    MENU_HINT = ("输入序号选择", "Enter a number.")
    FORM_HINT = (
        "逐项输入，或一次填完：/fill {example}",
        "Enter one after the other, or all at once: /fill {example}",
    )
    OPTIONAL = ("（可不填：-）", " (may stay empty: -)")
    ONE_OF = ("（{options}）", " ({options})")
    RATING_HINT = (
        "评价：/rate 5，可加“已解决”或“未解决”和留言",
        "Rate with /rate 5; solved or unsolved and a comment may follow.",
    )
    STARS = ("{stars} {label}", "{stars} {label}")
    NUMBER = ("{number} {label}", "{number} {label}")
    SELECTED = ("[#{number} 已选择] {text}", "[#{number} chosen] {text}")
    SOLVED = ("已解决", "solved")
    UNSOLVED = ("未解决", "unsolved")
    NOTHING_TO_RATE = (
        "现在没有可以评价的服务",
        "There is nothing to rate now.",
    )
    MAY_ASK_TO_RATE = (
        "还没有邀请您评价：先输入 /rate",
        "Nobody has asked you to rate yet: /rate asks for it.",
    )
    RATE_USAGE = (
        "写上 1 到 {count} 的分数：/rate 5 已解决 谢谢",
        "Give 1 to {count}: /rate 5 solved thanks",
    )
    NOTHING_TO_FILL = ("现在没有要填的表单", "There is no form to fill in now.")
    FILL_USAGE = (
        "写上 {count} 项，用分号隔开：/fill {example}",
        "Give {count} values, apart by semicolons: /fill {example}",
    )
