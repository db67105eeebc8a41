-- The log of one department. Owned by the owner's role; the department's role may read it and call
-- the functions below, and has no INSERT, UPDATE, DELETE or TRUNCATE on any table here.
CREATE SCHEMA IF NOT EXISTS log;
CREATE SCHEMA IF NOT EXISTS views;

CREATE TABLE IF NOT EXISTS log.head (
    id smallint PRIMARY KEY CHECK (id = 1),
    position bigint NOT NULL,
    recorded_at timestamptz NOT NULL,
    demonstration boolean NOT NULL DEFAULT false
) WITH (fillfactor = 10);
INSERT INTO log.head VALUES (1, 0, '-infinity') ON CONFLICT DO NOTHING;

CREATE TABLE IF NOT EXISTS log.events (
    position bigint PRIMARY KEY,
    stream_id uuid NOT NULL,
    stream_version bigint NOT NULL,
    name text NOT NULL,
    state bytea NOT NULL,
    event_version smallint,
    happened_on date,
    sealed bytea,
    subject uuid,
    person_id uuid,
    case_ref text,
    command_id text,
    envelope bytea,
    recorded_at timestamptz NOT NULL,
    CONSTRAINT one_version_each UNIQUE (stream_id, stream_version)
);
CREATE INDEX IF NOT EXISTS events_by_name ON log.events (name, position);
CREATE INDEX IF NOT EXISTS events_by_case ON log.events (case_ref, position) WHERE case_ref IS NOT NULL;

CREATE TABLE IF NOT EXISTS log.commands (
    id text PRIMARY KEY,
    account text NOT NULL,
    name text NOT NULL,
    digest bytea NOT NULL,
    answer bytea NOT NULL,
    position bigint NOT NULL
);
CREATE TABLE IF NOT EXISTS log.claims (
    scope text NOT NULL,
    key bytea NOT NULL,
    stream_id uuid NOT NULL,
    CONSTRAINT one_claim_each PRIMARY KEY (scope, key)
);
CREATE TABLE IF NOT EXISTS log.tracking (
    upstream text PRIMARY KEY,
    position bigint NOT NULL
) WITH (fillfactor = 50);
CREATE TABLE IF NOT EXISTS log.parked (
    upstream text NOT NULL,
    position bigint NOT NULL,
    name text NOT NULL,
    case_ref text,
    body bytea NOT NULL,
    reason text NOT NULL,
    parked_at timestamptz NOT NULL,
    PRIMARY KEY (upstream, position)
);
CREATE TABLE IF NOT EXISTS log.data_keys (
    subject uuid PRIMARY KEY,
    wrapped bytea,
    destroyed_at timestamptz
);

-- Files, each in sealed parts; the same file of the same person once.
CREATE TABLE IF NOT EXISTS log.attachments (
    subject uuid NOT NULL,
    digest text NOT NULL,
    part integer NOT NULL,
    box bytea NOT NULL,
    PRIMARY KEY (subject, digest, part)
);
ALTER TABLE log.attachments ALTER COLUMN box SET STORAGE EXTERNAL;

