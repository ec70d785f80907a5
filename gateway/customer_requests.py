"""What agents ask about customers: who may is judged here, by the one table (M12).

Whoever serves a session, or served it last, may see and note its visitor; supervisors
whom they like. What supervisors change is in the audit log before it is done.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from actors.accounts.audit import Act
from actors.accounts.permissions import Permission, Role
from actors.customers.access import may, parts_of, seen_by, wanted
from actors.customers.messages import ChangeCustomer, Customer, GetCustomer
from actors.customers.profile import BlockOrder, CustomerChange, Field
from actors.ids import VisitorId
from actors.refusal import Refused, Rule
from actors.session.view import SessionView
from gateway.admission import CustomerRequest
from gateway.caller import REQUEST_SECONDS, Caller
from gateway.wire import customer_frames as frames
from gateway.wire.terms import MAX_NOTES_SHOWN

_ROLES: Final = {"agent": Role.AGENT, "supervisor": Role.SUPERVISOR}
_READING: Final = frozenset({Permission.READ_CUSTOMERS})


class CustomerRequests:
    """Serves the requests of one agent's connection.

    Args:
        caller: the agent, who may be a supervisor.
    """

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def serve(self, request: CustomerRequest) -> None:
        """Begins to serve a request; its answer goes to the connection later."""
        if isinstance(request, frames.GetCustomer):
            self._find(request, _READING, lambda who: self._show(request.request, who))
            return
        change = change_of(request)
        self._find(request, wanted(change), lambda who: self._change(request, who))

    def _find(
        self,
        request: CustomerRequest,
        needed: frozenset[Permission],
        then: Callable[[VisitorId], None],
    ) -> None:
        """Does it, if the caller may do that to whom the request is about."""

        def judge(visitor: VisitorId, *, serves: bool) -> None:
            if all(may(self._role, each, serves=serves) for each in needed):
                then(visitor)
                return
            names = ", ".join(sorted(each.value for each in needed))
            refused = Refused(Rule.FORBIDDEN, f"expected who may: {names}")
            self._caller.answer(request.request, request.session, refused, None)

        def on_view(answer: object, error: Exception | None) -> None:
            if isinstance(answer, SessionView):
                serves = answer.agent == self._caller.me.id
                judge(VisitorId(answer.visitor), serves=serves)
            else:
                self._caller.answer(request.request, request.session, answer, error)

        if bool(request.session) is bool(request.visitor):
            refused = Refused(Rule.BAD_VALUE, "expected a session or a visitor")
            self._caller.answer(request.request, "", refused, None)
        elif request.session:
            self._caller.look_at_session(request.session, on_view)
        else:
            judge(VisitorId(request.visitor), serves=False)

    @property
    def _role(self) -> Role:
        return _ROLES[self._caller.ticket.kind]

    def _show(self, number: int, visitor: VisitorId) -> None:
        def on_customer(answer: object, error: Exception | None) -> None:
            if isinstance(answer, Customer):
                seen = seen_by(self._role, answer)
                self._caller.show(customer_frame(number, seen))
            else:
                self._caller.answer(number, "", answer, error)

        address = self._caller.front.desk.directory.customer(visitor)
        taking = self._caller.taking(on_customer)
        address.request(GetCustomer(), REQUEST_SECONDS, taking)

    def _change(self, request: frames.ChangeCustomer, visitor: VisitorId) -> None:
        caller = self._caller
        number, operation = request.request, request.operation
        change = change_of(request)
        command = ChangeCustomer(caller.me.id, caller.nickname, operation, change)
        address = caller.front.desk.directory.customer(visitor)

        def ask() -> None:
            caller.ask(number, request.session, address, command)

        act, detail = Act.CHANGING_CUSTOMER, parts_of(change)
        caller.write_down(number, act, visitor, operation, ask, detail)


def change_of(request: frames.ChangeCustomer) -> CustomerChange:
    """PURE: what the frame asks for."""
    fields, reason = request.fields, request.block_reason
    return CustomerChange(
        request.nickname,
        request.phone,
        request.email,
        request.language,
        None if fields is None else tuple(Field(f.name, f.value) for f in fields),
        request.tags,
        request.level,
        request.note,
        BlockOrder(reason, request.block_until) if reason else None,
        request.unblock,
    )


def customer_frame(number: int, customer: Customer) -> frames.Customer:
    """PURE: a customer as the answer to request `number`."""
    profile, block = customer.profile, customer.block
    return frames.Customer(
        number,
        customer.visitor,
        customer.version,
        profile.nickname,
        profile.phone,
        profile.email,
        profile.language,
        tuple(frames.CustomerField(each.name, each.value) for each in profile.fields),
        customer.tags,
        customer.level,
        tuple(
            frames.CustomerNote(each.text, each.by, each.by_name, each.at_ms)
            for each in customer.notes[:MAX_NOTES_SHOWN]
        ),
        is_blocked=block is not None,
        block_reason="" if block is None else block.reason,
        block_until=0 if block is None else block.until_ms,
        block_by="" if block is None else block.by,
    )
