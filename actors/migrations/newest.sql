CREATE TABLE members (
    id TEXT NOT NULL,
    place INTEGER NOT NULL,
    email TEXT NOT NULL,
    email_key TEXT NOT NULL,
    name TEXT NOT NULL,
    nickname TEXT NOT NULL,
    phone TEXT NOT NULL,
    staff_number TEXT NOT NULL,
    staff_number_key TEXT,
    role TEXT NOT NULL,
    capacity INTEGER NOT NULL,
    created_ms BIGINT NOT NULL,
    password_hash TEXT NOT NULL,
    must_change_password BOOLEAN NOT NULL,
    is_suspended BOOLEAN NOT NULL,
    factor_secret TEXT NOT NULL,
    is_factor_confirmed BOOLEAN NOT NULL,
    factor_step BIGINT NOT NULL,
    is_desk_due BOOLEAN NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (place),
    UNIQUE (email_key),
    UNIQUE (staff_number_key)
);

CREATE TABLE member_groups (
    member TEXT NOT NULL,
    place INTEGER NOT NULL,
    group_id TEXT NOT NULL,
    PRIMARY KEY (member, place),
    FOREIGN KEY(member) REFERENCES members (id) ON DELETE CASCADE
);

CREATE TABLE member_recovery (
    member TEXT NOT NULL,
    place INTEGER NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (member, place),
    FOREIGN KEY(member) REFERENCES members (id) ON DELETE CASCADE
);

CREATE TABLE sign_ins (
    member TEXT NOT NULL,
    id TEXT NOT NULL,
    token_hash TEXT NOT NULL,
    created_ms BIGINT NOT NULL,
    used_ms BIGINT NOT NULL,
    address TEXT NOT NULL, "key" TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (member),
    FOREIGN KEY(member) REFERENCES members (id) ON DELETE CASCADE,
    UNIQUE (token_hash)
);

