"""PURE: words of service that mean about the same, in Chinese and English.

No thesaurus: what people who ask for help say for one and the same thing, in any
trade. Words that only sometimes mean the same are better left apart.
"""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from typing import Final

from actors.robot.alternatives import alternatives

_CHINESE: Final = """
丢 丢失 丢了 遗失 掉了 弄丢 不见 找不到 没了
改 修改 更改 变更 更换 换 换成 调整 改成
取消 退订 撤销 撤回 不要了 不想要
关闭 关掉 停用 关了 禁用
开通 开启 打开 启用 激活
查 查询 查看 查下 看看 哪里看 在哪看
办 办理 申请 申办
价格 多少钱 费用 收费 价钱 资费 贵 花钱 几块钱
多久 什么时候 几天 几点 几号 哪天 何时 时间
没收到 收不到 未收到 没有收到 没到 还没到 未到
坏了 故障 损坏 不能用 用不了 失灵 破损 出问题 坏 有问题 没反应 不工作
买 购买 下单 订购 选购 购
快递 物流 包裹 配送 送货 派送 运送
发货 寄出 发出 寄
运费 邮费 快递费
手机号 电话号码 号码 手机号码
登录 登陆 登不上 登不了 登入 进不去
哪里 哪儿 在哪 位置 地址 怎么走
最近 附近 周边
转账 汇款 汇钱 转钱 打款 打钱
提高 提升 增加 调高 上调 提额
优惠 打折 折扣 便宜 活动 促销
上班 营业 工作时间 开门
注销 销户 删除 销号 删掉
安装 装 下载
卡顿 很卡 太慢 很慢 慢 卡死 死机
电脑 笔记本 计算机 台式机
断网 上不了网 没网 连不上网 连不上 网断了 无法上网
忘记 忘了 不记得 忘掉 记不住 想不起来
联系 电话 热线
失败 不成功 出错 报错
账号 账户 帐号
退款 退钱 退还
条件 要求 资格
材料 资料 证件 手续
支付 付款 付钱 缴费 交钱 结账
修 维修 报修 修理
优惠券 券 代金券 红包
会员 vip
"""
_ENGLISH: Final = """
lost missing stolen lose misplaced
change update edit modify switch alter
cancel stop revoke undo revert
delete remove close terminate deactivate erase
activate enable unlock reactivate unblock unfreeze
cost price fee charge expensive charged
delivery shipping ship shipment dispatch deliver shipped
package parcel
broken damaged faulty defective crashed crash
buy purchase order
phone mobile cellphone smartphone
computer laptop pc desktop notebook
money cash funds
password passcode passwd pwd
login signin logon log sign
declined rejected refused failed fail denied failing
arrive arrival come arrived
coupon voucher promo promotion discount
slow sluggish lag laggy freezing
wifi wireless internet network
transfer send remit wire
add top topup deposit
make create open start register signup
fix repair solve troubleshoot
find locate where
exchange convert swap
size sizes fit
email mail e-mail
holiday vacation leave
buying purchasing
borrow loan
"""


def _groups(table: str) -> dict[str, int]:
    """The number of the meaning of each word."""
    rows = [row.split() for row in table.strip().splitlines()]
    return {word: number for number, row in enumerate(rows) for word in row}


_CHINESE_GROUPS: Final = _groups(_CHINESE)
_ENGLISH_GROUPS: Final = _groups(_ENGLISH)
_FIRST_ENGLISH: Final = max(_CHINESE_GROUPS.values()) + 1
_ENGLISH_WORDS: Final = _ENGLISH_GROUPS.keys()
_IN_CHINESE: Final = re.compile(alternatives(_CHINESE_GROUPS))


def in_chinese(joined: str) -> list[tuple[int, int]]:
    """Where words begin that have others like them, and the number of their meaning."""
    return [
        (found.start(), _CHINESE_GROUPS[found[0]])
        for found in _IN_CHINESE.finditer(joined)
    ]


def in_english(forms: AbstractSet[str]) -> set[int]:
    """The numbers of the meanings of a word in these forms that has others like it."""
    return {_FIRST_ENGLISH + _ENGLISH_GROUPS[form] for form in forms & _ENGLISH_WORDS}
