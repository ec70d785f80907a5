"""PURE: what the page of members says (M1)."""

from __future__ import annotations

from enum import unique
from typing import Final

from actors.accounts.permissions import Role
from gateway.console.phrases import Bilingual


@unique
class MembersPhrase(Bilingual):
    """Names in braces are filled in."""

    ADD_MEMBER = ("添加成员", "Add a member")
    IMPORT = ("批量导入", "Import a table")
    IMPORT_INTRO = (
        "CSV 表格，第一行为列名；email、name 必填，其余选填。最多 200 人。",
        "CSV; its first row names the columns, of which email and name must be there.",
    )
    IMPORT_COLUMNS = (
        "可选列：role、nickname、phone、staff_number、capacity、groups（空格分隔）",
        "Others: role, nickname, phone, staff_number, capacity, groups (by spaces)",
    )
    TABLE = ("表格内容", "The table")
    FILE = ("或选择 CSV 文件", "Or choose a CSV file")
    PREVIEW = ("检查", "Look at it")
    IMPORT_NOW = ("导入并邀请", "Add and invite them")
    ROWS = ("各行", "Rows")
    LINE = ("行", "Row")
    FAULT = ("问题", "What is wrong")
    ROW_NEW = ("将添加", "To be added")
    ROW_ADDED = ("已添加", "Added")
    ROW_WRONG = ("有误", "Wrong")
    BAD_EMAIL = (
        "“{about}”不是邮箱地址，应类似 ann@shop.example",
        "“{about}” is no e-mail address, such as ann@shop.example",
    )
    BAD_NAME = (
        "姓名必填，最多 64 字",
        "A name must be there, of at most 64 characters",
    )
    BAD_ROLE = (
        "没有角色“{about}”，应为 super_admin、admin、supervisor 或 agent",
        "There is no role “{about}”: super_admin, admin, supervisor or agent",
    )
    BAD_PHONE = (
        "电话“{about}”只能有数字、空格和 + - ( )",
        "The telephone “{about}” may have digits, blanks and + - ( ) alone",
    )
    BAD_STAFF_NUMBER = (
        "工号“{about}”不能有 @ 和空格，最多 32 字",
        "The number “{about}” may have no @ and no blank, and 32 characters",
    )
    BAD_CAPACITY = (
        "接待上限“{about}”不是可用的数字",
        "“{about}” is no capacity: give a number from 1 on",
    )
    TAKEN = ("“{about}”已是成员", "“{about}” is a member's already")
    UNKNOWN_GROUP = ("没有技能组“{about}”", "There is no skill group “{about}”")
    REPEATED = ("“{about}”出现了两次", "“{about}” stands there twice")
    IMPORTED = ("已导入。邀请信在此：", "They are added. Their invitations:")
    NAME = ("姓名", "Name")
    NICKNAME = ("昵称", "Nickname")
    NICKNAME_HINT = (
        "访客看到的名字；不填则显示姓名",
        "What visitors see; empty: the name",
    )
    EMAIL = ("邮箱", "E-mail")
    EMAIL_HINT = (
        "用于登录，之后不能修改",
        "To sign in with; never to be changed",
    )
    ROLE = ("角色", "Role")
    STAFF_NUMBER = ("工号", "Staff number")
    PHONE = ("电话", "Telephone")
    CAPACITY = ("接待上限", "Capacity")
    CAPACITY_HINT = ("同时接待的会话数，默认 1", "Sessions at one time; 1 by default")
    GROUP = ("技能组", "Skill group")
    GROUPS = ("技能组", "Skill groups")
    GROUPS_HINT = (
        "加入技能组的成员可在工作台接待访客，管理员也可以",
        "Who stands in a group serves in the workbench, administrators too",
    )
    STATE = ("状态", "State")
    SEARCH_HINT = ("姓名、邮箱、电话或工号", "Name, e-mail, telephone or number")
    NOBODY = (
        "没有符合条件的成员。添加成员后，他们通过邀请链接登录，即可接待访客。",
        "Nobody fits. Whom you add comes in by a link, and serves.",
    )
    # states
    ACTIVE = ("正常", "Active")
    INVITED = ("未修改初始密码", "Has not signed in yet")
    SUSPENDED = ("已停用", "Suspended")
    FACTOR = ("两步验证", "Second factor")
    # roles
    SUPER_ADMIN = ("超级管理员", "Super admin")
    ADMIN = ("管理员", "Admin")
    SUPERVISOR = ("主管", "Supervisor")
    AGENT = ("座席", "Agent")
    # acts
    SUSPEND = ("强制下线并停用", "Suspend")
    SUSPEND_ASKED = (
        "停用 {name}？他会立即下线，恢复前不能登录；正在接待的会话会转给其他座席。",
        (
            "Suspend {name}? He is signed out at once and cannot sign in until "
            "restored; whom he serves goes to others."
        ),
    )
    RESTORE = ("恢复", "Restore")
    RESTORED = ("已恢复，可以登录", "Restored: he can sign in again")
    UNLOCK = ("解除锁定", "Unlock")
    UNLOCKED = ("登录失败次数已清零", "Failures to sign in are forgotten")
    RESET = ("重置密码", "Reset the password")
    RESET_ASKED = (
        "重置 {name} 的密码？他会立即退出登录，并需用新的初始密码登录。",
        "Give {name} another first password? He is signed out at once.",
    )
    DELETE_ASKED = (
        "删除 {name}？此操作不能撤销；以往的服务记录会保留。",
        "Delete {name}? It cannot be undone; records of what he did stay.",
    )
    # the first password
    INVITATION = ("邀请", "Invitation")
    INVITE_AGAIN = ("重新邀请", "Invite again")
    LINK_TOLD = (
        "请把此链接发给本人：72 小时内打开，设置密码即可登录，只能使用一次。",
        "Give him this link: within 72 hours he chooses a password and is in, once.",
    )
    LINK_QR = ("邀请链接的二维码", "The link as a QR code")
    FIRST_PASSWORD = ("或使用初始密码", "Or a first password")
    FIRST_TOLD = (
        "请把它交给本人；它只显示这一次，首次登录须修改。",
        "Give it to him; it is shown only now, and is changed at the first sign-in.",
    )
    FIRST_MAILED = (
        "已用邮件发给本人，首次登录须修改。",
        "It was sent to him by e-mail, and is changed at the first sign-in.",
    )


@unique
class MembersProblem(Bilingual):
    """What refusals mean, by their codes in capitals."""

    EMAIL_TAKEN = ("该邮箱已被其他成员使用", "Another member has this e-mail address")
    STAFF_NUMBER_TAKEN = ("该工号已被其他成员使用", "Another member has this number")
    SUPER_ADMIN_FIXED = (
        "超级管理员不能修改、停用或删除",
        "The super admin is neither changed, suspended nor deleted",
    )
    OWN_ACCOUNT = ("不能对自己的账号这样做", "Nobody does that to the own account")
    NO_SUCH_MEMBER = ("没有这个成员，可能已被删除", "There is no such member any more")
    NO_SUCH_GROUP = ("没有这个技能组，可能已被删除", "There is no such group any more")
    FULL = ("成员数量已达上限", "There is no room for another member")


ROLES: Final = {
    Role.SUPER_ADMIN: MembersPhrase.SUPER_ADMIN,
    Role.ADMIN: MembersPhrase.ADMIN,
    Role.SUPERVISOR: MembersPhrase.SUPERVISOR,
    Role.AGENT: MembersPhrase.AGENT,
}
"""What they are called."""
