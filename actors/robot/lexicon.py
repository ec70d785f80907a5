"""PURE: words of service that mean about the same: a row for each meaning.

No thesaurus: what people who ask for help say for one and the same thing, in any
trade, in either language and in both mixed. Words that only sometimes mean the same
are better left apart. An English word stands for all its forms; `_` is a blank, and a
line that begins with blanks goes on with the row before it.
"""

from __future__ import annotations

import re
from typing import Final

_CONTINUED: Final = re.compile(r"\n +")
_ACTS: Final = """
丢 丢失 丢了 遗失 掉了 弄丢 不见 找不到 没了 偷 被偷 被盗 盗刷 lost missing misplaced
  mislaid steal theft stolen
改 修改 更改 变更 更换 换 换成 调整 改成 change update edit modify alter amend adjust
  correct
取消 退订 撤销 撤回 撤掉 作废 不要了 不想要 cancel revoke undo revert withdraw retract
  call_off cancellation back_out stop
关闭 关掉 停用 关了 禁用 disable deactivate turn_off switch_off shut_off deactivation
  opt_out
开通 开启 启用 激活 打开 activate enable reactivate turn_on switch_on activation opt_in
查 查询 查看 查下 查一下 看看 在哪看 check view look_up see find_out
办 办理 申请 申办 apply application request ask_for
注册 开户 开账号 新账号 register registration sign_up signup enrol enroll create_account
  open_account
购买 买 下单 订购 选购 拍下 buy purchase order place_order
发货 寄出 发出 寄 寄到 发到 ship dispatch send post
送货 配送 派送 运送 送到 送达 送货上门 delivery deliver drop_off
登录 登陆 登不上 登不了 登入 进不去 上不去 login signin logon log_in sign_in log_on
退出 登出 注销登录 logout signout log_out sign_out logoff log_off
转账 汇款 汇钱 转钱 打款 打钱 转给 transfer remit wire send_money
提高 提升 增加 调高 上调 提额 扩大 increase raise expand more_space
降低 减少 调低 下调 reduce decrease lower
注销 销户 删除 销号 删掉 清除 移除 delete remove erase terminate close_account get_rid
  wipe clear
安装 装 下载 装不上 install setup set_up download installation
设置 配置 设定 configure configuration set_up settings setup
更新 升级 update upgrade newer_version latest_version
忘记 忘了 不记得 忘掉 记不住 想不起来 forgot forget remember cant_remember
  do_not_remember
联系 找谁 客服 热线 人工 contact reach call hotline get_in_touch speak_to talk_to
  helpline customer_service
支付 付款 付钱 缴费 交钱 结账 付 买单 交费 pay payment check_out
扣款 扣费 扣钱 扣了 乱扣 charge deduct debit deduction billed
修 维修 报修 修理 修好 fix repair mend servicing
充值 充钱 充话费 topup recharge top_up reload add_money
提现 取现 取钱 取款 提款 withdraw withdrawal cash_out take_out_money
还款 还钱 还贷 还清 repay repayment pay_off pay_back
借 借用 租 租借 borrow loan rent hire
归还 还回 交还 give_back hand_in return_equipment bring_back
退货 退回 寄回 退掉 退换 return send_back give_back take_back
换货 调换 换一个 换大 换小 exchange swap replace replacement trade_in
打印 打印机 print printer printout printing
扫描 scan scanner
备份 backup back_up
恢复 还原 找回 救回 restore recover recovery get_back retrieve bring_back undelete
连接 连 连上 接上 connect connection hook_up link pair
断开 掉线 断线 老断 disconnect drop dropping cut_out
共享 分享 share sharing
邀请 推荐 拉新 invite referral refer
绑定 关联 连着 link bind associate
解绑 解除绑定 unlink unbind disassociate
验证 认证 核实 核验 verify verification authenticate authentication confirm validate
审核 审批 批准 approve approval approves review authorise authorize authorisation
  authorization
举报 投诉 complaint complain report dispute
评价 评论 打分 review rating comment feedback rate
预约 预订 预定 订 book booking reserve reservation appointment schedule
改期 改签 延期 推迟 reschedule rebook postpone
参加 报名 join sign_up participate
使用 用 怎么用 用法 use redeem apply using
领取 领 领到 拿到 获得 得到 get receive obtain claim collect earn
自提 自取 上门取 取件 pickup collect pick_up click_and_collect
签收 收到 收货 receive received
拒收 不签收 拒签 refuse refused reject_delivery
催 加急 快点 尽快 急 urgent rush expedite hurry speed_up
通知 提醒 提示 notify notification alert reminder remind
订阅 subscribe subscription
退订 取消订阅 unsubscribe unsubscribed stop_emails
屏蔽 拉黑 封 封号 block blocked ban banned
锁 锁定 锁住 被锁 被锁了 锁了 lock locked lock_out locked_out
解锁 解封 unlock unblock
冻结 freeze frozen suspend suspended suspension
导出 export
导入 import
上传 upload
丢弃 扔 dispose throw_away
换绑 改绑
转让 过户 transfer_ownership
扩容 空间不足 满了 full quota storage_full out_of_space
"""
_STATES: Final = """
没收到 收不到 未收到 没有收到 没到 还没到 未到 not_receive not_received never_received
  not_arrive never_arrived never_came not_get not_got not_come not_here
坏了 故障 损坏 不能用 用不了 失灵 破损 坏 坏的 没反应 破了 碎了 碎 裂 broken damaged
  faulty defective defect crack cracked not_work stop_working stopped_working break
  smashed scratched damage
失败 不成功 出错 报错 错误 fail failed failure error failing unsuccessful not_go_through
  not_work
拒绝 拒收 被拒 declined decline rejected reject refused denied deny not_accepted
  not_accept
慢 很慢 太慢 卡 卡顿 很卡 卡死 死机 反应慢 反应迟钝 slow sluggish lag laggy freeze
  freezing crawl takes_ages takes_forever hang unresponsive
断网 上不了网 没网 连不上网 连不上 网断了 无法上网 offline no_internet no_connection
过期 到期 失效 逾期 expire expired expiry expiration run_out lapse overdue
晚 迟 迟到 延误 延迟 还不 迟迟 超时 late delay delayed overdue still_waiting not_moved
  stuck
错 错了 发错 弄错 搞错 不对 填错 写错 wrong incorrect mistake mistaken not_right
  not_correct
少 少了 缺 漏 漏发 少发 missing incomplete part_of
重复 两次 两遍 多扣 double twice duplicate two_times two times charged_twice
满意 喜欢 happy satisfied like
不合适 不喜欢 不满意 太大 太小 not_fit not_like too_big too_small
没有 没 无 no_sound without
黑屏 蓝屏 bluescreen blue_screen black_screen
重启 自动重启 restart reboot
崩溃 闪退 crash crashes crashing
可疑 诈骗 骗子 骗 钓鱼 被骗 scam fraud phishing suspicious fraudulent spam fake
安全 保密 隐私 security secure safe privacy
损失 赔偿 赔 补偿 compensation compensate
免费 不要钱 不收费 free free_of_charge no_charge
新 新的 全新 new
旧 旧的 老 以前的 原来的 old previous former
离职 走了 辞职 离开公司 leaver left_the_company resign resigned quit
入职 新员工 新人 新同事 刚来 newcomer new_hire new_employee new_starter new_joiner
  starter joiner onboarding
无效 不能使用 invalid not_valid not_accepted
正品 真假 真的 假货 genuine authentic original counterfeit fake
合格 符合 qualify eligible eligibility
"""
_THINGS: Final = """
价格 多少钱 费用 收费 价钱 资费 贵 几块钱 手续费 cost price fee charge expensive
  how_much pricing rate
快递 物流 包裹 邮包 货 parcel package shipment courier delivery shipping
运费 邮费 快递费 包邮 postage shipping_cost shipping_fee delivery_fee delivery_charge
  delivery_cost
手机号 电话号码 号码 手机号码 phone_number mobile_number
手机 phone mobile cellphone smartphone iphone android handset
电话 phone telephone call
哪里 哪儿 在哪 位置 怎么走 where location located whereabouts
地址 住址 收件地址 收货地址 address
最近 附近 周边 nearest nearby near closest close_by
优惠 打折 折扣 便宜 活动 促销 特价 discount promotion promo sale deal cheaper offer
  special_offer money_off reduction
优惠券 券 代金券 红包 抵用券 优惠码 折扣码 兑换码 coupon voucher promo_code
  discount_code code
上班 营业 工作时间 开门 几点上班 营业时间 opening hours business_hours open
  working_hours
电脑 笔记本 计算机 台式机 主机 computer laptop pc desktop notebook macbook machine
  workstation
网络 无线 上网 网 网速 wifi wi_fi wireless internet network
网站 网页 页面 website webpage web_page site page
账号 账户 帐号 户头 用户名 account acct profile username user_name
密码 口令 password passcode passwd pwd pw pin
退款 退钱 退还 返还 退的钱 refund refunded reimburse reimbursement money_back paid_back
  my_money_back get_money_back
条件 要求 资格 requirement eligible criteria conditions
材料 资料 证件 手续 document documents paperwork proof
会员 vip member membership loyalty
积分 点数 point points reward rewards loyalty_points
等级 级别 level tier grade
订单 单子 下的单 order orders purchase
商品 东西 产品 货品 宝贝 item product goods stuff article thing merchandise
尺码 尺寸 大小 号码 码 size sizing fit measurement sizes
颜色 款式 colour color shade
发票 开票 invoice receipt tax_invoice vat
抬头 税号 tax_number tax_id
库存 有货 补货 现货 缺货 断货 没货 卖完 到货 stock restock available in_stock
  out_of_stock sold_out availability back_in_stock
保修 质保 保质期 保修期 warranty guarantee
邮箱 邮件 电子邮件 信箱 电邮 email mail mailbox inbox e_mail outlook
新闻 资讯 简讯 newsletter news mailing_list marketing_emails
权限 permission access rights permissions privilege privileges
管理员 admin administrator admin_rights
许可证 许可 授权 正版 license licence
软件 程序 应用 客户端 software app application program programme client
文件 文档 资料 file document doc
文件夹 目录 共享盘 网盘 folder directory drive share_drive shared_drive network_drive
显示器 屏幕 外接屏 投屏 画面 monitor screen display projector picture image
投影仪 projector
声音 音频 没声 sound audio volume hear
麦克风 话筒 耳机 headset headphone headphones mic microphone earphones
键盘 keyboard
鼠标 mouse
会议 开会 meeting conference
会议室 房间 room meeting_room conference_room
工单 单号 报修单 ticket case incident
状态 进度 进展 到哪了 处理到哪 status progress state how_far
账单 流水 明细 对账单 记录 statement bill transactions transaction history billing
余额 剩多少 剩余 balance remaining
贷款 借款 借钱 loan borrow mortgage
利率 利息 年化 interest interest_rate apr
信用卡 credit_card
银行卡 卡 卡片 储蓄卡 card debit_card
礼品卡 购物卡 gift_card giftcard gift_voucher
额度 限额 上限 最多 limit maximum max cap allowance
最少 最低 起 minimum min at_least
套餐 方案 plan package tariff subscription bundle
流量 data traffic
漫游 roaming
国外 海外 国际 境外 出国 外国 abroad overseas international foreign other_countries
  another_country outside_the_country
港澳台 香港 澳门 台湾
关税 清关 海关 customs duties duty import_tax
验证码 短信 校验码 动态码 code otp verification_code security_code text sms
双因素 二次验证 动态口令 验证器 令牌 两步验证 双重验证 mfa 2fa authenticator two_factor
  two_step multi_factor multifactor second_factor token
钱 money cash funds
到账 入账 arrive arrival arrived credited
身份证 护照 id passport identity
姓名 名字 name
生日 出生日期 birthday date_of_birth
员工 职员 同事 人员 employee staff colleague coworker worker
外包 外部 供应商 临时工 contractor external externals vendor freelancer third_party
客人 客户 访客 来宾 顾客 guest visitor customer client
朋友 好友 friend
家里 在家 远程 居家 远程办公 remote home remotely from_home work_from_home wfh
公司 单位 企业 company business office work corporate
内网 公司网 intranet internal
店 门店 实体店 店铺 store shop branch outlet
商家 卖家 店家 seller merchant vendor
质量 品质 quality
礼物 送人 礼品 gift present
包装 礼盒 packaging wrap wrapping gift_wrap gift_box box
预售 预购 定金 尾款 preorder pre_order deposit
分期 花呗 白条 instalment installment instalments installments pay_later in_parts
纸 卡纸 paper sheet paper_jam
墨 墨盒 墨粉 碳粉 硒鼓 toner ink cartridge
u盘 优盘 移动硬盘 usb usb_stick thumb_drive flash_drive memory_stick external_drive
病毒 木马 中毒 virus malware trojan antivirus
签名 落款 signature
群发 邮件组 邮件列表 distribution_list mailing_list group_email distribution
日历 日程 calendar agenda
休假 请假 假期 不在办公室 holiday vacation leave out_of_office away ooo absence
自动回复 auto_reply automatic_reply autoreply out_of_office_reply
工资 薪水 薪资 salary wage wages payslip payroll
社保 公积金 pension benefits
保险 insurance insured policy cover
合同 协议 contract agreement
规则 政策 条款 规定 policy terms rule rules
航班 飞机 机票 flight plane airfare ticket
火车 高铁 车票 train
酒店 宾馆 hotel
行李 baggage luggage bag bags suitcase
汽车 车 car vehicle
汇率 外汇 换汇 currency exchange_rate foreign_currency
支票 cheque check chequebook
股票 基金 理财 stock fund investment invest
医生 看病 挂号 doctor physician
电视 tv television
路由器 router modem
宽带 光纤 broadband fibre fiber
信号 signal reception coverage
话费 电话费 phone_bill
sim 电话卡 手机卡 sim_card
"""
_QUESTIONS: Final = """
什么时候 几点 几号 哪天 何时 啥时候 多会 when what_time what_day
多久 几天 多长时间 什么时候 几个小时 how_long how_soon duration takes
怎么 如何 怎样 咋 怎么样 咋样 how
为什么 为啥 为何 怎么回事 什么原因 why reason how_come
流程 步骤 过程 方法 方式 procedure process steps method way
期限 时限 截止 有效期 时间限制 period deadline time_limit window validity valid_for
  how_many_days
区别 不同 差别 difference different compare
支持 接受 accept support take
"""
_TRADES: Final = """
国外 海外 加拿大 美国 英国 法国 德国 欧洲 日本 韩国 新加坡 澳洲 澳大利亚 俄罗斯 印度
  泰国 马来西亚 canada usa america uk france germany europe spain italy ireland japan
  korea singapore australia russia india mexico brazil switzerland abroad international
  overseas other_countries another_country
支付方式 付款方式 支付宝 微信支付 银联 刷卡 刷信用卡 云闪付 payment_method
  payment_option visa mastercard amex paypal apple_pay google_pay alipay credit_card
  methods
软件 办公软件 浏览器 office word excel powerpoint photoshop adobe chrome browser teams
  zoom slack visio
安卓 苹果手机 安卓手机 小米 华为 iphone android ios handset mobile
电脑 台式 苹果电脑 macbook thinkpad chromebook mac windows
打不开 无法打开 不能打开 加载不了 加载不出来 点不开 不能访问 无法访问 not_open not_load
  not_access unable_to_open access_denied 拒绝访问
访客 外人 外面的人 来访 来访者 guest visitor visiting
新员工 实习生 新来的 新同学 入职 intern trainee new_colleague new_guy new_person
  new_team_member new_starter joined_the_team joining_us
离职 离职员工 走人 辞职 left_us leave_the_company former_employee ex_employee leaver
听不见 听不到 没声音 没有声音 没声 无声 cant_hear not_hear no_sound no_audio mute muted
  silent hear
看不到 看不见 没画面 不显示 不亮 没信号 没图像 无信号 no_picture no_signal no_image
  not_show not_display blank
二维码 扫码 扫一扫 qr qr_code
链接 网址 link url
部分 少退 没退全 退少了 不全 差额 partial in_full full_amount less_than short_by
  too_little only_part
自动续费 续费 续订 续期 自动扣 renew renewal auto_renew automatic_renewal auto_renewal
降价 差价 价保 价格保护 补差价 更便宜 买贵了 price_match price_protection price_drop
  price_adjustment cheaper dropped difference
定制 定做 custom customised customized personalised personalized engraved
周末 周六 周日 星期天 节假日 weekend saturday sunday public_holiday bank_holiday
次日达 当日达 加急 特快 express next_day same_day fast_delivery priority
输错 输错了 输入错误 次数太多 多次 wrong_password failed_attempts too_many_times
  too_many_attempts
卸载 uninstall remove_program remove_software
充电 电池 电量 battery charger power
噪音 响 很响 风扇 noise noisy loud fan
驱动 driver
证书 证明 certificate certification
红灯 亮灯 指示灯 red_light blinking led flashing
报销 差旅 expenses expense_report travel_expenses
撤回 召回 收回 recall unsend take_back
人工 转人工 真人 人工客服 human agent representative operator real_person someone
生效 起作用 take_effect effective go_into_effect
收件人 收货人 recipient addressee
收款人 对方 受益人 payee beneficiary
驿站 快递柜 丰巢 自提点 自提柜 代收点 pickup_point locker collection_point parcel_shop
描述不符 与图片不符 色差 不一样 跟图片不一样 not_as_described different_from not_match
  not_what_i_ordered not_what
电子发票 增值税 专票 普票 e_invoice electronic_invoice vat_invoice
学生 student
新用户 新客 新人 首单 第一单 new_customer first_order new_user first_purchase
批发 团购 大量 企业采购 批量 bulk wholesale large_quantity
合作 加盟 代理 partner partnership cooperate franchise
招聘 求职 应聘 职位 job career vacancy hiring position
个人信息 隐私 数据 personal_data privacy personal_information gdpr
挂失 lost_card lost_my_card stolen_card card_stolen report_lost
处理中 未到账 没到账 还没到账 pending processing not_arrived not_credited in_progress
取款机 自动取款机 atm cash_machine cashpoint
吞卡 卡被吞 swallow retained
余额不足 insufficient not_enough insufficient_funds
年费 月费 管理费 annual_fee monthly_fee subscription_fee
自动扣款 代扣 direct_debit standing_order autopay automatic_payment
身份验证 实名 实名认证 刷脸 人脸 identity verify_identity identity_check kyc
停机 欠费 停号 overdue_bill outstanding_balance cut_off
携号转网 转网 port_number keep_my_number transfer_number switch_provider
退票 改签 cancel_flight change_flight refund_ticket
值机 登机牌 选座 座位 check_in boarding_pass seat
理赔 报案 赔付 claim claims
保单 投保 policy coverage
课程 上课 网课 course class lesson
成绩 分数 grade score mark result
考试 测验 补考 exam test quiz
学费 tuition
年假 休假 请假 调休 annual_leave vacation_days pto day_off time_off
工资条 工资单 payslip pay_stub payroll
加班 overtime
考勤 打卡 attendance clock_in timesheet
说明书 教程 指南 使用说明 manual instructions guide tutorial how_to
配件 零件 附件 赠品 accessory accessories part parts spare
错过 没接到 没赶上 missed miss
改变主意 不想要了 反悔 后悔 change_my_mind changed_my_mind no_longer_want no_longer_need
  not_want not_need any_more anymore
门禁 工牌 工卡 badge key_card access_card
桌面 图标 desktop icon
截图 截屏 screenshot
加密 encrypt encryption bitlocker
拷贝 复制 copy
版本 以前的版本 上个版本 历史版本 version previous_version older_version earlier_version
覆盖 误删 删错 不小心删 accidentally_deleted deleted_by_accident deleted_by_mistake
  overwrote overwritten
意外 不小心 误 by_accident accidentally by_mistake unintentionally
插 插上 插入 plug plug_in insert
外接 外置 external
网页 页面 网站 web website site
通讯录 联系人 contacts address_book
群 群组 小组 group team
地点 地方 place spot
亲人 家人 爸妈 family parents relative
老板 领导 经理 主管 boss manager supervisor
团队 部门 组 team department
多付 多收 overcharge overcharged charged_too_much too_much
少付 underpaid
卡住 不动 停在 没更新 不更新 stuck not_moving no_update not_updated hasnt_updated
被拿走 被人拿了 stolen taken
门口 家门口 doorstep front_door porch
邻居 neighbour neighbor
仓库 warehouse depot
标签 label
盒子 箱子 包装盒 box carton
水洗 洗 清洗 wash washing clean
质地 面料 材质 fabric material made_of
重量 多重 weight weigh heavy
保质 新鲜 fresh best_before shelf_life
食物 食品 吃的 food meal
餐厅 饭店 restaurant
外卖 takeaway takeout
天气 weather
停车 车位 parking park
充电桩 charging_station
"""
ROWS: Final = tuple(
    tuple(row.split())
    for table in (_ACTS, _STATES, _THINGS, _QUESTIONS, _TRADES)
    for row in _CONTINUED.sub(" ", table.strip()).splitlines()
)
