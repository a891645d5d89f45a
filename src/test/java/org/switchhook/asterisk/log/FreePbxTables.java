package org.switchhook.asterisk.log;

import java.util.List;
import org.switchhook.config.DatabaseSettings;
import org.switchhook.config.Secret;
import org.switchhook.outbox.TestDatabase;

/** A database with the tables of FreePBX's asteriskcdrdb, and a user who may read those three. */
final class FreePbxTables {

  /** As FreePBX 17 has it; earlier ones have MyISAM, and none has an id. */
  private static final String CDR =
      """
      CREATE TABLE cdr (
        calldate datetime NOT NULL DEFAULT '0000-00-00 00:00:00',
        clid varchar(80) NOT NULL DEFAULT '', src varchar(80) NOT NULL DEFAULT '',
        dst varchar(80) NOT NULL DEFAULT '', dcontext varchar(80) NOT NULL DEFAULT '',
        channel varchar(80) NOT NULL DEFAULT '', dstchannel varchar(80) NOT NULL DEFAULT '',
        lastapp varchar(80) NOT NULL DEFAULT '', lastdata varchar(80) NOT NULL DEFAULT '',
        duration int(11) NOT NULL DEFAULT 0, billsec int(11) NOT NULL DEFAULT 0,
        disposition varchar(45) NOT NULL DEFAULT '', amaflags int(11) NOT NULL DEFAULT 0,
        accountcode varchar(20) NOT NULL DEFAULT '', uniqueid varchar(32) NOT NULL DEFAULT '',
        userfield varchar(255) NOT NULL DEFAULT '', did varchar(50) NOT NULL DEFAULT '',
        recordingfile varchar(255) NOT NULL DEFAULT '', cnum varchar(80) NOT NULL DEFAULT '',
        cnam varchar(80) NOT NULL DEFAULT '', outbound_cnum varchar(80) NOT NULL DEFAULT '',
        outbound_cnam varchar(80) NOT NULL DEFAULT '', dst_cnam varchar(80) NOT NULL DEFAULT '',
        linkedid varchar(32) NOT NULL DEFAULT '', peeraccount varchar(80) NOT NULL DEFAULT '',
        sequence int(11) NOT NULL DEFAULT 0,
        KEY calldate (calldate), KEY dst (dst), KEY accountcode (accountcode),
        KEY uniqueid (uniqueid)
      ) ENGINE=%s""";

  private static final String QUEUE_LOG =
      """
      CREATE TABLE queuelog (
        %s, %s,
        callid varchar(40) NOT NULL DEFAULT '', queuename varchar(20) NOT NULL DEFAULT '',
        serverid varchar(20) NOT NULL DEFAULT '', agent varchar(40) NOT NULL DEFAULT '',
        event varchar(20) NOT NULL DEFAULT '', %s
      ) ENGINE=%s""";

  /** cel_odbc cuts off what a column is too short for. */
  private static final String CEL =
      """
      CREATE TABLE cel (
        id int(11) NOT NULL AUTO_INCREMENT, eventtype varchar(30) NOT NULL DEFAULT '',
        eventtime datetime NOT NULL, cid_name varchar(80) NOT NULL DEFAULT '',
        cid_num varchar(80) NOT NULL DEFAULT '', cid_ani varchar(80) NOT NULL DEFAULT '',
        cid_rdnis varchar(80) NOT NULL DEFAULT '', cid_dnid varchar(80) NOT NULL DEFAULT '',
        exten varchar(80) NOT NULL DEFAULT '', context varchar(80) NOT NULL DEFAULT '',
        channame varchar(80) NOT NULL DEFAULT '', appname varchar(80) NOT NULL DEFAULT '',
        appdata varchar(80) NOT NULL DEFAULT '', amaflags int(11) NOT NULL DEFAULT 0,
        accountcode varchar(20) NOT NULL DEFAULT '', uniqueid varchar(32) NOT NULL DEFAULT '',
        linkedid varchar(32) NOT NULL DEFAULT '', peer varchar(80) NOT NULL DEFAULT '',
        userdeftype varchar(255) NOT NULL DEFAULT '', extra varchar(512) NOT NULL DEFAULT '',
        PRIMARY KEY (id), KEY uniqueid_index (uniqueid), KEY linkedid_index (linkedid)
      ) ENGINE=%s""";

  static final String ID = "id bigint(20) unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY";
  static final String NO_ID = "KEY timeindex (time)";
  static final String DATETIME = "time datetime NOT NULL";
  static final String VARCHAR = "time varchar(26)";
  static final String FIVE =
      "data1 varchar(40) NOT NULL DEFAULT '', data2 varchar(40) NOT NULL DEFAULT '',"
          + " data3 varchar(40) NOT NULL DEFAULT '', data4 varchar(40) NOT NULL DEFAULT '',"
          + " data5 varchar(40) NOT NULL DEFAULT ''";
  static final String ONE = "data varchar(100)";

  private final TestDatabase database = TestDatabase.ready();
  private final String reader = "reader_" + database.name();

  /**
   * @param queueLog its id, time and data
   */
  FreePbxTables(String engine, List<String> queueLog) {
    database.execute("SET SESSION sql_mode = ''");
    database.execute(CDR.replace(" DEFAULT '0000-00-00 00:00:00'", "").formatted(engine));
    database.execute(
        QUEUE_LOG.formatted(queueLog.get(0), queueLog.get(1), queueLog.get(2), engine));
    database.execute(CEL.formatted(engine));
    database.execute("CREATE USER %s@'127.0.0.1' IDENTIFIED BY 'pw'".formatted(reader));
    for (String table : List.of("cdr", "queuelog", "cel")) {
      database.execute(
          "GRANT SELECT ON %s.%s TO %s@'127.0.0.1'".formatted(database.name(), table, reader));
    }
  }

  DatabaseSettings settings() {
    return new DatabaseSettings(database.settings().url(), reader, new Secret("pw"));
  }

  void execute(String sql, Object... values) {
    database.execute(sql, values);
  }

  /** As Asterisk's realtime writes it. */
  void enters(String time, String call) {
    database.execute(
        "INSERT INTO queuelog (time, callid, queuename, agent, event, data2, data3)"
            + " VALUES (?, ?, 'sales', 'NONE', 'ENTERQUEUE', '34911555010', '1')",
        time,
        call);
  }

  /** An event as cel_odbc writes it. */
  void happens(String time, String event, String uniqueid, String extra) {
    database.execute(
        "INSERT INTO cel (eventtype, eventtime, channame, uniqueid, linkedid, extra)"
            + " VALUES (?, ?, 'PJSIP/1001-1', ?, ?, ?)",
        event,
        time,
        uniqueid,
        uniqueid,
        extra);
  }

  /** A call, answered after 2 seconds. */
  void ends(String start, int seconds, String call) {
    database.execute(
        "INSERT INTO cdr (calldate, clid, src, dst, dcontext, channel, dstchannel, lastapp,"
            + " duration, billsec, disposition, uniqueid, linkedid) VALUES (?, '\"Ana\" <1001>',"
            + " '1001', '7000', 'from-internal', 'PJSIP/1001-1', 'PJSIP/1002-2', 'Dial', ?, ?,"
            + " 'ANSWERED', ?, ?)",
        start,
        seconds,
        seconds - 2,
        call,
        call);
  }

  void close() {
    database.close();
  }
}
