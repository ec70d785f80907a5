"""PURE: words of service that mean about the same, in Chinese and English.

No thesaurus: what people who ask for help say for one and the same thing, in any
trade, in either language and in both mixed. Words that only sometimes mean the same
are better left apart.
"""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from typing import Final

from actors.robot.alternatives import alternatives

_MEANINGS: Final = """
丢 丢失 丢了 遗失 掉了 弄丢 不见 找不到 没了 lost missing stolen lose misplaced
改 修改 更改 变更 更换 换 换成 调整 改成 change update edit modify switch alter
取消 退订 撤销 撤回 不要了 不想要 cancel stop revoke undo revert withdraw
关闭 关掉 停用 关了 禁用 disable deactivate
开通 开启 启用 激活 activate enable reactivate
查 查询 查看 查下 check view
办 办理 申请 申办 apply application request
价格 多少钱 费用 收费 价钱 资费 贵 几块钱 cost price fee charge expensive
什么时候 几点 几号 哪天 何时 when
多久 几天 多长时间 什么时候 duration
没收到 收不到 未收到 没有收到 没到 还没到 未到
坏了 故障 损坏 不能用 用不了 失灵 破损 坏 没反应 broken damaged faulty defective
买 购买 下单 订购 选购 buy purchase order bought
快递 物流 包裹 配送 送货 派送 运送 delivery shipping ship deliver package parcel
发货 寄出 发出 寄 ship dispatch send
运费 邮费 快递费 postage
手机号 电话号码 号码 手机号码 phone
手机 phone mobile cellphone smartphone
登录 登陆 登不上 登不了 登入 进不去 login signin logon log sign
哪里 哪儿 在哪 位置 怎么走 where
地址 address
最近 附近 周边 nearest nearby near
转账 汇款 汇钱 转钱 打款 打钱 transfer remit wire
提高 提升 增加 调高 上调 提额 increase raise
优惠 打折 折扣 便宜 活动 促销 discount promotion promo sale
优惠券 券 代金券 红包 coupon voucher
上班 营业 工作时间 开门 opening hours
注销 销户 删除 销号 删掉 delete remove close erase terminate
安装 装 install setup
卡顿 很卡 太慢 很慢 慢 卡死 死机 slow sluggish lag laggy freeze freezing
电脑 笔记本 计算机 台式机 computer laptop pc desktop notebook macbook
断网 上不了网 没网 连不上网 连不上 网断了 无法上网 offline
网络 无线 上网 wifi wireless internet network
忘记 忘了 不记得 忘掉 记不住 想不起来 forgot forget forgotten
联系 电话 热线 contact call hotline
失败 不成功 出错 报错 错误 fail failed failure error failing
拒绝 拒收 declined rejected refused denied
账号 账户 account acct
密码 口令 password passcode passwd pwd pw
退款 退钱 退还 refund refunded reimburse
退货 退回 return
条件 要求 资格 requirement eligible
材料 资料 证件 手续 document
支付 付款 付钱 缴费 交钱 结账 pay payment paid
修 维修 报修 修理 fix repair
会员 vip member membership
订单 order
商品 东西 产品 item product goods stuff
尺码 尺寸 大小 size
颜色 colour color
发票 invoice receipt
库存 有货 补货 现货 stock restock available
保修 质保 warranty guarantee
邮箱 邮件 电子邮件 email mail mailbox
打印 打印机 print printer
权限 permission access rights
许可证 许可 授权 license licence
软件 程序 应用 software app application program
文件 文档 file document
文件夹 目录 folder directory drive
显示器 屏幕 monitor screen display
声音 麦克风 音频 耳机 sound audio mic microphone headset
会议 meeting conference
会议室 room
工单 ticket case
预约 预订 预定 book booking reserve reservation
账单 流水 明细 对账单 statement bill transactions
余额 balance
贷款 借款 借钱 loan borrow
利率 利息 interest
信用卡 credit
银行卡 卡 card
额度 限额 上限 limit
套餐 plan package tariff
流量 data traffic
漫游 roaming
充值 topup recharge
国外 海外 国际 境外 出国 abroad overseas international
评价 评论 review rating comment
验证码 code otp
验证器 验证 authenticator verification verify
钱 money cash funds
到账 arrive arrival arrived
备份 backup
恢复 还原 找回 restore recover
连接 connect
共享 分享 share
"""
_ROWS: Final = tuple(row.split() for row in _MEANINGS.strip().splitlines())


def _by_word() -> dict[str, tuple[int, ...]]:
    """The numbers of the meanings of each word."""
    numbers: dict[str, tuple[int, ...]] = {}
    for number, row in enumerate(_ROWS):
        for word in row:
            numbers[word] = (*numbers.get(word, ()), number)
    return numbers


_NUMBERS: Final = _by_word()
ENGLISH: Final = frozenset(word for word in _NUMBERS if word.isascii())
"""The English words that have others like them."""
_IN_CHINESE: Final = re.compile(alternatives(_NUMBERS.keys() - ENGLISH))


def in_chinese(joined: str) -> list[tuple[int, int]]:
    """Where words begin that have others like them, and the number of their meaning."""
    return [
        (found.start(), number)
        for found in _IN_CHINESE.finditer(joined)
        for number in _NUMBERS[found[0]]
    ]


def in_english(forms: AbstractSet[str]) -> set[int]:
    """The numbers of the meanings of a word in these forms that has others like it."""
    return {number for form in forms & ENGLISH for number in _NUMBERS[form]}


def example(meaning: int) -> str:
    """The first of the words that mean this, for people."""
    return _ROWS[meaning][0]
