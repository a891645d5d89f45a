-- Secrets by name, for the rows of webhooks that name one. Edited by people; the bridge only reads it.
-- No message repeats a value of it: a secret may stand in the wrong column.

-- Columns are wider than their limits: a loose sql_mode cuts a value to its column before a CHECK or
-- a trigger sees it.
CREATE TABLE IF NOT EXISTS credentials (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  name VARCHAR(255) NOT NULL DEFAULT ''
    COMMENT 'for webhooks.credential; at most 64 of letters, digits, _ . -',
  description TEXT NOT NULL DEFAULT '',
  type VARCHAR(64) NOT NULL DEFAULT 'signing' COMMENT 'signing: as Standard Webhooks has it',
  secret TEXT CHARSET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL DEFAULT ''
    COMMENT 'signing: whsec_ and the Base64 of 24 to 64 bytes; several, with blanks between, while one takes the place of another',
  UNIQUE KEY credentials_name (name),
  CONSTRAINT credentials_name_is_letters_digits_and_signs
    CHECK (name REGEXP '^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$'),
  CONSTRAINT credentials_type_is_signing CHECK (type REGEXP '^signing$'),
  CONSTRAINT credentials_secret_is_at_most_1024 CHECK (CHAR_LENGTH(secret) <= 1024),
  CONSTRAINT credentials_secret_is_whsec_and_base64
    CHECK (secret REGEXP '(?x)^[[:space:]]* ( whsec_
      ( ([A-Za-z0-9+/]{4}){8,20} ( [A-Za-z0-9+/]{2}== | [A-Za-z0-9+/]{3}= )?
      | ([A-Za-z0-9+/]{4}){21} ( [A-Za-z0-9+/]{2}== )? )
      ( [[:space:]]+ | $ ) )+ $')
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_general_ci
  COMMENT 'secrets by name';
