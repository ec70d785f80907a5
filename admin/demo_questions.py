"""PURE: the questions of the demonstration's shop, and their answers."""

from __future__ import annotations

from typing import Final

import msgspec


class Told(msgspec.Struct, frozen=True):
    """A question; its id begins with the language. Markdown has `**` in it."""

    id: str
    category: str
    question: str
    similar: tuple[str, ...]
    answers: tuple[str, ...]


def _told(id_: str, category: str, answer: str, *asked: str) -> Told:
    question, *similar = asked
    return Told(id_, category, question, tuple(similar), (answer,))


QUESTIONS: Final = (
    # --- 配送
    _told(
        "zh-ship-time",
        "delivery",
        "现货当天 16:00 前下单当天发出，之后次日发出；一般 2–4 天送到。",
        *("下单后多久发货", "什么时候发货", "几天能到", "快递要多久"),
    ),
    _told(
        "zh-track",
        "delivery",
        "打开“我的订单”，点订单右侧的“查看物流”即可看到最新位置。",
        *("怎么查物流", "我的快递到哪了", "包裹在哪里", "查询物流信息"),
    ),
    _told(
        "zh-ship-fee",
        "delivery",
        "满 99 元包邮；不满 99 元收 8 元，新疆、西藏收 20 元。",
        *("运费怎么算", "包邮吗", "邮费多少钱", "满多少免运费"),
    ),
    _told(
        "zh-address",
        "delivery",
        "未发货时可以在“我的订单 – 修改地址”里改；已发货请联系快递员拦截。",
        *("怎么修改收货地址", "地址写错了", "能改地址吗", "换个地址收货"),
    ),
    _told(
        "zh-courier",
        "delivery",
        "默认发顺丰或京东快递；偏远地区发邮政。暂不支持指定快递公司。",
        *("发什么快递", "能指定快递吗", "用哪家物流"),
    ),
    _told(
        "zh-abroad",
        "delivery",
        "目前只寄送中国大陆和港澳地区，暂不支持寄往海外。",
        *("可以寄到国外吗", "支持海外配送吗", "香港能送吗"),
    ),
    # --- 退换
    _told(
        "zh-return",
        "returns",
        "签收后 **7 天内**可无理由退货：\n1. “我的订单 – 申请退货”\n"
        "2. 等待审核（1 个工作日）\n3. 按短信里的地址寄回",
        *("怎么退货", "我要退货", "退货流程", "不想要了能退吗"),
    ),
    _told(
        "zh-exchange",
        "returns",
        "签收后 15 天内，未使用、不影响再次销售的商品可以换货，来回运费我们承担一次。",
        *("怎么换货", "尺码不合适能换吗", "换个颜色", "换货流程"),
    ),
    _told(
        "zh-refund-time",
        "returns",
        "仓库收到退货后 1–3 个工作日退款，原路退回；银行卡可能再晚 1–2 天到账。",
        *("退款多久到账", "钱什么时候退给我", "退款要几天"),
    ),
    _told(
        "zh-broken",
        "returns",
        "非常抱歉！请拍照留存并在 48 小时内联系我们，核实后补发或全额退款。",
        *("收到的商品坏了", "东西破损怎么办", "少发了一件", "发错货了"),
    ),
    _told(
        "zh-return-fee",
        "returns",
        "质量问题由我们承担运费；无理由退货由您承担，购买了运费险的会自动赔付。",
        *("退货运费谁出", "退货要自己付邮费吗", "有运费险吗"),
    ),
    # --- 支付
    _told(
        "zh-pay",
        "payment",
        "支持微信支付、支付宝、银联卡和花呗；暂不支持货到付款。",
        *("有哪些支付方式", "可以用支付宝吗", "能货到付款吗", "支持花呗吗"),
    ),
    _told(
        "zh-invoice",
        "payment",
        "订单完成后在“我的订单 – 申请发票”里填写抬头，电子发票 1 个工作日内发到邮箱。",
        *("怎么开发票", "能开专票吗", "发票抬头", "电子发票在哪里下载"),
    ),
    _told(
        "zh-coupon",
        "payment",
        "结算时在“优惠券”一栏选择即可；每单限用一张，不能与会员折扣同时使用。",
        *("优惠券怎么用", "优惠券用不了", "折扣码在哪输"),
    ),
    _told(
        "zh-pay-fail",
        "payment",
        "请先确认余额和限额；仍失败请换一种支付方式，扣款未成单的会在 24 小时内退回。",
        *("付款失败怎么办", "支付不了", "扣了钱没有订单"),
    ),
    _told(
        "zh-cancel",
        "payment",
        "未发货的订单可以在“我的订单 – 取消订单”里取消，款项原路退回。",
        *("怎么取消订单", "不想买了", "订单能取消吗"),
    ),
    # --- 账户
    _told(
        "zh-password",
        "account",
        "在登录页点“忘记密码”，用手机验证码重新设置即可。",
        *("忘记密码怎么办", "怎么改密码", "登录不上去"),
    ),
    _told(
        "zh-phone",
        "account",
        "“设置 – 账户安全 – 手机号”里验证旧手机后更换；旧号已停用请走“账户申诉”。",
        *("怎么更换手机号", "换绑手机", "手机号不用了"),
    ),
    _told(
        "zh-member",
        "account",
        "累计消费满 1,000 元自动成为会员，享 95 折和生日礼。",
        *("怎么成为会员", "会员有什么好处", "会员折扣"),
    ),
    _told(
        "zh-close",
        "account",
        "“设置 – 账户安全 – 注销账户”，需没有未完成的订单；注销后数据不可恢复。",
        *("怎么注销账户", "删除账号", "不用这个账号了"),
    ),
    # --- 商品
    _told(
        "zh-warranty",
        "goods",
        "电器保修一年，其他商品保修三个月，凭订单号即可，无需保修卡。",
        *("保修多久", "坏了能修吗", "质保期是多长"),
    ),
    _told(
        "zh-genuine",
        "goods",
        "全部商品由品牌方或授权经销商供货，假一赔十。",
        *("是正品吗", "会不会是假货", "怎么保证质量"),
    ),
    _told(
        "zh-stock",
        "goods",
        "商品页点“到货提醒”，补货后会第一时间通知您。",
        *("什么时候补货", "没货了怎么办", "缺货还会有吗"),
    ),
    # --- in English
    _told(
        "en-ship-time",
        "delivery",
        "Orders before 4 pm leave the same day; delivery takes 2 to 4 days.",
        *(
            "How long does shipping take?",
            "When will my order arrive?",
            "When do you ship?",
            "Delivery time",
        ),
    ),
    _told(
        "en-track",
        "delivery",
        "Open “My orders” and choose “Track” beside the order.",
        *(
            "Where is my order?",
            "How do I track my parcel?",
            "Track my package",
            "Where is my delivery now?",
        ),
    ),
    _told(
        "en-ship-fee",
        "delivery",
        "Shipping is free from 99 yuan on; below that it costs 8 yuan.",
        *("How much is shipping?", "Is shipping free?", "Delivery costs"),
    ),
    _told(
        "en-address",
        "delivery",
        "Until it ships: “My orders – Change address”. After that, ask the courier.",
        *(
            "Can I change the delivery address?",
            "I entered the wrong address",
            "Send it to another address",
        ),
    ),
    _told(
        "en-abroad",
        "delivery",
        "We deliver to mainland China, Hong Kong and Macao only.",
        *("Do you ship abroad?", "International shipping", "Can you send it overseas?"),
    ),
    _told(
        "en-return",
        "returns",
        "Within **7 days** of delivery:\n1. “My orders – Return”\n"
        "2. wait for our reply, one working day\n3. send it to the address we text you",
        *(
            "How do I return an item?",
            "I want to send it back",
            "Return policy",
            "Can I return this?",
        ),
    ),
    _told(
        "en-exchange",
        "returns",
        "Unused goods can be exchanged within 15 days; we pay the postage once.",
        *(
            "Can I exchange it for another size?",
            "Wrong size",
            "Swap the colour",
            "How do exchanges work?",
        ),
    ),
    _told(
        "en-refund-time",
        "returns",
        "1 to 3 working days after we have the goods back; cards may take 2 more.",
        *(
            "When do I get my money back?",
            "How long does a refund take?",
            "Where is my refund?",
        ),
    ),
    _told(
        "en-broken",
        "returns",
        "We are sorry! Send a photo under “My orders – Complain” within 48 hours.",
        *(
            "My item arrived damaged",
            "It is broken",
            "I received the wrong item",
            "Something is missing",
        ),
    ),
    _told(
        "en-pay",
        "payment",
        "WeChat Pay, Alipay, UnionPay and Huabei; no cash on delivery.",
        *(
            "How can I pay?",
            "Which payment methods do you accept?",
            "Can I pay by card?",
        ),
    ),
    _told(
        "en-invoice",
        "payment",
        "“My orders – Invoice”: it is mailed to you within one working day.",
        *("Can I have an invoice?", "I need a receipt", "Where is my invoice?"),
    ),
    _told(
        "en-coupon",
        "payment",
        "Choose it at checkout, one per order, beside no other discount.",
        *("How do I use a coupon?", "My discount code does not work", "Voucher"),
    ),
    _told(
        "en-cancel",
        "payment",
        "Until it ships: “My orders – Cancel”; you are refunded the way you paid.",
        *("How do I cancel my order?", "I want to cancel", "Can I still cancel it?"),
    ),
    _told(
        "en-password",
        "account",
        "Choose “Forgotten” on the sign-in page; a code comes to your phone.",
        *("I forgot my password", "How do I reset my password?", "I cannot sign in"),
    ),
    _told(
        "en-close",
        "account",
        "“Settings – Security – Delete account”, once no order is open.",
        *("How do I delete my account?", "Close my account", "Remove my data"),
    ),
    _told(
        "en-warranty",
        "goods",
        "One year on appliances, three months on all else; the order number will do.",
        *("How long is the warranty?", "Is there a guarantee?", "Can it be repaired?"),
    ),
)
CHITCHAT: Final = (
    Told(
        "zh-new-year",
        "",
        "新年快乐",
        ("过年好", "恭喜发财", "节日快乐"),
        ("新年快乐！祝您万事如意。", "恭喜发财！有什么可以帮您？"),
    ),
    Told(
        "en-holidays",
        "",
        "Happy new year",
        ("Happy holidays", "Merry Christmas", "Season's greetings"),
        ("The same to you! What can I do for you?",),
    ),
)