CREATE TABLE operations (
    id TEXT NOT NULL,
    at_ms BIGINT NOT NULL,
    answer BLOB NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE audit (
    number BIGINT NOT NULL,
    at_ms BIGINT NOT NULL,
    who TEXT NOT NULL,
    act TEXT NOT NULL,
    subject TEXT NOT NULL,
    address TEXT NOT NULL,
    detail TEXT NOT NULL,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (number)
);

CREATE TABLE failures (
    kind TEXT NOT NULL,
    account TEXT NOT NULL,
    address TEXT NOT NULL,
    failed INTEGER NOT NULL,
    at_ms BIGINT NOT NULL,
    PRIMARY KEY (kind, account, address)
);

CREATE INDEX ix_failures_at_ms ON failures (at_ms);

CREATE TABLE projector (
    id INTEGER NOT NULL,
    position BIGINT NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE session_records (
    number INTEGER NOT NULL,
    session TEXT NOT NULL,
    opened_ms BIGINT NOT NULL,
    visitor TEXT NOT NULL,
    nickname TEXT NOT NULL,
    channel TEXT NOT NULL,
    "group" TEXT NOT NULL,
    group_name TEXT NOT NULL,
    agent TEXT NOT NULL,
    agent_name TEXT NOT NULL,
    closed_ms BIGINT,
    stage TEXT NOT NULL,
    ending TEXT NOT NULL,
    reason TEXT NOT NULL,
    cause TEXT NOT NULL,
    closed_by TEXT NOT NULL,
    rating TEXT NOT NULL,
    stars BIGINT,
    tags TEXT NOT NULL,
    remark TEXT NOT NULL,
    follow_up TEXT NOT NULL,
    solved TEXT NOT NULL,
    legs BIGINT NOT NULL,
    served BIGINT NOT NULL,
    ringing BIGINT NOT NULL,
    robot BIGINT NOT NULL,
    line BIGINT NOT NULL,
    lapses BIGINT NOT NULL,
    transfers BIGINT NOT NULL,
    messages BIGINT NOT NULL,
    handed_ms BIGINT,
    asked_ms BIGINT,
    replied BIGINT NOT NULL,
    transfer TEXT NOT NULL,
    wait_ms BIGINT,
    frt_ms BIGINT, erasure SMALLINT DEFAULT '0' NOT NULL,
    PRIMARY KEY (number),
    UNIQUE (session)
);

CREATE INDEX sessions_by_visitor ON session_records (visitor, number);

CREATE INDEX sessions_by_nickname ON session_records (nickname, number);

CREATE INDEX sessions_by_channel ON session_records (channel, number);

CREATE INDEX sessions_by_opened_ms ON session_records (opened_ms, number);

CREATE INDEX sessions_by_ending ON session_records (ending, number);

CREATE INDEX sessions_by_reason ON session_records (reason, number);

CREATE INDEX sessions_by_stars ON session_records (stars, number) WHERE stars IS NOT NULL;

CREATE TABLE leg_records (
    number INTEGER NOT NULL,
    leg INTEGER NOT NULL,
    kind TEXT NOT NULL,
    begun_ms BIGINT NOT NULL,
    channel TEXT NOT NULL,
    "group" TEXT NOT NULL,
    group_name TEXT NOT NULL,
    agent TEXT NOT NULL,
    agent_name TEXT NOT NULL,
    ended_ms BIGINT,
    ending TEXT NOT NULL,
    way TEXT NOT NULL,
    wait_ms BIGINT,
    frt_ms BIGINT,
    replies BIGINT NOT NULL,
    reply_ms BIGINT NOT NULL,
    handle_ms BIGINT,
    visitor_messages BIGINT NOT NULL,
    agent_messages BIGINT NOT NULL,
    stars BIGINT,
    is_solved BIGINT,
    PRIMARY KEY (number, leg)
);

CREATE INDEX legs_by_agent ON leg_records (agent, number);

CREATE INDEX legs_by_group ON leg_records ("group", number);

CREATE INDEX legs_by_ending ON leg_records (ending, number);

CREATE INDEX legs_by_begun_ms ON leg_records (begun_ms, number);

CREATE TABLE message_records (
    id INTEGER NOT NULL,
    at_ms BIGINT NOT NULL,
    role TEXT NOT NULL,
    sender TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE tag_records (
    tag TEXT NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (tag, number)
);

CREATE INDEX tags_by_number ON tag_records (number);

CREATE VIRTUAL TABLE gram_records USING fts5(
    grams, content='', detail=none,
    tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* P* S* C*'");

CREATE TABLE webhooks (
    id TEXT NOT NULL,
    url TEXT NOT NULL,
    kinds TEXT NOT NULL,
    secret TEXT NOT NULL,
    created_ms BIGINT NOT NULL,
    old_secret TEXT NOT NULL,
    old_until_ms BIGINT NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE deliveries (
    event BIGINT NOT NULL,
    webhook TEXT NOT NULL,
    kind TEXT NOT NULL,
    body BLOB NOT NULL,
    at_ms BIGINT NOT NULL,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    next_ms BIGINT NOT NULL,
    PRIMARY KEY (event, webhook)
);

CREATE INDEX deliveries_due ON deliveries (webhook, state, next_ms);

CREATE INDEX deliveries_over ON deliveries (state, at_ms);

CREATE TABLE delivery_attempts (
    event BIGINT NOT NULL,
    webhook TEXT NOT NULL,
    at_ms BIGINT NOT NULL,
    duration_ms BIGINT NOT NULL,
    status INTEGER NOT NULL,
    excerpt TEXT NOT NULL
);

CREATE INDEX delivery_attempts_of ON delivery_attempts (event, webhook, at_ms);

CREATE TABLE customer_records (
    number INTEGER NOT NULL,
    visitor TEXT NOT NULL,
    called TEXT NOT NULL,
    nickname TEXT NOT NULL,
    phone TEXT NOT NULL,
    email TEXT NOT NULL,
    language TEXT NOT NULL,
    fields TEXT NOT NULL,
    tags TEXT NOT NULL,
    level INTEGER NOT NULL,
    blocked_ms BIGINT,
    blocked_until_ms BIGINT NOT NULL,
    block_reason TEXT NOT NULL,
    block_by TEXT NOT NULL,
    first_ms BIGINT,
    last_ms BIGINT,
    sessions BIGINT NOT NULL,
    PRIMARY KEY (number),
    UNIQUE (visitor)
);

CREATE INDEX customers_ranked ON customer_records (number) WHERE level > 0;

CREATE INDEX customers_blocked ON customer_records (number) WHERE blocked_ms IS NOT NULL;

CREATE TABLE customer_tag_records (
    tag TEXT NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (tag, number)
);

CREATE INDEX customer_tags_by_number ON customer_tag_records (number);

CREATE VIRTUAL TABLE name_records USING fts5(
    grams, content='', detail=none,
    tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* P* S* C*'");

CREATE TABLE knowledge (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    base TEXT NOT NULL,
    category TEXT NOT NULL,
    is_enabled BOOLEAN NOT NULL,
    words TEXT NOT NULL,
    digest TEXT NOT NULL,
    body BLOB NOT NULL, asked TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (kind, id)
);

CREATE INDEX knowledge_in ON knowledge (kind, category);

CREATE INDEX knowledge_of ON knowledge (kind, base);

CREATE TABLE knowledge_published (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    since BIGINT NOT NULL,
    until BIGINT NOT NULL,
    base TEXT NOT NULL,
    digest TEXT NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (kind, id, since)
);

CREATE TABLE knowledge_versions (
    version BIGINT NOT NULL,
    at_ms BIGINT NOT NULL,
    "by" TEXT NOT NULL,
    note TEXT NOT NULL,
    source BIGINT NOT NULL,
    entries BIGINT NOT NULL,
    added BIGINT NOT NULL,
    changed BIGINT NOT NULL,
    removed BIGINT NOT NULL,
    PRIMARY KEY (version)
);

CREATE TABLE contributions (
    id BIGINT NOT NULL,
    at_ms BIGINT NOT NULL,
    "by" TEXT NOT NULL,
    entry BLOB NOT NULL,
    words TEXT NOT NULL,
    state TEXT NOT NULL,
    decided_ms BIGINT NOT NULL,
    decided_by TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (id)
);

CREATE INDEX contributions_in ON contributions (state, "by");

CREATE TABLE knowledge_marks (
    reader TEXT NOT NULL,
    entry TEXT NOT NULL,
    since BIGINT NOT NULL,
    at_ms BIGINT NOT NULL,
    PRIMARY KEY (reader, entry)
);

CREATE INDEX knowledge_marks_of ON knowledge_marks (entry);

CREATE INDEX knowledge_news ON knowledge_published (until, since, kind, id);

CREATE TABLE unanswered_records (
    id BIGINT NOT NULL,
    at_ms BIGINT NOT NULL,
    PRIMARY KEY (id)
);

CREATE INDEX unanswered_at ON unanswered_records (at_ms);

CREATE TABLE unanswered_settled (
    text TEXT NOT NULL,
    at_ms BIGINT NOT NULL,
    entry TEXT NOT NULL,
    PRIMARY KEY (text)
);

CREATE TABLE intent_records (
    intent TEXT NOT NULL,
    number BIGINT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (intent, number)
);

CREATE INDEX intents_by_number ON intent_records (number);

CREATE TABLE answer_records (
    id BIGINT NOT NULL,
    entry TEXT NOT NULL,
    at_ms BIGINT NOT NULL,
    helped SMALLINT NOT NULL,
    PRIMARY KEY (id)
);

CREATE INDEX answers_at ON answer_records (at_ms);

CREATE INDEX knowledge_asked ON knowledge (kind, asked);

CREATE TABLE quick_replies (
    id TEXT NOT NULL,
    owner TEXT NOT NULL,
    category TEXT NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    keys TEXT NOT NULL,
    changed_ms BIGINT NOT NULL,
    changed_by TEXT NOT NULL,
    named TEXT NOT NULL,
    PRIMARY KEY (id)
);

CREATE UNIQUE INDEX quick_replies_of ON quick_replies (owner, named);

CREATE TABLE portraits (
    member TEXT NOT NULL,
    image BLOB NOT NULL,
    PRIMARY KEY (member),
    FOREIGN KEY(member) REFERENCES members (id) ON DELETE CASCADE
);

CREATE TABLE api_keys (
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    scopes TEXT NOT NULL,
    created_ms BIGINT NOT NULL,
    created_by TEXT NOT NULL,
    expires_ms BIGINT NOT NULL,
    used_ms BIGINT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE agent_logins (
    hash TEXT NOT NULL,
    member TEXT NOT NULL,
    "key" TEXT NOT NULL,
    expires_ms BIGINT NOT NULL,
    PRIMARY KEY (hash)
);

CREATE INDEX sessions_by_end ON session_records (closed_ms, number) WHERE closed_ms IS NOT NULL;
