"""Who there is: the bot, people, private chats and groups with their members and rights."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from bot.demo.emulator.errors import Json, bad_request, forbidden

ADMIN_RIGHTS = (
    "can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members",
    "can_promote_members", "can_change_info", "can_invite_users", "can_post_stories",
    "can_edit_stories", "can_delete_stories", "can_pin_messages", "can_manage_topics",
    "can_send_welcome_messages",
)  # fmt: skip
PERMISSIONS = (
    "can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos",
    "can_send_videos", "can_send_video_notes", "can_send_voice_notes", "can_send_polls",
    "can_send_other_messages", "can_add_web_page_previews", "can_react_to_messages",
    "can_edit_tag", "can_change_info", "can_invite_users", "can_pin_messages",
    "can_manage_topics",
)  # fmt: skip
DEFAULT_PERMISSIONS = dict.fromkeys(PERMISSIONS, True)
PRESENT = frozenset({"creator", "administrator", "member", "restricted"})
FOR_EVER = range(30, 366 * 24 * 3600 + 1)  # a ban or restriction outside it never ends


@dataclass(frozen=True, slots=True)
class Member:
    """A person's standing in a group; `until` in Unix seconds, 0 = for ever."""

    user: Json
    status: str = "member"
    rights: Json = field(default_factory=dict)
    until: int = 0

    @property
    def present(self) -> bool:
        """Tell whether the person is in the group."""
        return self.status in PRESENT

    def may(self, right: str) -> bool:
        """Tell whether the person holds an administrator's right."""
        return self.status == "creator" or (
            self.status == "administrator" and bool(self.rights.get(right))
        )

    def json(self) -> Json:
        """Return the `ChatMember` of the Bot API."""
        body: Json = {"status": self.status, "user": self.user}
        match self.status:
            case "creator":
                return {**body, "is_anonymous": False}
            case "administrator":
                rights = {right: bool(self.rights.get(right)) for right in ADMIN_RIGHTS}
                return {**body, "can_be_edited": False, "is_anonymous": False, **rights}
            case "restricted":
                permissions = {right: bool(self.rights.get(right)) for right in PERMISSIONS}
                return {**body, "is_member": True, "until_date": self.until, **permissions}
            case "kicked":
                return {**body, "until_date": self.until}
        return body


@dataclass(slots=True)
class Group:
    """A supergroup: its `Chat`, its members by user id, what members may do."""

    chat: Json
    members: dict[int, Member] = field(default_factory=dict)
    permissions: Json = field(default_factory=lambda: dict(DEFAULT_PERMISSIONS))
    linked_chat_id: int | None = None
    banned_chats: set[int] = field(default_factory=set)  # nobody may write as one of these

    def member(self, user_id: int) -> Member | None:
        """Return the standing of a person who was ever here."""
        return self.members.get(user_id)

    def leads(self, user_id: int) -> bool:
        """Tell whether somebody is the owner or an administrator."""
        member = self.members.get(user_id)
        return member is not None and member.status in {"creator", "administrator"}

    def may(self, user_id: int, right: str) -> bool:
        """Tell whether somebody holds an administrator's right."""
        member = self.members.get(user_id)
        return member is not None and member.may(right)


class Chats:
    """People and groups by id; a private chat has its person's id."""

    def __init__(self, bot: Json) -> None:
        self.bot = bot
        self.people: dict[int, Json] = {}
        self.groups: dict[int, Group] = {}
        self.roles: dict[int, str] = {}  # what the page says of somebody
        self.started: set[int] = set()
        self.blocked: set[int] = set()

    def add_person(
        self, user_id: int, first_name: str, language: str, role: str = "", **more: str
    ) -> Json:
        """Add somebody who has not started the bot yet; returns the `User`."""
        self.roles[user_id] = role
        user = {
            "id": user_id,
            "is_bot": False,
            "first_name": first_name,
            "language_code": language,
            **more,
        }
        self.people[user_id] = user
        return user

    def add_group(self, chat_id: int, title: str) -> Group:
        """Add an empty supergroup; `chat_id` is negative."""
        group = Group({"id": chat_id, "type": "supergroup", "title": title})
        self.groups[chat_id] = group
        return group

    def join(self, chat_id: int, user: Json, status: str = "member", **rights: bool) -> Member:
        """Make somebody a member, an administrator (all rights but those named) or the owner."""
        granted = {right: right != "can_promote_members" for right in ADMIN_RIGHTS} | rights
        member = Member(user, status, granted if status == "administrator" else {})
        self.groups[chat_id].members[user["id"]] = member
        return member

    def chat(self, chat_id: int) -> Json:
        """Return the `Chat`; raises `ApiError` where there is none."""
        if chat_id in self.groups:
            return self.groups[chat_id].chat
        if chat_id not in self.people:
            raise bad_request("chat not found")
        person = self.people[chat_id]
        names = ("first_name", "last_name", "username")
        known = {name: person[name] for name in names if name in person}
        return {"id": chat_id, "type": "private", **known}

    def group(self, chat_id: int) -> Group:
        """Return a group; raises `ApiError` where there is none or it is a private chat."""
        if chat_id in self.groups:
            return self.groups[chat_id]
        self.chat(chat_id)
        raise bad_request("method is available only for supergroups")

    def writable(self, chat_id: int) -> Json:
        """Return the chat if the bot may write there; raises `ApiError` with the reason."""
        chat = self.chat(chat_id)
        if chat_id in self.groups:
            self._check_presence(self.groups[chat_id])
        elif chat_id in self.blocked:
            raise forbidden("bot was blocked by the user")
        elif chat_id not in self.started:
            raise forbidden("bot can't initiate conversation with a user")
        return chat

    def _check_presence(self, group: Group) -> None:
        me = group.member(self.bot["id"])
        if me is None or me.status == "left":
            raise forbidden("bot is not a member of the supergroup chat")
        if me.status == "kicked":
            raise forbidden("bot was kicked from the supergroup chat")

    def bot_may(self, chat_id: int, right: str) -> bool:
        """Tell whether the bot holds a right; in private chats it needs none."""
        return chat_id not in self.groups or self.groups[chat_id].may(self.bot["id"], right)

    def may_send(self, chat_id: int, user_id: int, permission: str, now: int) -> bool:
        """Tell whether a person may send this kind of message here now."""
        if chat_id not in self.groups:
            return chat_id == user_id
        group = self.groups[chat_id]
        member = group.member(user_id)
        if member is None or not member.present:
            return False
        if member.status == "restricted" and not _over(member, now):
            return bool(member.rights.get(permission))
        return member.status in {"creator", "administrator"} or bool(
            group.permissions.get(permission)
        )

    def change(self, chat_id: int, user_id: int, **changes: object) -> tuple[Member, Member]:
        """Change somebody's standing; returns the old and the new one."""
        group = self.group(chat_id)
        if user_id not in self.people and user_id not in group.members:
            raise bad_request("user not found")
        old = group.members.get(user_id) or Member(self.people[user_id], "left")
        new = replace(old, **changes)  # type: ignore[arg-type]
        group.members[user_id] = new
        return old, new


def until(date: int, now: int) -> int:
    """Return when a ban or restriction ends: `date`, or 0 where Telegram takes it as for ever."""
    return date if date - now in FOR_EVER else 0


def _over(member: Member, now: int) -> bool:
    return member.until != 0 and member.until <= now
