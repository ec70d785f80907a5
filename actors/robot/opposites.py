"""PURE: what contradicts what: words of opposite sense, and negation.

Two texts that differ in nothing else share almost all their pieces, and mean the
opposite. Opposites are told apart where each text names one side alone.
"""

from __future__ import annotations

import re
from typing import Final

from actors.robot.alternatives import alternatives
from actors.robot.pieces import words_of

_CHINESE: Final = """
挂失 | 解挂 解挂失 解除挂失 取消挂失 撤销挂失
开通 开启 打开 启用 激活 开立 | 关闭 关掉 停用 取消 禁用 退订 停止 关停
绑定 绑卡 | 解绑 解除绑定 取消绑定 解绑定
冻结 | 解冻 解除冻结
锁定 上锁 | 解锁 解除锁定
充值 充钱 | 提现 取现
转入 转进 | 转出
购买 买 | 卖 出售
登录 登陆 | 退出登录 登出 退出
增加 提高 上调 提升 调高 提额 | 减少 降低 下调 调低 降额
安装 | 卸载
上传 | 下载
开户 | 销户 注销
注册 | 注销
添加 新增 | 删除 移除 删掉
连接 | 断开
加入 | 退出
借款 贷款 借钱 | 还款 还贷 还钱
国内 境内 | 国外 境外 国际 海外
线上 网上 | 线下 门店 实体店
升级 | 降级
导入 | 导出
入职 | 离职
"""
_ENGLISH: Final = """
enable activate reactivate | disable deactivate
block lock freeze | unblock unlock unfreeze reactivate
install | uninstall
add | remove delete
open | close
buy purchase | sell
upload | download
import | export
increase raise | decrease lower reduce
before | after
deposit topup | withdraw withdrawal withdrawing
subscribe | unsubscribe
login signin | logout signout logoff
upgrade | downgrade
connect | disconnect
found | lost
domestic | international abroad
incoming receive | outgoing send
"""
_NEGATIONS: Final = re.compile(
    r"不能|不可以|无法|不了|不上|不让|不出|不成功|失败|不行|没办法|不到|不开|打不|not\b|unable|never\b"
)
"""Of what cannot be done, or does not happen; a mere not says little."""
_ASKED: Final = re.compile(
    r"(能|可以|行|会|是|有|要|可)[不没]\1以?|不知道|怎么办不|not sure|not know"
)
"""Whether, with both answers open; and what only seems to deny."""


def _sides(table: str) -> dict[str, frozenset[tuple[int, int]]]:
    """The sides that a word takes: the number of the opposition, and 0 or 1."""
    sides: dict[str, frozenset[tuple[int, int]]] = {}
    for number, row in enumerate(table.strip().splitlines()):
        for side, words in enumerate(row.split("|")):
            for word in words.split():
                sides[word] = sides.get(word, frozenset()) | {(number, side)}
    return sides


_CHINESE_SIDES: Final = _sides(_CHINESE)
_ENGLISH_SIDES: Final = _sides(_ENGLISH)
_IN_CHINESE: Final = re.compile(alternatives(_CHINESE_SIDES))


def _named(text: str) -> dict[tuple[str, int, int], str]:
    """The sides that a normalised text takes, and by which word."""
    named = {}
    for word in _IN_CHINESE.findall(text):
        named.update({("zh", *side): word for side in _CHINESE_SIDES[word]})
    for word in words_of(text):
        for side in _ENGLISH_SIDES.get(word, ()):
            named["en", *side] = word
    return named


def contradiction(query: str, text: str) -> str:
    """What the one says and the other contradicts; "": nothing. Both are normalised."""
    asked, answered = _named(query), _named(text)
    for (tongue, number, side), word in asked.items():
        other = (tongue, number, 1 - side)
        same = (tongue, number, side)
        if other in answered and same not in answered and other not in asked:
            return f"{word} / {answered[other]}"
    return ""


def denies(text: str) -> bool:
    """Whether a normalised text says that something cannot be done."""
    return bool(_NEGATIONS.search(_ASKED.sub(" ", text)))
