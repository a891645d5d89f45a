-- Who is at which interface, for those who want other names in the events than the queues have.
-- Edited by people; the bridge only reads it.

-- Columns are wider than their limits: a loose sql_mode cuts a value to its column before a CHECK or
-- a trigger sees it.
CREATE TABLE IF NOT EXISTS agents (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  -- Compared byte by byte, as Asterisk does: PJSIP/ana and PJSIP/Ana are two phones.
  interface VARCHAR(255) CHARSET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL DEFAULT ''
    COMMENT 'as the queue has it: PJSIP/1001, Local/1001@from-queue/n, hint:1001@ext-local, Agent:2001',
  username VARCHAR(255) NOT NULL DEFAULT '' COMMENT 'empty = the name in the queue',
  number VARCHAR(255) NOT NULL DEFAULT '' COMMENT 'empty = the number of the interface',
  full_name VARCHAR(255) NOT NULL DEFAULT '' COMMENT 'empty = the name in the queue',
  UNIQUE KEY agents_interface (interface),
  CONSTRAINT agents_interface_has_a_technology
    CHECK (interface REGEXP '(?s)^[^/:[:space:]]+[/:].*[^[:space:]]$'),
  CONSTRAINT agents_interface_is_at_most_128 CHECK (CHAR_LENGTH(interface) <= 128),
  CONSTRAINT agents_interface_has_no_control_character CHECK (interface NOT REGEXP '[[:cntrl:]]'),
  CONSTRAINT agents_username_is_at_most_128 CHECK (CHAR_LENGTH(username) <= 128),
  CONSTRAINT agents_username_has_no_control_character CHECK (username NOT REGEXP '[[:cntrl:]]'),
  CONSTRAINT agents_number_is_at_most_128 CHECK (CHAR_LENGTH(number) <= 128),
  CONSTRAINT agents_number_has_no_control_character CHECK (number NOT REGEXP '[[:cntrl:]]'),
  CONSTRAINT agents_full_name_is_at_most_128 CHECK (CHAR_LENGTH(full_name) <= 128),
  CONSTRAINT agents_full_name_has_no_control_character CHECK (full_name NOT REGEXP '[[:cntrl:]]')
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_general_ci
  COMMENT 'who is at which interface';
