-- Says in words what the CHECKs of webhooks, agents and credentials refuse. Needs the right to make
-- triggers and, with a binary log, SUPER or log_bin_trust_function_creators = 1 (error 1419 and
-- 1418); without it everything works, and a bad row is refused with the bare name of a CHECK.
-- (The name of this file makes Flyway run it after each `setup`, so a dropped trigger comes back.)

delimiter //

CREATE OR REPLACE FUNCTION webhook_fault(
  event TEXT, url TEXT, credential TEXT, format TEXT, ordered INT, direction TEXT,
  conversations TEXT, queues TEXT, campaigns TEXT, config LONGTEXT)
RETURNS VARCHAR(500) CHARSET utf8mb4 COLLATE utf8mb4_general_ci
DETERMINISTIC NO SQL
COMMENT 'what is wrong with a row of webhooks and what to write; NULL = nothing'
BEGIN
  DECLARE known TEXT DEFAULT '(?ix)^( AgentRingNoAnswer | AgentLog | AgentBreak | FinishInteraction
    | InteractionDisposition | QueueJoin | Received | Queued | Forwarded | Allocated | Rejected
    | Accepted | Transferred | Ended | Abandoned | Closed
    | call[.] ( received | queued | left_queue | forwarded | allocated | rejected | accepted
              | held | resumed | transferred | ended | abandoned | dispositioned | closed | [*] )
    | agent[.] ( logged_in | logged_out | queues_changed | paused | unpaused | [*] )
    | bridge[.] ( connected | gap | recovered | heartbeat | stopping | [*] )
    | custom[.] ( [a-z0-9_.-]+ | [*] )
    | [*] )$';
  DECLARE ucontact TEXT DEFAULT '(?i)^(AgentRingNoAnswer|AgentLog|AgentBreak|FinishInteraction|InteractionDisposition|QueueJoin)$';
  DECLARE rest TEXT DEFAULT CONCAT(event, ',');
  DECLARE one TEXT;

  IF url IS NULL OR event IS NULL OR credential IS NULL OR format IS NULL OR queues IS NULL
      OR campaigns IS NULL THEN
    RETURN 'webhooks: NULL is no value for url, event, credential, format, queues or campaigns; write '''' (an empty url or event switches the row off)';
  END IF;
  IF CHAR_LENGTH(url) > 2048 THEN
    RETURN CONCAT('webhooks.url has ', CHAR_LENGTH(url), ' characters; at most 2048 fit');
  END IF;
  IF url NOT REGEXP '(?i)^([[:space:]]*|https?://[^/?#[:space:]]+[^[:space:]]*)$' THEN
    -- No more than the beginning: an address may carry a password.
    RETURN CONCAT('webhooks.url ''', REGEXP_SUBSTR(url, '^[^:@?#]{0,12}:?/{0,2}'), '...'' is no address; write http:// or https://, then a host, without any blank, e.g. https://crm.example/hooks');
  END IF;
  IF CHAR_LENGTH(event) > 700 THEN
    RETURN CONCAT('webhooks.event has ', CHAR_LENGTH(event), ' characters; at most 700 fit; a wildcard such as call.* is shorter');
  END IF;
  IF credential NOT REGEXP '^([A-Za-z0-9][A-Za-z0-9_.-]{0,63})?$' THEN
    -- Not repeated: it may be the secret itself.
    RETURN 'webhooks.credential is no name; write the name of a row in credentials, or '''' for none';
  END IF;
  IF format NOT REGEXP '^(ucontact|standard|cloudevents|form)?$' THEN
    RETURN CONCAT('webhooks.format ''', LEFT(format, 40), ''' is unknown; write ucontact, standard, cloudevents, form, or '''' to let the event decide');
  END IF;
  IF ordered NOT IN (0, 1) THEN
    RETURN CONCAT('webhooks.ordered ', ordered, ' is neither; write 1 to keep the events of one call in their order, else 0');
  END IF;
  IF direction IS NULL OR direction NOT REGEXP '^(inbound|outbound|internal|both|any)$' THEN
    RETURN CONCAT('webhooks.direction ''', COALESCE(LEFT(direction, 40), 'NULL'), ''' is unknown; write inbound, outbound, internal, both (inbound and outbound) or any');
  END IF;
  IF conversations IS NULL OR conversations NOT REGEXP '^(queue|direct|any)$' THEN
    RETURN CONCAT('webhooks.conversations ''', COALESCE(LEFT(conversations, 40), 'NULL'), ''' is unknown; write queue, direct or any');
  END IF;
  IF CHAR_LENGTH(config) > 65536 THEN
    RETURN CONCAT('webhooks.config has ', CHAR_LENGTH(config), ' characters; at most 65536 fit');
  END IF;
  IF config IS NOT NULL AND NOT (JSON_VALID(config) AND JSON_TYPE(config) = 'OBJECT') THEN
    RETURN 'webhooks.config is no JSON object; write e.g. {"request": {"method": "GET"}}, or NULL for none';
  END IF;
  WHILE rest <> '' DO
    SET one = REGEXP_REPLACE(SUBSTRING_INDEX(rest, ',', 1), '^[[:space:]]+|[[:space:]]+$', '');
    SET rest = SUBSTRING(rest, LOCATE(',', rest) + 1);
    IF one <> '' AND one NOT REGEXP known THEN
      RETURN CONCAT('webhooks.event ''', LEFT(one, 60), ''' is unknown; write one or several, with commas, of AgentRingNoAnswer, AgentLog, AgentBreak, FinishInteraction, InteractionDisposition, QueueJoin, call.accepted and so on (docs/webhooks.md has all), call.*, agent.*, bridge.*, custom.*, *');
    END IF;
    IF one <> '' AND format = 'ucontact' AND one NOT REGEXP ucontact THEN
      RETURN CONCAT('webhooks.format ucontact has no shape for the event ''', LEFT(one, 60), '''; write standard or '''' for it');
    END IF;
  END WHILE;
  RETURN NULL;
