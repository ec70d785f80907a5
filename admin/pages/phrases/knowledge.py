"""PURE: what the pages of the robot's knowledge say (R2)."""

from __future__ import annotations

from enum import unique

from gateway.console.phrases import Bilingual


@unique
class KnowledgePagePhrase(Bilingual):
    """Names in braces are filled in."""

    INTRO = (
        "这里是草稿：修改后先在“测试”里试问，再到“发布与版本”发布，访客才会看到。",
        (
            "This is the draft: try it out, then publish it; before that visitors "
            "see nothing of it."
        ),
    )
    FAQ = ("问答", "Questions")
    CHITCHAT = ("寒暄", "Chit-chat")
    ADD_ENTRY = ("新增知识", "Add an entry")
    NEW_ENTRY = ("新知识", "New entry")
    CATEGORIES = ("分类", "Categories")
    CATEGORY = ("分类", "Category")
    NO_CATEGORY = ("未分类", "No category")
    EVERY = ("全部", "All")
    ADD_CATEGORY = ("新增分类", "Add a category")
    EDIT_CATEGORY = ("编辑分类", "Edit the category")
    DELETE_CATEGORY = ("删除分类", "Delete the category")
    DELETE_CATEGORY_ASKED = (
        "删除分类“{name}”？只能删除空的分类。",
        "Delete the category “{name}”? It must be empty.",
    )
    NAME = ("名称", "Name")
    PARENT = ("上级分类", "Within")
    PARENT_HINT = ("最多 5 层", "At most 5 levels")
    SEARCH_HINT = ("问题或答案中的文字", "Words of a question or answer")
    STATE = ("状态", "State")
    ON = ("启用", "On")
    OFF = ("停用", "Off")
    LATER = ("未生效", "Not yet")
    EXPIRED = ("已过期", "Expired")
    COUNT = ("共 {total} 条", "{total} entries")
    FIRST = ("从头开始", "From the beginning")
    NOTHING = (
        "没有符合条件的知识。新增一条，或从表格导入。",
        "Nothing fits. Add an entry, or import a spreadsheet.",
    )
    CHOSEN = ("对勾选的知识", "The ticked ones")
    ACT = ("操作", "Act")
    ENABLE = ("启用", "Enable")
    DISABLE = ("停用", "Disable")
    MOVE = ("移动到分类", "Move to the category")
    TO_WELCOME = ("放到欢迎卡片", "Put on the welcome card")
    APPLY = ("执行", "Do it")
    APPLY_ASKED = (
        "对勾选的知识执行所选操作？只改草稿，发布前访客看不到变化。",
        "Do that to the ticked entries? Only the draft changes until it is published.",
    )
    TICK = ("选择：{question}", "Tick: {question}")
    # the welcome card
    WELCOME_CARD = ("欢迎卡片", "Welcome card")
    WELCOME_INTRO = (
        "机器人第一次接待时先发这张卡片。问题在知识库里勾选后放上来；改动写入草稿。",
        (
            "What the robot says first. Tick its questions in the knowledge; changes "
            "go to the draft."
        ),
    )
    WELCOME_ON = ("发送欢迎卡片", "Say it")
    WELCOME_ON_HINT = ("默认不发送", "Off, unless switched on")
    WELCOME_TITLE = ("标题", "Title")
    WELCOME_TEXT = ("问候语", "Greeting")
    WELCOME_TEXT_HINT = ("发送时必填，最多 {limit} 字", "Needed; at most {limit}")
    WELCOME_QUESTIONS = (
        "问题（最多 {limit} 个，按此顺序）",
        "Questions (at most {limit}, in this order)",
    )
    NO_QUESTIONS = ("还没有问题。", "No question yet.")
    GONE = ("已不在草稿中：{id}", "No longer in the draft: {id}")
    RAISE = ("上移：{question}", "Up: {question}")
    TAKE_OFF = ("去掉：{question}", "Take off: {question}")
    # the form
    QUESTION = ("标准问题", "Question")
    QUESTION_HINT = (
        "访客在卡片上看到的问法，最多 {limit} 字",
        "As visitors read it on cards; at most {limit} characters",
    )
    SIMILAR = ("相似问题", "Similar questions")
    SIMILAR_HINT = (
        "每行一个，最多 {limit} 个：同一意思的其他问法，越多越容易答对",
        "One per line, at most {limit}: other ways to ask the same",
    )
    ANSWERS = ("答案", "Answers")
    ANSWER = ("答案", "Answer")
    ANSWERS_HINT = (
        "按顺序取第一个适用于访客渠道的答案；寒暄的多个答案轮流使用。",
        "The first that fits the visitor's channel is said; chit-chat takes turns.",
    )
    KIND = ("类型", "Kind")
    TEXT = ("文本", "Text")
    CARD = ("卡片", "Card")
    BODY = ("内容", "Words")
    BODY_HINT = ("最多 {limit} 字", "At most {limit} characters")
    CARD_JSON = ("卡片（JSON）", "Card (JSON)")
    CARD_HINT = (
        '如 ["menu","请选择",[["a","选项一"],["b","选项二"]]]',
        'As ["menu","Please choose",[["a","One"],["b","Two"]]]',
    )
    CHANNELS = ("渠道", "Channels")
    CHANNELS_HINT = ("不选 = 所有渠道", "None ticked = all channels")
    ADD_ANSWER = ("再加一个答案", "Another answer")
    REMOVE_ANSWER = ("去掉这个答案", "Remove this answer")
    ENTRY_LANGUAGE = ("语言代码", "Language tag")
    LANGUAGE_HINT = ("如 zh 或 en；留空 = 不限", "As zh or en; empty = any")
    ENABLED = ("启用", "Enabled")
    ENABLED_HINT = ("停用的知识保留，但不回答", "One that is off is kept, and silent")
    VALID_FROM = ("生效时间", "Valid from")
    VALID_UNTIL = ("失效时间", "Valid until")
    DATES_HINT = ("按您的时区；留空 = 不限", "In your time zone; empty = no bound")
    CHANGED = ("最近修改：{at}，{by}", "Last changed: {at}, {by}")
    DELETE_ASKED = (
        "从草稿中删除“{question}”？已发布的版本不受影响，发布后生效。",
        "Delete “{question}” of the draft? What is published stays until you publish.",
    )
    SIMILAR_COUNT = ("相似问题 {count} 个", "{count} similar")
    IMPORT = ("导入和导出", "Import and export")
