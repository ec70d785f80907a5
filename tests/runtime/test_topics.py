"""Local publish/subscribe: one publication, handed to everybody in order."""

from __future__ import annotations

from runtime.topics import Publication, Topics

News = Publication[object]


def test_everybody_gets_the_very_same_publication_in_order() -> None:
    topics = Topics()
    heard: list[tuple[str, News]] = []
    topics.subscribe("t", lambda news: heard.append(("first", news)))
    topics.subscribe("t", lambda news: heard.append(("second", news)))
    topics.subscribe("other", lambda news: heard.append(("never", news)))
    assert topics.publish("t", "x", "me") == 2
    assert [who for who, _ in heard] == ["first", "second"]
    first, second = (news for _, news in heard)
    assert first is second
    assert (first.event, first.origin, first.encoded) == ("x", "me", None)


def test_nobody_listens() -> None:
    assert Topics().publish("t", "x") == 0


def test_a_subscription_is_there_once_and_ends_once() -> None:
    topics = Topics()
    heard: list[News] = []
    topics.subscribe("t", heard.append)
    topics.subscribe("t", heard.append)
    assert topics.publish("t", 1) == 1
    topics.unsubscribe("t", heard.append)
    topics.unsubscribe("t", heard.append)
    topics.unsubscribe("never", heard.append)
    assert (topics.publish("t", 2), len(topics), len(heard)) == (0, 0, 1)


def test_one_who_leaves_or_comes_during_a_publication() -> None:
    topics = Topics()
    heard: list[str] = []

    def leaves(_: News) -> None:
        heard.append("leaves")
        topics.unsubscribe("t", leaves)
        topics.subscribe("t", late)

    def late(_: News) -> None:
        heard.append("late")

    def last(_: News) -> None:
        heard.append("last")

    topics.subscribe("t", leaves)
    topics.subscribe("t", last)
    assert topics.publish("t", 1) == 2
    assert heard == ["leaves", "last"]
    topics.unsubscribe("t", last)
    heard.clear()
    assert (topics.publish("t", 2), heard) == (1, ["late"])


def test_when_all_leave_they_were_there_nevertheless() -> None:
    topics = Topics()

    def leaves(_: News) -> None:
        topics.unsubscribe("t", leaves)

    topics.subscribe("t", leaves)
    assert (topics.publish("t", 1), len(topics)) == (1, 0)