CREATE OR REPLACE FUNCTION log.keep_attachment(
    p_subject uuid, p_digest text, p_first integer, p_boxes bytea[]
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    -- Whoever comes second waits at the first part, and then adds none.
    INSERT INTO log.attachments
    SELECT p_subject, p_digest, p_first + b.part - 1, b.box
    FROM unnest(p_boxes) WITH ORDINALITY AS b (box, part) ORDER BY b.part
    ON CONFLICT DO NOTHING;
END $$;

-- An earlier release, which may run beside this one, sends all parts at once.
CREATE OR REPLACE FUNCTION log.keep_attachment(p_subject uuid, p_digest text, p_boxes bytea[])
RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT log.keep_attachment(p_subject, p_digest, 0, p_boxes);
$$;

CREATE OR REPLACE FUNCTION log.data_key(p_subject uuid, p_wrapped bytea) RETURNS bytea
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    kept log.data_keys;
BEGIN
    INSERT INTO log.data_keys (subject, wrapped) VALUES (p_subject, p_wrapped)
        ON CONFLICT DO NOTHING;
    SELECT * INTO kept FROM log.data_keys WHERE subject = p_subject;
    RETURN kept.wrapped;
END $$;

CREATE OR REPLACE FUNCTION log.destroy_key(p_subject uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    INSERT INTO log.data_keys AS kept (subject, wrapped, destroyed_at)
        VALUES (p_subject, NULL, clock_timestamp())
        ON CONFLICT (subject) DO UPDATE SET wrapped = NULL, destroyed_at = clock_timestamp()
        WHERE kept.wrapped IS NOT NULL;
    RETURN FOUND;
END $$;

-- An act's events and claims come as arrays of rows: one parameter each, whose text form is parsed
-- in one go (docs/performance.md).
DO $$ BEGIN
    IF to_regtype('log.new_event') IS NULL THEN
        CREATE TYPE log.new_event AS (
            stream_id uuid,
            stream_version bigint,
            name text,
            state bytea,
            event_version smallint,
            happened_on date,
            sealed bytea,
            subject uuid,
            person_id uuid,
            case_ref text
        );
        CREATE TYPE log.new_claim AS (scope text, key bytea, stream_id uuid);
    END IF;
END $$;

-- One act in one round trip. The head row is the only lock: it gives positions without gaps, in commit
-- order, and a recording time that never goes back.
CREATE OR REPLACE FUNCTION log.append(
    p_events log.new_event[], p_envelope bytea, p_recorded_at timestamptz,
    p_command text, p_account text, p_command_name text, p_digest bytea, p_answer bytea,
    p_take log.new_claim[], p_release log.new_claim[],
    p_upstream text, p_from bigint, p_to bigint,
    p_park text[], p_park_body bytea, p_unpark bigint
) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    n integer := cardinality(p_events);
    h log.head;
BEGIN
    UPDATE log.head SET
        position = position + n,
        demonstration = demonstration
            OR (position = 0 AND coalesce((p_events[1]).name, '') LIKE '%.demonstration_started'),
        recorded_at = greatest(recorded_at, coalesce(p_recorded_at, clock_timestamp()))
    WHERE id = 1 RETURNING * INTO h;
    IF p_recorded_at IS NOT NULL AND NOT h.demonstration THEN
        RAISE EXCEPTION 'real time only' USING ERRCODE = 'GH001';
    END IF;
    IF p_command IS NOT NULL THEN
        INSERT INTO log.commands VALUES
            (p_command, p_account, p_command_name, p_digest, p_answer, h.position)
            ON CONFLICT DO NOTHING;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'command repeated' USING ERRCODE = 'GH002';
        END IF;
    END IF;
    IF p_upstream IS NOT NULL AND p_to IS NOT NULL THEN
        UPDATE log.tracking SET position = p_to WHERE upstream = p_upstream
            AND (position = p_from OR (p_from IS NULL AND position < p_to));
        IF NOT FOUND THEN
            IF coalesce(p_from, 0) = 0 THEN
                INSERT INTO log.tracking VALUES (p_upstream, p_to) ON CONFLICT DO NOTHING;
            END IF;
            IF NOT FOUND OR coalesce(p_from, 0) <> 0 THEN
                RAISE EXCEPTION 'tracking moved' USING ERRCODE = 'GH003';
            END IF;
        END IF;
    END IF;
    IF p_park IS NOT NULL THEN
        INSERT INTO log.parked VALUES (
            p_upstream, p_park[1]::bigint, p_park[2], p_park[3], p_park_body, p_park[4], h.recorded_at);
    END IF;
    IF p_unpark IS NOT NULL THEN
        DELETE FROM log.parked WHERE upstream = p_upstream AND position = p_unpark;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'no longer parked' USING ERRCODE = 'GH003';
        END IF;
    END IF;
    IF p_release IS NOT NULL THEN
        DELETE FROM log.claims c USING unnest(p_release) AS r
            WHERE c.scope = r.scope AND c.key = r.key;
    END IF;
    IF p_take IS NOT NULL THEN
        INSERT INTO log.claims SELECT * FROM unnest(p_take);
    END IF;
    IF n > 0 THEN
        INSERT INTO log.events
        SELECT h.position - n + e.i, e.stream_id, e.stream_version, e.name, e.state, e.event_version,
            e.happened_on, e.sealed, e.subject, e.person_id, e.case_ref, p_command, p_envelope,
            h.recorded_at
        FROM unnest(p_events) WITH ORDINALITY AS e (stream_id, stream_version, name, state,
            event_version, happened_on, sealed, subject, person_id, case_ref, i);
    END IF;
    RETURN h.position;
END $$;
