-- What the bridge, an editor of webhooks, agents and credentials and a reader may do. Run it in the
-- database, as somebody who may create roles: mariadb ccdata < roles.sql. Then give them away, e.g.
--
--   CREATE USER switchhook@localhost IDENTIFIED BY '...';
--   GRANT switchhook_bridge TO switchhook@localhost;
--   SET DEFAULT ROLE switchhook_bridge FOR switchhook@localhost;

CREATE ROLE IF NOT EXISTS switchhook_bridge;
CREATE ROLE IF NOT EXISTS switchhook_editor;
CREATE ROLE IF NOT EXISTS switchhook_reader;

-- The bridge reads the webhooks; of them it writes one column, when an endpoint answers 410 Gone.
-- INSERT is for `switchhook copy`.
GRANT SELECT, INSERT, UPDATE (enabled) ON webhooks TO switchhook_bridge;
GRANT SELECT, INSERT, UPDATE, DELETE ON webhook_status TO switchhook_bridge;
GRANT SELECT ON agents TO switchhook_bridge;
-- A secret that it sees in clear it seals.
GRANT SELECT, UPDATE (secret, password) ON credentials TO switchhook_bridge;
-- DELETE is for what has been kept for long enough.
GRANT SELECT, INSERT, DELETE ON events TO switchhook_bridge;
GRANT SELECT, INSERT, UPDATE, DELETE ON deliveries TO switchhook_bridge;
GRANT SELECT, INSERT, DELETE ON attempts TO switchhook_bridge;
GRANT SELECT, INSERT, DELETE ON asks TO switchhook_bridge;
GRANT SELECT, INSERT, UPDATE, DELETE ON endpoints TO switchhook_bridge;
GRANT SELECT, INSERT, UPDATE ON bridge_position TO switchhook_bridge;
-- The versions of the schema, for `check`; not there when the files were run by hand.
SET @switchhook_grant = (
  SELECT IF(COUNT(*) = 0, 'DO 0', 'GRANT SELECT ON switchhook_schema TO switchhook_bridge')
  FROM information_schema.tables
  WHERE table_schema = DATABASE() AND table_name = 'switchhook_schema');
EXECUTE IMMEDIATE @switchhook_grant;

GRANT SELECT, INSERT, UPDATE, DELETE ON webhooks TO switchhook_editor;
GRANT SELECT, INSERT, UPDATE, DELETE ON agents TO switchhook_editor;
-- Who writes a secret need not read those of others.
GRANT SELECT (id, name, description, type, username, header, token_url, client_id, scope,
    token_pointer, lifetime_pointer, domain, validation_url),
  INSERT, UPDATE, DELETE ON credentials TO switchhook_editor;
GRANT SELECT ON webhook_status TO switchhook_editor;
GRANT SELECT ON events TO switchhook_editor;
GRANT SELECT ON deliveries TO switchhook_editor;
GRANT SELECT ON attempts TO switchhook_editor;
GRANT SELECT ON asks TO switchhook_editor;
GRANT SELECT ON endpoints TO switchhook_editor;

GRANT SELECT ON webhooks TO switchhook_reader;
GRANT SELECT ON agents TO switchhook_reader;
GRANT SELECT (id, name, description, type, username, header, token_url, client_id, scope,
    token_pointer, lifetime_pointer, domain, validation_url)
  ON credentials TO switchhook_reader;
GRANT SELECT ON webhook_status TO switchhook_reader;
GRANT SELECT ON events TO switchhook_reader;
GRANT SELECT ON deliveries TO switchhook_reader;
GRANT SELECT ON attempts TO switchhook_reader;
GRANT SELECT ON asks TO switchhook_reader;
GRANT SELECT ON endpoints TO switchhook_reader;
