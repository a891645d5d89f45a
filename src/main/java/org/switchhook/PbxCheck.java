package org.switchhook;

import java.io.IOException;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.switchhook.asterisk.ami.FilterProbe;
import org.switchhook.asterisk.ami.FilterProbe.Echo;
import org.switchhook.asterisk.ami.FilterProbe.Heard;
import org.switchhook.asterisk.ami.LoginRefusedException;
import org.switchhook.asterisk.ami.ManagerUser;
import org.switchhook.asterisk.ami.PbxSocket;
import org.switchhook.asterisk.command.AsteriskCommands;
import org.switchhook.asterisk.command.Rights;
import org.switchhook.config.PbxSettings;

/** What must be right at one PBX. What cannot be seen because of an earlier fault is left out. */
final class PbxCheck {

  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final int OLDEST = 16;
  private static final int NEWEST = 22;
  private static final Pattern NUMBER = Pattern.compile("\\d+");

  private final PbxSettings pbx;
  private final Findings findings = new Findings();

  PbxCheck(PbxSettings pbx) {
    this.pbx = pbx;
  }

  Findings findings() {
    if (reaches()) {
      try {
        Heard heard = FilterProbe.listen(pbx, PATIENCE);
        findings.ok(name("login as " + pbx.username()));
        ask(heard);
      } catch (LoginRefusedException e) {
        findings.todo(
            name("login as " + pbx.username()),
            "refused ("
                + e.getMessage()
                + "); check username and secret, and deny and permit of the user in manager.conf");
      } catch (IOException e) {
        findings.todo(name("login as " + pbx.username()), said(e) + "; is AMI at this port?");
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return findings;
  }

  private boolean reaches() {
    String what =
        name("reachable at %s:%d%s".formatted(pbx.host(), pbx.port(), pbx.tls() ? " by TLS" : ""));
    try (Socket socket = PbxSocket.open(pbx, PATIENCE)) {
      findings.ok(what);
      return socket.isConnected();
    } catch (SSLException e) {
      findings.todo(what, said(e) + "; check host, port, ca_file and the certificate of Asterisk");
    } catch (UnknownHostException e) {
      findings.todo(what, "no such host; check host");
    } catch (IOException e) {
      findings.todo(what, said(e) + "; is Asterisk up, with enabled = yes in manager.conf?");
    }
    return false;
  }

  private void ask(Heard heard) {
    try (AsteriskCommands commands = AsteriskCommands.open(pbx)) {
      Rights rights = commands.rights();
      version(commands);
      toRead(heard, rights);
      toWrite(rights);
      channels(rights);
    } catch (IOException e) {
      findings.todo(name("version and rights"), said(e));
    }
    times(heard);
    filter(heard);
  }

  private void version(AsteriskCommands commands) {
    String version = commands.version();
    if (version == null) {
      return; // the right that is missing for it is named
    }
    Matcher number = NUMBER.matcher(version);
    int major = number.find() ? Integer.parseInt(number.group()) : 0;
    boolean known = major >= OLDEST && major <= NEWEST;
    findings.ok(
        name("Asterisk " + version)
            + (known ? "" : " (tested are %d to %d)".formatted(OLDEST, NEWEST)));
  }

  private void toRead(Heard heard, Rights rights) {
    Set<String> missing = new LinkedHashSet<>();
    if (rights.missingRead() != null) {
      missing.addAll(rights.missingRead());
    }
    if (!heard.booted()) {
      missing.add("system");
    }
    List<String> faults = new ArrayList<>();
    for (String right : missing) {
      faults.add(right + " is missing" + toManagerConf("read", right));
    }
    String otherwise =
        rights.missingRead() == null
            ? "system; whether the others are there, Asterisk does not tell"
            : String.join(", ", ManagerUser.readRights());
    findings.each(name("rights to read"), faults, otherwise);
  }

  private void toWrite(Rights rights) {
    List<String> missing =
        rights.missingWrite().stream()
            .map(right -> right + " is missing" + toManagerConf("write", right))
            .toList();
    findings.each(name("rights to write"), missing, String.join(", ", ManagerUser.writeRights()));
    List<String> excess =
        rights.excessWrite().stream()
            .map(right -> right + " is not needed; take it out of write in manager.conf")
            .toList();
    findings.each(name("no right to write too many"), excess, "");
  }

  private void channels(Rights rights) {
    String what = name("list of channels");
    if (rights.listsChannels()) {
      findings.ok(what);
    } else {
      findings.todo(
          what,
          "not allowed without the right write = reporting: after a gap, calls are known to be over"
              + " by the CDR alone");
    }
  }

  private String toManagerConf(String key, String right) {
    return "; add it to %s of [%s] in manager.conf, then `manager reload`"
            .formatted(key, pbx.username())
        // The broadcast that says so comes after the boot, not at a login before.
        + (right.equals("system") ? " (or Asterisk has not booted yet)" : "");
  }

  private void times(Heard heard) {
    String what = name("timestampevents");
    if (Boolean.TRUE.equals(heard.timestamped())) {
      findings.ok(what);
    } else if (heard.timestamped() != null) {
      findings.todo(
          what,
          "events carry no time, so that of their arrival is told; write timestampevents = yes"
              + " into [general] of manager.conf, then `manager reload`");
    }
  }

  private void filter(Heard heard) {
    String what = name("event filter");
    if (!heard.unwanted().isEmpty()) {
      findings.todo(what, "does not hold back " + String.join(", ", heard.unwanted()) + SHIPPED);
    } else if (heard.echo() == Echo.SILENT) {
      findings.todo(
          what,
          "lets nothing through that was sent to test it (or the right read = user is missing)"
              + SHIPPED);
    } else if (heard.echo() == Echo.REFUSED) {
      findings.todo(what, "cannot be tested without the right write = user");
    } else {
      findings.ok(what);
    }
  }

  private static final String SHIPPED =
      "; copy the eventfilter lines of plugin-descriptor/manager.d/switchhook.conf, then `manager"
          + " reload`";

  private String name(String what) {
    return pbx.name() + " " + what;
  }

  private static String said(IOException trouble) {
    String message = trouble.getMessage();
    return message == null ? trouble.toString() : message;
  }
}
