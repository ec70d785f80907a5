"""PURE: what the guide says."""

from __future__ import annotations

from enum import unique

from gateway.console.phrases import Bilingual


@unique
class GuidePhrase(Bilingual):
    """Names in braces are filled in."""

    INTRO = (
        "五个小步骤，几分钟后就能接待第一位访客。每一步都可以跳过，之后随时可改。",
        "Five small steps to a first visitor served. Leave out what you like.",
    )
    PUT_AWAY = ("不再首先显示引导", "Put the guide away")
    PUT_AWAY_TOLD = (
        "引导已收起，可从菜单再次打开",
        "The guide is put away; the menu leads back to it",
    )
    SHOW_AGAIN = ("进入后台时先显示引导", "Show the guide first again")
    DONE = ("已完成", "Done")
    TO_DO = ("待完成", "To do")
    # what is missing
    READY = (
        "一切就绪：访客可以得到人工服务。",
        "All is ready: a visitor can be served by a person.",
    )
    MISSING = ("在访客得到人工服务之前还缺：", "Before a person can serve a visitor:")
    LACK_CHANNEL = ("没有渠道", "There is no channel: no way in")
    LACK_PEOPLE = (
        "渠道只由机器人接待（第 2 步）",
        "The robot serves alone (step 2)",
    )
    LACK_GROUP = (
        "渠道通向的技能组不存在（第 2、3 步）",
        "The channel leads to a group that there is not (steps 2 and 3)",
    )
    LACK_AGENT = (
        "技能组里还没有登录过的座席（第 4 步）",
        "Nobody in the group has ever signed in (step 4)",
    )
    LACK_HOURS = (
        "现在不在工作时间内（第 5 步）",
        "It is closed at this moment (step 5)",
    )
    # 1
    STEP_NAME = ("您的名称", "Your name")
    STEP_NAME_TOLD = (
        "访客在聊天窗口顶部和浏览器标签上看到它。界面语言随访客的浏览器，也可由他切换。",
        "Visitors read it on top of the chat. Its language is their browser's.",
    )
    NAME = ("名称", "Name")
    # 2
    STEP_CHANNEL = ("第一个渠道", "The first channel")
    STEP_CHANNEL_TOLD = (
        "把聊天放进您的网站，或直接发送链接。",
        "Put the chat into your site, or send people the link.",
    )
    ENTRY = ("谁先接待", "Who answers first")
    ENTRY_ROBOT = (
        "机器人先接待，访客可转人工",
        "The robot, who hands over to people",
    )
    ENTRY_GROUP = ("直接由座席接待", "People, at once")
    ENTRY_OTHER = ("保持不变", "As it is")
    LEADS_TO = ("转人工时进入的技能组", "Skill group of people")
    EMBED = ("嵌入代码（放在 </body> 之前）", "Embed code (before </body>)")
    LINK = ("聊天链接", "Link to the chat")
    QR = ("聊天链接的二维码", "The link as a QR code")
    PREVIEW = ("预览", "Preview")
    OTHER_SITE = (
        "嵌入其他网站前，请在渠道中填写该网站的来源。",
        "Before another site may show it, name the site's origin in the channel.",
    )
    # 3
    STEP_GROUP = ("第一个技能组", "The first skill group")
    STEP_GROUP_TOLD = (
        "访客按技能组排队，例如“售前咨询”。已有：{groups}",
        "Visitors wait for a group, such as sales. There are: {groups}",
    )
    NEW_GROUP = ("新技能组的名称", "Name of another group")
    # 4
    STEP_AGENTS = ("第一批座席", "The first agents")
    STEP_AGENTS_TOLD = (
        "座席在工作台接待“{group}”的访客。一个人也可以：让自己成为座席。",
        "Agents serve the visitors of {group}. You alone will do: serve yourself.",
    )
    SERVE_MYSELF = ("我自己接待", "I serve myself")
    SERVING_MYSELF = (
        "您自己就在“{group}”中接待。",
        "You stand in {group} yourself.",
    )
    CAPACITY = ("同时接待的会话数", "Sessions at one time")
    INVITE = ("邀请座席", "Invite an agent")
    AGENT_NAME = ("姓名", "Name")
    AGENT_EMAIL = ("邮箱（用于登录）", "E-mail (to sign in with)")
    INVITED_NAMES = ("已邀请，尚未登录：{names}", "Invited, not in yet: {names}")
    # the invitation
    INVITATION = ("邀请", "Invitation")
    LINK_TOLD = (
        "请把此链接发给本人：72 小时内打开，设置密码即可登录，只能使用一次。",
        "Give him this link: within 72 hours he chooses a password and is in, once.",
    )
    LINK_QR = ("邀请链接的二维码", "The link as a QR code")
    MAILED = ("邀请已用邮件发给本人。", "The invitation was sent by e-mail.")
    # 5
    STEP_HOURS = ("工作时间", "Working hours")
    STEP_HOURS_ALWAYS = (
        "现在全天接待。打开后，只在工作时间转人工（默认每天 09:00–18:00）。",
        "It is always open. Switched on: by hours, 09:00–18:00 daily at first.",
    )
    STEP_HOURS_ON = (
        "按工作时间接待；时间段和节假日在“工作时间”页面修改。",
        "Open by hours; spans and holidays are on the page of hours.",
    )
    BY_HOURS = ("按工作时间接待", "Open by working hours")
    ZONE = ("时区", "Time zone")
    OPEN_NOW = ("现在营业", "Open now")
    CLOSED_NOW = ("现在不营业", "Closed now")
    # trial
    STEP_TRIAL = ("试一试", "Try it")
    STEP_TRIAL_TOLD = (
        "一边是访客的聊天页面，一边是座席工作台。",
        "The chat as a visitor has it, beside the workbench.",
    )
    OPEN_TRIAL = ("打开聊天和工作台", "Open chat and workbench")
    TRIAL_TOLD = (
        "座席工作台：点顶部的“离线”，改为“在线”，然后回复访客。",
        "In the workbench: press “Off duty” at the top, choose “On duty”, and answer.",
    )
    TRIAL_VISITOR = (
        "聊天页面：写一句话；若是机器人回答，请点“转人工”。",
        "In the chat: write; where the robot answers, press “Talk to a person”.",
    )
    TRIAL_NOT_YOU = (
        "您自己还不是座席：请在第 4 步选择“我自己接待”，或让座席登录工作台。",
        "You are no agent yet: choose “I serve myself” in step 4, or have one sign in.",
    )
    CHAT = ("聊天页面", "Chat page")
    IN_WINDOW = ("在新窗口中打开", "Open in a window")
    BACK_TO_GUIDE = ("返回引导", "Back to the guide")


@unique
class GuideProblem(Bilingual):
    """What refusals mean, by their codes in capitals."""

    EMAIL_TAKEN = ("该邮箱已被其他成员使用", "Another member has this e-mail address")
    BAD_VALUE = ("请检查填写的内容：{detail}", "Please check the input: {detail}")
