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
    | custom[.] ( [a-z0-9_.-]+ | [*] ) | ask
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
      RETURN CONCAT('webhooks.event ''', LEFT(one, 60), ''' is unknown; write one or several, with commas, of AgentRingNoAnswer, AgentLog, AgentBreak, FinishInteraction, InteractionDisposition, QueueJoin, call.accepted and so on (docs/webhooks.md has all), call.*, agent.*, bridge.*, custom.*, ask, *');
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

CREATE OR REPLACE FUNCTION credential_column_fault(
  name VARCHAR(32), value TEXT CHARSET utf8mb4, type VARCHAR(64), needed VARCHAR(200), allowed VARCHAR(200))
RETURNS VARCHAR(500) CHARSET utf8mb4 COLLATE utf8mb4_general_ci
DETERMINISTIC NO SQL
COMMENT 'whether a column is filled in where its type needs it, and empty where it has no meaning'
BEGIN
  IF value IS NULL THEN
    RETURN CONCAT('credentials.', name, ': NULL is no value; '''' stands for none');
  END IF;
  IF value = '' AND FIND_IN_SET(type, needed) THEN
    RETURN CONCAT('credentials.', name, ' is empty; type ', type, ' needs it');
  END IF;
  IF value <> '' AND NOT FIND_IN_SET(type, allowed) THEN
    RETURN CONCAT('credentials.', name, ' has no meaning for type ', type, '; write ''''; it is for ', REPLACE(allowed, ',', ', '));
  END IF;
  RETURN NULL;
END //

CREATE OR REPLACE FUNCTION credential_secret_fault(
  name VARCHAR(32), value TEXT CHARSET utf8mb4, type VARCHAR(64))
RETURNS VARCHAR(500) CHARSET utf8mb4 COLLATE utf8mb4_general_ci
DETERMINISTIC NO SQL
COMMENT 'what is wrong with a secret and what to write; NULL = nothing'
BEGIN
  DECLARE whsec TEXT DEFAULT '(?x)^[[:space:]]* ( (?-i:whsec_)
    ( ([A-Za-z0-9+/]{4}){8,20} ( [A-Za-z0-9+/]{2}== | [A-Za-z0-9+/]{3}= )?
    | ([A-Za-z0-9+/]{4}){21} ( [A-Za-z0-9+/]{2}== )? )
    ( [[:space:]]+ | $ ) )+ $';
  DECLARE most INT DEFAULT IF(BINARY value LIKE 'sealed:%', 8192, 1024);

  IF CHAR_LENGTH(value) > most THEN
    RETURN CONCAT('credentials.', name, ' has ', CHAR_LENGTH(value), ' characters; at most ', most, ' fit');
  END IF;
  IF BINARY value LIKE 'sealed:%' THEN
    RETURN IF(value REGEXP '^(?-i:sealed:1:[0-9a-f]{8}:[A-Za-z0-9+/]{38,}={0,2})$', NULL,
      CONCAT('credentials.', name, ' begins with sealed: and is no sealed secret; write the line of `switchhook credentials seal` whole, or the secret itself'));
  END IF;
  IF type = 'signing' THEN
    RETURN IF(value REGEXP whsec, NULL,
      'credentials.secret is none; write whsec_ and behind it the Base64 of 24 to 64 random bytes (openssl rand -base64 32), or several of these with blanks between');
  END IF;
  IF value REGEXP '[[:cntrl:]]' THEN
    RETURN CONCAT('credentials.', name, ' has a control character (a line end, a tab); write it without');
  END IF;
  IF type = 'header' AND value NOT REGEXP '^[ -~]*$' THEN
    RETURN 'credentials.secret has a character that no header can have; write printable ASCII';
  END IF;
  RETURN NULL;
END //

CREATE OR REPLACE FUNCTION credential_text_fault(
  type VARCHAR(64), username TEXT CHARSET utf8mb4, header TEXT CHARSET utf8mb4,
  client_id TEXT CHARSET utf8mb4, scope TEXT CHARSET utf8mb4, domain TEXT CHARSET utf8mb4)
RETURNS VARCHAR(500) CHARSET utf8mb4 COLLATE utf8mb4_general_ci
DETERMINISTIC NO SQL
COMMENT 'what is wrong with the words of a row of credentials and what to write; NULL = nothing'
BEGIN
  IF CHAR_LENGTH(username) > 255 THEN
    RETURN CONCAT('credentials.username has ', CHAR_LENGTH(username), ' characters; at most 255 fit');
  END IF;
  IF username REGEXP '[[:cntrl:]]' OR type <> 'oauth2_password' AND username LIKE '%:%' THEN
    RETURN 'credentials.username has a colon or a control character; HTTP has no place for one: write it without';
  END IF;
  IF header NOT REGEXP '^([A-Za-z0-9!#$%&''*+.^_`|~-]{1,100})?$' THEN
    RETURN 'credentials.header is no name of a header; write it alone, without colon and value, e.g. X-Api-Key';
  END IF;
  IF header REGEXP '^(host|connection|content-length|transfer-encoding|expect|upgrade|te|trailer|proxy-.*|accept-encoding|content-type|webhook-.*|x-switchhook-.*)$' THEN
    RETURN 'credentials.header is a header that the bridge itself writes; write another, e.g. X-Api-Key';
  END IF;
  IF client_id NOT REGEXP '^[ -~]{0,255}$' THEN
    RETURN 'credentials.client_id is none; write at most 255 of printable ASCII';
  END IF;
  IF CHAR_LENGTH(scope) > 1024 OR scope NOT REGEXP '^([ !#-[]|[]-~])*$' THEN
    RETURN 'credentials.scope is none; write words with blanks between, without quotes and backslashes, at most 1024 characters';
  END IF;
  IF CHAR_LENGTH(domain) > 1024 OR domain NOT REGEXP '(?x)^[[:space:],]*
      ( ( ([*][.])? [A-Za-z0-9_] [A-Za-z0-9_-]* ([.][A-Za-z0-9_-]+)* | [[][0-9A-Fa-f:.]+[]] )
        ( [[:space:],]+ | $ ) )* $' THEN
    RETURN 'credentials.domain is none; write hosts with commas between, without scheme, port and path, at most 1024 characters: crm.example, or *.crm.example for all below it; '''' for any';
  END IF;
  RETURN NULL;
END //

CREATE OR REPLACE FUNCTION credential_url_fault(name VARCHAR(32), value TEXT CHARSET utf8mb4)
RETURNS VARCHAR(500) CHARSET utf8mb4 COLLATE utf8mb4_general_ci
DETERMINISTIC NO SQL
COMMENT 'what is wrong with an address and what to write; NULL = nothing'
RETURN IF(
  CHAR_LENGTH(value) <= 2048
    AND value REGEXP '(?i)^(https?://[^/?#@[:space:]]+([/?][^#[:space:]]*)?)?$',
  NULL,
  CONCAT('credentials.', name, ' is no address; write http:// or https://, then a host, without user and password, without any blank, at most 2048 characters')) //

CREATE OR REPLACE FUNCTION credential_pointer_fault(name VARCHAR(32), value TEXT CHARSET utf8mb4)
RETURNS VARCHAR(500) CHARSET utf8mb4 COLLATE utf8mb4_general_ci
DETERMINISTIC NO SQL
COMMENT 'what is wrong with a JSON pointer and what to write; NULL = nothing'
RETURN IF(
  value REGEXP '^(/([^~]|~[01]){0,254})?$',
  NULL,
  CONCAT('credentials.', name, ' is no JSON pointer; write the names on the way with / before each, e.g. /Result/IdToken')) //

CREATE OR REPLACE FUNCTION credential_fault(
  name TEXT CHARSET utf8mb4, type TEXT CHARSET utf8mb4, username TEXT CHARSET utf8mb4,
  header TEXT CHARSET utf8mb4, token_url TEXT CHARSET utf8mb4, client_id TEXT CHARSET utf8mb4,
  scope TEXT CHARSET utf8mb4, secret TEXT CHARSET utf8mb4, password TEXT CHARSET utf8mb4,
  token_pointer TEXT CHARSET utf8mb4, lifetime_pointer TEXT CHARSET utf8mb4,
  domain TEXT CHARSET utf8mb4, validation_url TEXT CHARSET utf8mb4)
RETURNS VARCHAR(500) CHARSET utf8mb4 COLLATE utf8mb4_general_ci
DETERMINISTIC NO SQL
COMMENT 'what is wrong with a row of credentials and what to write; NULL = nothing'
BEGIN
  DECLARE every_type VARCHAR(200) DEFAULT 'basic,digest,header,oauth2_client,oauth2_password,token_exchange,signing';
  DECLARE kind VARCHAR(64) DEFAULT LOWER(LEFT(type, 64));

  -- No value is repeated: a secret may stand in the wrong column.
  IF name IS NULL OR type IS NULL OR secret IS NULL THEN
    RETURN 'credentials: NULL is no value for name, type or secret';
  END IF;
  IF name NOT REGEXP '^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$' THEN
    RETURN 'credentials.name is no name; write 1 to 64 of letters, digits, _ . -';
  END IF;
  IF NOT FIND_IN_SET(type, every_type) THEN
    RETURN CONCAT('credentials.type is unknown; write one of ', REPLACE(every_type, ',', ', '));
  END IF;
  RETURN COALESCE(
    credential_column_fault('username', username, kind,
      'basic,digest,oauth2_password,token_exchange', 'basic,digest,oauth2_password,token_exchange'),
    credential_column_fault('header', header, kind, 'header', 'header'),
    credential_column_fault('token_url', token_url, kind,
      'oauth2_client,oauth2_password,token_exchange', 'oauth2_client,oauth2_password,token_exchange'),
    credential_column_fault('client_id', client_id, kind,
      'oauth2_client,oauth2_password', 'oauth2_client,oauth2_password'),
    credential_column_fault('scope', scope, kind, '', 'oauth2_client,oauth2_password'),
    credential_column_fault('secret', secret, kind,
      'basic,digest,header,oauth2_client,token_exchange', every_type),
    credential_column_fault('password', password, kind, 'oauth2_password', 'oauth2_password'),
    credential_column_fault('token_pointer', token_pointer, kind, 'token_exchange', 'token_exchange'),
    credential_column_fault('lifetime_pointer', lifetime_pointer, kind, '', 'token_exchange'),
    credential_column_fault('domain', domain, kind, '', every_type),
    credential_column_fault('validation_url', validation_url, kind, '',
      'basic,digest,header,oauth2_client,oauth2_password,token_exchange'),
    credential_text_fault(kind, username, header, client_id, scope, domain),
    credential_url_fault('token_url', token_url),
    credential_url_fault('validation_url', validation_url),
    credential_pointer_fault('token_pointer', token_pointer),
    credential_pointer_fault('lifetime_pointer', lifetime_pointer),
    credential_secret_fault('secret', secret, kind),
    credential_secret_fault('password', password, 'oauth2_password'));
END //

CREATE OR REPLACE TRIGGER credentials_before_insert BEFORE INSERT ON credentials FOR EACH ROW
BEGIN
  DECLARE fault VARCHAR(500) CHARSET utf8mb4
    DEFAULT credential_fault(NEW.name, NEW.type, NEW.username, NEW.header, NEW.token_url,
      NEW.client_id, NEW.scope, NEW.secret, NEW.password, NEW.token_pointer, NEW.lifetime_pointer,
      NEW.domain, NEW.validation_url);
  IF fault IS NOT NULL THEN
    SIGNAL SQLSTATE '23000' SET MESSAGE_TEXT = fault;
  END IF;
END //

CREATE OR REPLACE TRIGGER credentials_before_update BEFORE UPDATE ON credentials FOR EACH ROW
BEGIN
  DECLARE fault VARCHAR(500) CHARSET utf8mb4
    DEFAULT credential_fault(NEW.name, NEW.type, NEW.username, NEW.header, NEW.token_url,
      NEW.client_id, NEW.scope, NEW.secret, NEW.password, NEW.token_pointer, NEW.lifetime_pointer,
      NEW.domain, NEW.validation_url);
  IF fault IS NULL AND NEW.name <> OLD.name
      AND (NEW.secret LIKE 'sealed:%' AND NEW.secret = OLD.secret
        OR NEW.password LIKE 'sealed:%' AND NEW.password = OLD.password) THEN
    SET fault = 'credentials.name: a sealed secret is sealed for the name of its row; write the secret (and the password) again in the same UPDATE';
  END IF;
  IF fault IS NOT NULL THEN
    SIGNAL SQLSTATE '23000' SET MESSAGE_TEXT = fault;
  END IF;
END //

delimiter ;