END //

CREATE OR REPLACE TRIGGER webhooks_before_insert BEFORE INSERT ON webhooks FOR EACH ROW
BEGIN
  DECLARE fault VARCHAR(500) CHARSET utf8mb4
    DEFAULT webhook_fault(
      NEW.event, NEW.url, NEW.credential, NEW.format, NEW.ordered, NEW.direction,
      NEW.conversations, NEW.queues, NEW.campaigns, NEW.config);
  IF fault IS NOT NULL THEN
    -- 23000 and not 45000: Connector/J takes the latter for something that may pass by itself.
    SIGNAL SQLSTATE '23000' SET MESSAGE_TEXT = fault;
  END IF;
END //

CREATE OR REPLACE TRIGGER webhooks_before_update BEFORE UPDATE ON webhooks FOR EACH ROW
BEGIN
  DECLARE fault VARCHAR(500) CHARSET utf8mb4
    DEFAULT webhook_fault(
      NEW.event, NEW.url, NEW.credential, NEW.format, NEW.ordered, NEW.direction,
      NEW.conversations, NEW.queues, NEW.campaigns, NEW.config);
  IF fault IS NOT NULL THEN
    SIGNAL SQLSTATE '23000' SET MESSAGE_TEXT = fault;
  END IF;
END //

CREATE OR REPLACE FUNCTION agent_text_fault(name VARCHAR(32), value TEXT CHARSET utf8mb4)
RETURNS VARCHAR(500) CHARSET utf8mb4 COLLATE utf8mb4_general_ci
DETERMINISTIC NO SQL
COMMENT 'what is wrong with one column of a row of agents and what to write; NULL = nothing'
BEGIN
  IF value IS NULL THEN
    RETURN CONCAT('agents.', name, ': NULL is no value; '''' stands for none');
  END IF;
  IF CHAR_LENGTH(value) > 128 THEN
    RETURN CONCAT('agents.', name, ' has ', CHAR_LENGTH(value), ' characters; at most 128 fit');
  END IF;
  IF value REGEXP '[[:cntrl:]]' THEN
    RETURN CONCAT('agents.', name, ' has a control character (a line end, a tab); write it without');
  END IF;
  RETURN NULL;
END //

-- The database's own charset may know none of a name's letters.
CREATE OR REPLACE FUNCTION agent_fault(
  interface TEXT CHARSET utf8mb4, username TEXT CHARSET utf8mb4,
  number TEXT CHARSET utf8mb4, full_name TEXT CHARSET utf8mb4)
RETURNS VARCHAR(500) CHARSET utf8mb4 COLLATE utf8mb4_general_ci
DETERMINISTIC NO SQL
COMMENT 'what is wrong with a row of agents and what to write; NULL = nothing'
BEGIN
  DECLARE fault VARCHAR(500) CHARSET utf8mb4 DEFAULT COALESCE(
    agent_text_fault('interface', interface), agent_text_fault('username', username),
    agent_text_fault('number', number), agent_text_fault('full_name', full_name));
  IF fault IS NULL AND interface NOT REGEXP '(?s)^[^/:[:space:]]+[/:].*[^[:space:]]$' THEN
    RETURN CONCAT('agents.interface ''', LEFT(interface, 60), ''' is none; write it as the queue has it, without any blank before or after, e.g. PJSIP/1001, Local/1001@from-queue/n, hint:1001@ext-local, Agent:2001');
  END IF;
  RETURN fault;
END //

CREATE OR REPLACE TRIGGER agents_before_insert BEFORE INSERT ON agents FOR EACH ROW
BEGIN
  DECLARE fault VARCHAR(500) CHARSET utf8mb4
    DEFAULT agent_fault(NEW.interface, NEW.username, NEW.number, NEW.full_name);
  IF fault IS NOT NULL THEN
    SIGNAL SQLSTATE '23000' SET MESSAGE_TEXT = fault;
  END IF;
END //

CREATE OR REPLACE TRIGGER agents_before_update BEFORE UPDATE ON agents FOR EACH ROW
BEGIN
  DECLARE fault VARCHAR(500) CHARSET utf8mb4
    DEFAULT agent_fault(NEW.interface, NEW.username, NEW.number, NEW.full_name);
  IF fault IS NOT NULL THEN
    SIGNAL SQLSTATE '23000' SET MESSAGE_TEXT = fault;
  END IF;
END //

CREATE OR REPLACE FUNCTION credential_fault(name TEXT, type TEXT, secret TEXT)
RETURNS VARCHAR(500) CHARSET utf8mb4 COLLATE utf8mb4_general_ci
DETERMINISTIC NO SQL
COMMENT 'what is wrong with a row of credentials and what to write; NULL = nothing'
BEGIN
  DECLARE whsec TEXT DEFAULT '(?x)^[[:space:]]* ( (?-i:whsec_)
    ( ([A-Za-z0-9+/]{4}){8,20} ( [A-Za-z0-9+/]{2}== | [A-Za-z0-9+/]{3}= )?
    | ([A-Za-z0-9+/]{4}){21} ( [A-Za-z0-9+/]{2}== )? )
    ( [[:space:]]+ | $ ) )+ $';

  -- No value is repeated: a secret may stand in the wrong column.
  IF name IS NULL OR type IS NULL OR secret IS NULL THEN
    RETURN 'credentials: NULL is no value for name, type or secret';
  END IF;
  IF name NOT REGEXP '^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$' THEN
    RETURN 'credentials.name is no name; write 1 to 64 of letters, digits, _ . -';
  END IF;
  IF type NOT REGEXP '^signing$' THEN
    RETURN 'credentials.type is unknown; write signing';
  END IF;
  IF CHAR_LENGTH(secret) > 1024 THEN
    RETURN CONCAT('credentials.secret has ', CHAR_LENGTH(secret), ' characters; at most 1024 fit');
  END IF;
  IF secret NOT REGEXP whsec THEN
    RETURN 'credentials.secret is none; write whsec_ and behind it the Base64 of 24 to 64 random bytes (openssl rand -base64 32), or several of these with blanks between';
  END IF;
  RETURN NULL;
END //

CREATE OR REPLACE TRIGGER credentials_before_insert BEFORE INSERT ON credentials FOR EACH ROW
BEGIN
  DECLARE fault VARCHAR(500) CHARSET utf8mb4
    DEFAULT credential_fault(NEW.name, NEW.type, NEW.secret);
  IF fault IS NOT NULL THEN
    SIGNAL SQLSTATE '23000' SET MESSAGE_TEXT = fault;
  END IF;
END //

CREATE OR REPLACE TRIGGER credentials_before_update BEFORE UPDATE ON credentials FOR EACH ROW
BEGIN
  DECLARE fault VARCHAR(500) CHARSET utf8mb4
    DEFAULT credential_fault(NEW.name, NEW.type, NEW.secret);
  IF fault IS NOT NULL THEN
    SIGNAL SQLSTATE '23000' SET MESSAGE_TEXT = fault;
  END IF;
END //

delimiter ;
