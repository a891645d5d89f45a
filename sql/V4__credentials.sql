-- Secrets by name, for the rows of webhooks that name one. Edited by people; the bridge reads it, and
-- seals each secret that it sees in clear. No message repeats a value of it: a secret may stand in
-- the wrong column.

-- Columns are wider than their limits: a loose sql_mode cuts a value to its column before a CHECK or
-- a trigger sees it.
CREATE TABLE IF NOT EXISTS credentials (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  name VARCHAR(255) NOT NULL DEFAULT ''
    COMMENT 'for webhooks.credential; at most 64 of letters, digits, _ . -',
  description TEXT NOT NULL DEFAULT '',
  type VARCHAR(64) NOT NULL DEFAULT 'signing'
    COMMENT 'basic, digest, header, oauth2_client, oauth2_password, token_exchange, or signing: as Standard Webhooks has it',
  username TEXT NOT NULL DEFAULT '' COMMENT 'basic, digest, oauth2_password, token_exchange',
  header VARCHAR(255) NOT NULL DEFAULT '' COMMENT 'header: its name',
  token_url TEXT NOT NULL DEFAULT ''
    COMMENT 'oauth2_client, oauth2_password, token_exchange: where the token comes from',
  client_id TEXT NOT NULL DEFAULT '' COMMENT 'oauth2_client, oauth2_password',
  scope TEXT NOT NULL DEFAULT '' COMMENT 'oauth2_client, oauth2_password; empty = the server decides',
  secret TEXT CHARSET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL DEFAULT ''
    COMMENT 'the password, the header''s value, the client''s secret; signing: whsec_ and the Base64 of 24 to 64 bytes; several, with blanks between, while one takes the place of another',
  password TEXT CHARSET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL DEFAULT ''
    COMMENT 'oauth2_password: of the user, as the secret is the client''s',
  token_pointer VARCHAR(768) NOT NULL DEFAULT ''
    COMMENT 'token_exchange: JSON pointer to the token, e.g. /Result/IdToken',
  lifetime_pointer VARCHAR(768) NOT NULL DEFAULT ''
    COMMENT 'token_exchange: JSON pointer to its lifetime in seconds; empty = an hour',
  domain TEXT NOT NULL DEFAULT ''
    COMMENT 'the hosts that it may go to, with commas: crm.example, *.crm.example; empty = any',
  validation_url TEXT NOT NULL DEFAULT '' COMMENT 'where `switchhook credentials check` tries it',
  UNIQUE KEY credentials_name (name),
  CONSTRAINT credentials_name_is_letters_digits_and_signs
    CHECK (name REGEXP '^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$'),
  CONSTRAINT credentials_type_is_known
    CHECK (type REGEXP '^(basic|digest|header|oauth2_client|oauth2_password|token_exchange|signing)$'),
  CONSTRAINT credentials_username_fits_type
    CHECK ((username <> '') = (type IN ('basic', 'digest', 'oauth2_password', 'token_exchange'))),
  CONSTRAINT credentials_username_is_at_most_255 CHECK (CHAR_LENGTH(username) <= 255),
  CONSTRAINT credentials_username_has_no_colon_or_control_character
    CHECK (username NOT REGEXP '[[:cntrl:]]' AND (type = 'oauth2_password' OR username NOT LIKE '%:%')),
  CONSTRAINT credentials_header_fits_type CHECK ((header <> '') = (type = 'header')),
  CONSTRAINT credentials_header_is_a_name
    CHECK (header REGEXP '^([A-Za-z0-9!#$%&''*+.^_`|~-]{1,100})?$'
      AND header NOT REGEXP '^(host|connection|content-length|transfer-encoding|expect|upgrade|te|trailer|proxy-.*|accept-encoding|content-type|webhook-.*|x-switchhook-.*)$'),
  CONSTRAINT credentials_token_url_fits_type
    CHECK ((token_url <> '') = (type IN ('oauth2_client', 'oauth2_password', 'token_exchange'))),
  CONSTRAINT credentials_token_url_is_http_or_https
    CHECK (CHAR_LENGTH(token_url) <= 2048
      AND token_url REGEXP '(?i)^(https?://[^/?#@[:space:]]+([/?][^#[:space:]]*)?)?$'),
  CONSTRAINT credentials_client_id_fits_type
    CHECK ((client_id <> '') = (type IN ('oauth2_client', 'oauth2_password'))),
  CONSTRAINT credentials_client_id_is_at_most_255_of_ascii
    CHECK (client_id REGEXP '^[ -~]{0,255}$'),
  CONSTRAINT credentials_scope_fits_type
    CHECK (scope = '' OR type IN ('oauth2_client', 'oauth2_password')),
  CONSTRAINT credentials_scope_is_at_most_1024_of_ascii
    CHECK (CHAR_LENGTH(scope) <= 1024 AND scope REGEXP '^([ !#-[]|[]-~])*$'),
  CONSTRAINT credentials_secret_fits_type CHECK (secret <> '' OR type IN ('oauth2_password', 'signing')),
  CONSTRAINT credentials_secret_is_at_most_1024
    CHECK (CHAR_LENGTH(secret) <= IF(secret LIKE 'sealed:%', 8192, 1024)),
  CONSTRAINT credentials_secret_is_whsec_and_base64
    CHECK (type <> 'signing' OR secret LIKE 'sealed:%' OR secret REGEXP '(?x)^[[:space:]]* ( whsec_
      ( ([A-Za-z0-9+/]{4}){8,20} ( [A-Za-z0-9+/]{2}== | [A-Za-z0-9+/]{3}= )?
      | ([A-Za-z0-9+/]{4}){21} ( [A-Za-z0-9+/]{2}== )? )
      ( [[:space:]]+ | $ ) )+ $'),
  CONSTRAINT credentials_secret_is_printable
    CHECK (type = 'signing' OR secret NOT REGEXP '[[:cntrl:]]'
      AND (type <> 'header' OR secret REGEXP '^[ -~]*$')),
  CONSTRAINT credentials_secret_is_sealed_whole
    CHECK (secret NOT LIKE 'sealed:%'
      OR secret REGEXP '^sealed:1:[0-9a-f]{8}:[A-Za-z0-9+/]{38,}={0,2}$'),
  CONSTRAINT credentials_password_fits_type CHECK ((password <> '') = (type = 'oauth2_password')),
  CONSTRAINT credentials_password_is_at_most_1024
    CHECK (CHAR_LENGTH(password) <= IF(password LIKE 'sealed:%', 8192, 1024)),
  CONSTRAINT credentials_password_is_printable CHECK (password NOT REGEXP '[[:cntrl:]]'),
  CONSTRAINT credentials_password_is_sealed_whole
    CHECK (password NOT LIKE 'sealed:%'
      OR password REGEXP '^sealed:1:[0-9a-f]{8}:[A-Za-z0-9+/]{38,}={0,2}$'),
  CONSTRAINT credentials_token_pointer_fits_type
    CHECK ((token_pointer <> '') = (type = 'token_exchange')),
  CONSTRAINT credentials_token_pointer_is_a_json_pointer
    CHECK (token_pointer REGEXP '^(/([^~]|~[01]){0,254})?$'),
  CONSTRAINT credentials_lifetime_pointer_fits_type
    CHECK (lifetime_pointer = '' OR type = 'token_exchange'),
  CONSTRAINT credentials_lifetime_pointer_is_a_json_pointer
    CHECK (lifetime_pointer REGEXP '^(/([^~]|~[01]){0,254})?$'),
  CONSTRAINT credentials_domain_is_hosts
    CHECK (CHAR_LENGTH(domain) <= 1024 AND domain REGEXP '(?x)^[[:space:],]*
      ( ( ([*][.])? [A-Za-z0-9_] [A-Za-z0-9_-]* ([.][A-Za-z0-9_-]+)* | [[][0-9A-Fa-f:.]+[]] )
        ( [[:space:],]+ | $ ) )* $'),
  CONSTRAINT credentials_validation_url_fits_type CHECK (validation_url = '' OR type <> 'signing'),
  CONSTRAINT credentials_validation_url_is_http_or_https
    CHECK (CHAR_LENGTH(validation_url) <= 2048
      AND validation_url REGEXP '(?i)^(https?://[^/?#@[:space:]]+([/?][^#[:space:]]*)?)?$')
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_general_ci
  COMMENT 'secrets by name';
