-- What dialplans have asked, and what they got. Times are UTC. Written by the bridge alone.

CREATE TABLE IF NOT EXISTS asks (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  ask_id VARCHAR(64) NOT NULL COMMENT 'the id that the system saw',
  webhook TEXT NOT NULL COMMENT 'as the dialplan named it',
  webhook_id BIGINT NULL COMMENT 'NULL = there is none of that name',
  bridge VARCHAR(128) NOT NULL,
  pbx VARCHAR(128) NOT NULL,
  call_id TEXT NOT NULL COMMENT 'id of the call',
  started_at DATETIME(6) NOT NULL,
  duration_ms BIGINT NOT NULL COMMENT 'from the question to the reply',
  outcome VARCHAR(32) NOT NULL COMMENT 'what the dialplan got as SWITCHHOOK_STATUS',
  status INT NULL COMMENT 'HTTP status; NULL = no answer',
  error VARCHAR(1024) NOT NULL DEFAULT '' COMMENT 'why it is not simply what was asked for',
  answer TEXT NOT NULL COMMENT 'the first 16 KiB of the body',
  KEY asks_webhook (webhook_id, id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_nopad_bin;
