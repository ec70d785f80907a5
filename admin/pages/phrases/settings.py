"""PURE: what the pages of settings, prompts and their history say (M3)."""

from __future__ import annotations

from enum import unique

from gateway.console.phrases import Bilingual


@unique
class SettingsPhrase(Bilingual):
    """Names in braces are filled in."""

    # tabs
    VALUES = ("参数", "Settings")
    PROMPTS = ("话术", "Texts")
    CHANGES = ("修改历史", "History")
    RULES = ("服务规则", "Service rules")
    # sections
    QUEUE = ("排队", "Queue")
    ASSIGNING = ("分配与接入", "Assignment")
    SILENCE = ("时限", "Time limits")
    CONVERSATION = ("会话", "Conversation")
    RATING = ("评价", "Rating")
    TAGS = ("标签", "Tags")
    ROBOT_SECTION = ("机器人", "Robot")
    DESK = ("全局（对所有规则生效）", "Whole desk (for all rules)")
    # a row
    FILTER = ("筛选", "Filter")
    FILTER_HINT = ("输入关键词", "Type a word")
    SETTING = ("设置", "Setting")
    VALUE = ("当前值", "Value")
    USUAL = ("默认值与范围", "Default and range")
    DEFAULT = ("默认 {value}", "default {value}")
    RANGE_OF = ("范围 {range}", "range {range}")
    BETWEEN = ("{least} 至 {most}", "{least} to {most}")
    ABOVE = ("大于 {least}，最多 {most}", "above {least}, up to {most}")
    UP_TO = ("最多 {most} 字", "up to {most} characters")
    LONGEST = ("366 天", "366 days")
    EMPTY = ("空", "empty")
    ON = ("开", "on")
    OFF = ("关", "off")
    CHANGED = ("已修改", "Changed")
    CONFIGURED = ("来自配置文件", "By the configuration")
    PUT_BACK = ("恢复默认", "Back to default")
    NO_OVERFLOW = ("请访客留言", "They leave a message")
    NOTHING_FITS = ("没有符合的设置。", "No setting fits.")
    IN_FORCE = ("已生效", "In force")
    TOUCHES = (
        (
            "保存后立即对以下技能组生效：{groups}。当前排队 {waiting} 人也按新值执行；"
            "正在进行的会话不会被中断。"
        ),
        (
            "What you save holds at once for: {groups}, also for {waiting} who wait "
            "now. No session under way is cut."
        ),
    )
    NO_GROUPS = ("（暂无技能组）", "(no group yet)")
    # rules
    ADD_RULE = ("新建规则", "Add a rule")
    RULE_NAME = ("规则名称", "Name of the rule")
    LIKE = ("以此规则为蓝本", "Begins like")
    RENAME = ("重命名", "Rename")
    DELETE_RULE = ("删除规则", "Delete the rule")
    DELETE_ASKED = (
        "删除规则 {name}？仍在使用它的技能组须先改用其他规则。",
        "Delete the rule {name}? Groups that go by it need another one first.",
    )
    GROUPS_BY = ("使用此规则的技能组：{groups}", "Groups by this rule: {groups}")
    # prompts
    MOMENT_AND_TEXT = ("时机与话术", "Moment and text")
    PROMPTS_TOLD = (
        "留空则不说。最多 {limit} 字；变量写作 ${{名称}}，点击即可插入。",
        (
            "Left empty, nothing is said. Up to {limit} characters; a variable is "
            "written ${{Name}}: click to insert it."
        ),
    )
    CHINESE = ("中文", "Chinese")
    ENGLISH = ("英文", "English")
    PREVIEW = ("预览", "Preview")
    SAYS_NOTHING = ("（不说）", "(says nothing)")
    # samples of variables
    SAMPLE_GROUP = ("售前", "Sales")
    SAMPLE_AGENT = ("小王", "Ann")
    SAMPLE_OPENING = ("明天 09:00", "tomorrow at 09:00")
    SAMPLE_WAIT = ("2 分钟", "2 minutes")
    # history
    WHAT = ("修改内容", "What")
    BEFORE = ("修改前", "Before")
    AFTER = ("修改后", "After")
    VERSION = ("版本 {version}", "Version {version}")
    NEVER = (
        "还没有修改过任何设置；修改后会记录在这里，并可撤回。",
        "Nothing was changed yet. What is, is noted here, and can be taken back.",
    )
    TAKE_BACK = ("撤回这次修改", "Take it back")
    TAKE_BACK_ASKED = (
        "把版本 {version} 修改的内容恢复为修改前的值？立即生效，并记为新的版本。",
        (
            "Put back what version {version} has changed to what it was before? That "
            "holds at once, and is a version of its own."
        ),
    )
    TAKEN_BACK = ("已恢复", "Put back")
    NOT_THERE = ("（无）", "(none)")
    NOT_SET = ("（默认）", "(default)")
    PROMPT_FACT = ("话术", "Text")
    HOURS_FACT = ("工作时间", "Working hours")
    RULE_FACT = ("规则", "Rule")
    BINDING_FACT = ("技能组的规则", "Rule of the group")
    CHANNEL_FACT = ("渠道", "Channel")
    GROUP_FACT = ("技能组", "Skill group")
    INTENT_FACT = ("意图", "Intent")
    OLDER = ("更早", "Older")
