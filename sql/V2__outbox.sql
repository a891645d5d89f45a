-- What happened, what has to be told to whom, and each attempt to tell it. Times are UTC.
-- Written by the bridge alone. Ids are compared byte by byte: two subjects that differ in case or in
-- a blank at the end are two.

CREATE TABLE IF NOT EXISTS events (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  event_id VARCHAR(64) NOT NULL COMMENT 'the id that receivers see',
  bridge VARCHAR(128) NOT NULL,
  subject_kind VARCHAR(16) NOT NULL COMMENT 'call, agent or bridge',
  pbx VARCHAR(128) NOT NULL COMMENT 'the name of the PBX; of a bridge, its own',
  subject VARCHAR(255) NOT NULL COMMENT 'id of the call, interface of the agent, name of the bridge',
  sequence BIGINT NOT NULL COMMENT '1..n without a hole within the subject',
  type VARCHAR(64) NOT NULL,
  time DATETIME(6) NOT NULL COMMENT 'when it happened',
  recorded_at DATETIME(6) NOT NULL COMMENT 'when the bridge had it on disk',
  body LONGTEXT NOT NULL COMMENT 'the canonical JSON',
  UNIQUE KEY events_event_id (event_id),
  UNIQUE KEY events_sequence (subject_kind, pbx, subject, sequence),
  KEY events_time (time),
  CONSTRAINT events_body_is_json CHECK (JSON_VALID(body))
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS deliveries (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  event_row BIGINT NOT NULL COMMENT 'the id in events; no foreign key, as each costs a search for every row',
  webhook_id BIGINT NOT NULL COMMENT 'no foreign key: a deleted webhook leaves dead letters',
  event VARCHAR(64) NOT NULL COMMENT 'the name that the row of webhooks asked for',
  sequence BIGINT NOT NULL COMMENT 'of the event, within its subject',
  order_key BIGINT NULL COMMENT 'of an ordered webhook, until it is delivered: which go in the order of their sequence',
  content_type VARCHAR(768) NOT NULL,
  body LONGTEXT NULL COMMENT 'rendered once: the same in every attempt; NULL = the body of the event',
  state VARCHAR(16) NOT NULL DEFAULT 'waiting' COMMENT 'waiting, delivered, dead, or acknowledged: dead, and may go',
  attempts INT NOT NULL DEFAULT 0 COMMENT 'made so far',
  due_at DATETIME(6) NOT NULL COMMENT 'not to be taken before; while leased, the end of the lease; once it waits no more, since when',
  behind TEXT NULL COMMENT 'the deliveries for whose answers it waits, with commas; it is rendered when all are in, or at due_at',
  view LONGTEXT NULL COMMENT 'the event with what answers to it saved before; NULL = as in events',
  leased_by VARCHAR(128) NULL COMMENT 'the bridge that is sending it',
  created_at DATETIME(6) NOT NULL,
  reason VARCHAR(1024) NOT NULL DEFAULT '' COMMENT 'why it is dead',
  UNIQUE KEY deliveries_once (event_row, webhook_id),
  -- A claim asks for one state and one webhook, by due_at: a plain range of this index. Only then does
  -- FOR UPDATE SKIP LOCKED lock the rows that it returns and no others; what InnoDB filters out within
  -- an index stays locked.
  KEY deliveries_due (state, webhook_id, due_at, id),
  KEY deliveries_order (order_key),
  CONSTRAINT deliveries_state_is_known CHECK (state IN ('waiting', 'delivered', 'dead', 'acknowledged'))
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS attempts (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  delivery_id BIGINT NOT NULL,
  number INT NOT NULL COMMENT 'from 1',
  bridge VARCHAR(128) NOT NULL,
  started_at DATETIME(6) NOT NULL,
  duration_ms BIGINT NOT NULL,
  status INT NULL COMMENT 'HTTP status; NULL = no answer, see error',
  error VARCHAR(1024) NULL,
  answer TEXT NULL COMMENT 'the first 16 KiB of the body',
  effect VARCHAR(1024) NULL COMMENT 'what the answer set on the call, as the PBX confirms it, or why not',
  saved MEDIUMTEXT NULL COMMENT 'what the answer saved, where other webhooks of the event wait for it: JSON',
  KEY attempts_delivery (delivery_id, number)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS endpoints (
  webhook_id BIGINT NOT NULL,
  bridge VARCHAR(128) NOT NULL,
  breaker VARCHAR(16) NOT NULL COMMENT 'closed; open: nothing is sent until open_until; half-open: one is sent to try',
  open_until DATETIME(6) NULL,
  failures INT NOT NULL COMMENT 'in a row, up to now',
  last_success_at DATETIME(6) NULL,
  last_failure_at DATETIME(6) NULL,
  last_failure VARCHAR(1024) NOT NULL DEFAULT '' COMMENT 'status or error of that one',
  PRIMARY KEY (webhook_id, bridge),
  CONSTRAINT endpoints_breaker_is_known CHECK (breaker IN ('closed', 'open', 'half-open'))
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_nopad_bin
  COMMENT 'how each webhook answers, as each bridge sees it';

CREATE TABLE IF NOT EXISTS bridge_position (
  bridge VARCHAR(128) NOT NULL PRIMARY KEY,
  journal VARCHAR(128) NOT NULL COMMENT 'the journal that the position counts in',
  position BIGINT NOT NULL COMMENT 'signals up to here are in events; -1 = none',
  updated_at DATETIME(6) NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_nopad_bin;
