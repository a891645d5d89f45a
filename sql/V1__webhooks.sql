-- The table that an administrator writes to, and what the bridge says of each row.
--
-- By hand: mariadb ccdata < V1__webhooks.sql, then the other V files in their order, then
-- afterMigrate__triggers.sql and roles.sql. Each can be run again.
--
-- A table `webhooks` of uContact that is there already is extended in place. Its rows are kept, also
-- one that breaks a rule below: the bridge does not use it and says why in webhook_status, and the
-- next edit of that row has to put it right (check_constraint_checks = 0 adds a CHECK without
-- looking at the rows that are there).

SET @switchhook_sql_mode = @@sql_mode;
-- Strict: nothing that is in the table already may be cut. A row with id 0 keeps it.
SET sql_mode = 'STRICT_ALL_TABLES,NO_AUTO_VALUE_ON_ZERO', check_constraint_checks = 0;

CREATE TABLE IF NOT EXISTS webhooks (
  id BIGINT NOT NULL AUTO_INCREMENT,
  name VARCHAR(255) NOT NULL DEFAULT '',
  description TEXT NOT NULL DEFAULT '',
  event VARCHAR(768) NOT NULL DEFAULT '',
  url TEXT NOT NULL DEFAULT '',
  user VARCHAR(255) NOT NULL DEFAULT '',
  PRIMARY KEY (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_general_ci;

ALTER TABLE webhooks
  ADD COLUMN IF NOT EXISTS name VARCHAR(255) NOT NULL DEFAULT '',
  ADD COLUMN IF NOT EXISTS description TEXT NOT NULL DEFAULT '',
  ADD COLUMN IF NOT EXISTS event VARCHAR(768) NOT NULL DEFAULT '',
  ADD COLUMN IF NOT EXISTS url TEXT NOT NULL DEFAULT '',
  ADD COLUMN IF NOT EXISTS user VARCHAR(255) NOT NULL DEFAULT '';

-- What uContact left NULL is empty, that is: off.
UPDATE webhooks
SET name = COALESCE(name, ''), description = COALESCE(description, ''),
    event = COALESCE(event, ''), url = COALESCE(url, ''), user = COALESCE(user, '')
WHERE name IS NULL OR description IS NULL OR event IS NULL OR url IS NULL OR user IS NULL;

-- AUTO_INCREMENT needs an index that begins with the column.
delimiter //
BEGIN NOT ATOMIC
  IF NOT EXISTS (
      SELECT 1 FROM information_schema.statistics
      WHERE table_schema = DATABASE() AND table_name = 'webhooks' AND column_name = 'id'
        AND seq_in_index = 1 AND non_unique = 0) THEN
    ALTER TABLE webhooks ADD UNIQUE KEY webhooks_id (id);
  END IF;
END //
delimiter ;

-- Columns are wider than their limits: a loose sql_mode cuts a value to its column before a CHECK or
-- a trigger sees it.
ALTER TABLE webhooks
  ENGINE = InnoDB,
  CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci,
  MODIFY id BIGINT NOT NULL AUTO_INCREMENT,
  MODIFY name VARCHAR(255) NOT NULL DEFAULT '',
  MODIFY description TEXT NOT NULL DEFAULT '',
  MODIFY event VARCHAR(768) NOT NULL DEFAULT ''
    COMMENT 'one name or several with commas; * and call.*, agent.*, bridge.*, custom.*; ask: a dialplan may call it; empty = off',
  MODIFY url TEXT NOT NULL DEFAULT '' COMMENT 'http:// or https://, at most 2048; empty = off',
  MODIFY user VARCHAR(255) NOT NULL DEFAULT '' COMMENT 'owner',
  ADD COLUMN IF NOT EXISTS enabled TINYINT NOT NULL DEFAULT 1 COMMENT '0 = off' AFTER user,
  ADD COLUMN IF NOT EXISTS credential VARCHAR(255) NOT NULL DEFAULT ''
    COMMENT 'name of a row in credentials; empty = none' AFTER enabled,
  ADD COLUMN IF NOT EXISTS format VARCHAR(64) NOT NULL DEFAULT ''
    COMMENT 'ucontact, standard, cloudevents or form; empty = ucontact for the names of uContact, else standard'
    AFTER credential,
  ADD COLUMN IF NOT EXISTS ordered TINYINT NOT NULL DEFAULT 0
    COMMENT '1 = events of one call arrive in their order, one that fails holds back that call here'
    AFTER format,
  ADD COLUMN IF NOT EXISTS ordinal INT NOT NULL DEFAULT 0
    COMMENT 'order among the webhooks of one event: lower ones first' AFTER ordered,
  ADD COLUMN IF NOT EXISTS direction VARCHAR(64) NOT NULL DEFAULT 'any'
    COMMENT 'of the call: inbound, outbound, internal, both (inbound and outbound), any' AFTER ordinal,
  ADD COLUMN IF NOT EXISTS conversations VARCHAR(64) NOT NULL DEFAULT 'any'
    COMMENT 'queue: calls that have been in a queue; direct: the others; any' AFTER direction,
  ADD COLUMN IF NOT EXISTS queues TEXT NOT NULL DEFAULT ''
    COMMENT 'names with commas; empty = all' AFTER conversations,
  ADD COLUMN IF NOT EXISTS campaigns TEXT NOT NULL DEFAULT ''
    COMMENT 'names with commas; empty = all' AFTER queues,
  ADD COLUMN IF NOT EXISTS config LONGTEXT NULL DEFAULT NULL
    COMMENT 'JSON: the request and what its answer means; NULL = the event by POST' AFTER campaigns;

ALTER TABLE webhooks
  ADD CONSTRAINT IF NOT EXISTS webhooks_url_is_http_or_https
    CHECK (url REGEXP '(?i)^([[:space:]]*|https?://[^/?#[:space:]]+[^[:space:]]*)$'),
  ADD CONSTRAINT IF NOT EXISTS webhooks_url_is_at_most_2048
    CHECK (CHAR_LENGTH(url) <= 2048),
  ADD CONSTRAINT IF NOT EXISTS webhooks_event_is_at_most_700
    CHECK (CHAR_LENGTH(event) <= 700),
  ADD CONSTRAINT IF NOT EXISTS webhooks_event_is_known
    CHECK (event REGEXP '(?ix)^ ( [[:space:],]*
      ( AgentRingNoAnswer | AgentLog | AgentBreak | FinishInteraction | InteractionDisposition
      | QueueJoin | Received | Queued | Forwarded | Allocated | Rejected | Accepted | Transferred
      | Ended | Abandoned | Closed
      | call[.] ( received | queued | left_queue | forwarded | allocated | rejected | accepted
                | held | resumed | transferred | ended | abandoned | dispositioned | closed | [*] )
      | agent[.] ( logged_in | logged_out | queues_changed | paused | unpaused | [*] )
      | bridge[.] ( connected | gap | recovered | heartbeat | stopping | [*] )
      | custom[.] ( [a-z0-9_.-]+ | [*] ) | ask
      | [*] )
      [[:space:]]* (,|$) )* [[:space:],]* $'),
  ADD CONSTRAINT IF NOT EXISTS webhooks_format_is_known
    CHECK (format REGEXP '^(ucontact|standard|cloudevents|form)?$'),
  ADD CONSTRAINT IF NOT EXISTS webhooks_enabled_is_0_or_1
    CHECK (enabled IN (0, 1)),
  ADD CONSTRAINT IF NOT EXISTS webhooks_credential_is_a_name
    CHECK (credential REGEXP '^([A-Za-z0-9][A-Za-z0-9_.-]{0,63})?$'),
  ADD CONSTRAINT IF NOT EXISTS webhooks_ordered_is_0_or_1
    CHECK (ordered IN (0, 1)),
  ADD CONSTRAINT IF NOT EXISTS webhooks_direction_is_known
    CHECK (direction REGEXP '^(inbound|outbound|internal|both|any)$'),
  ADD CONSTRAINT IF NOT EXISTS webhooks_conversations_are_known
    CHECK (conversations REGEXP '^(queue|direct|any)$'),
  ADD CONSTRAINT IF NOT EXISTS webhooks_config_is_an_object
    CHECK (config IS NULL OR (JSON_VALID(config) AND JSON_TYPE(config) = 'OBJECT')),
  ADD CONSTRAINT IF NOT EXISTS webhooks_config_is_at_most_65536
    CHECK (config IS NULL OR CHAR_LENGTH(config) <= 65536);

INSERT INTO webhooks (name, description, event)
SELECT seed.event, seed.description, seed.event
FROM (
  SELECT 1 AS place, 'AgentRingNoAnswer' AS event, 'An agent let it ring and did not answer' AS description
  UNION ALL SELECT 2, 'AgentLog', 'An agent logged in or out'
  UNION ALL SELECT 3, 'AgentBreak', 'An agent began or ended a break'
  UNION ALL SELECT 4, 'FinishInteraction', 'A call is over'
  UNION ALL SELECT 5, 'InteractionDisposition', 'An agent coded the outcome of a call'
  UNION ALL SELECT 6, 'QueueJoin', 'A call joined a queue'
) AS seed
WHERE NOT EXISTS (SELECT 1 FROM webhooks AS present WHERE TRIM(present.event) = seed.event)
ORDER BY seed.place;

CREATE TABLE IF NOT EXISTS webhook_status (
  webhook_id BIGINT NOT NULL PRIMARY KEY,
  state VARCHAR(16) NOT NULL COMMENT 'ok; quarantined: cannot work, see reason; off: nothing to do',
  reason VARCHAR(1024) NOT NULL DEFAULT '',
  since DATETIME(6) NOT NULL COMMENT 'UTC',
  CONSTRAINT webhook_status_state_is_known CHECK (state IN ('ok', 'quarantined', 'off'))
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_general_ci
  COMMENT 'what the bridge makes of each row of webhooks; written by the bridge alone';

SET sql_mode = @switchhook_sql_mode, check_constraint_checks = 1;
