package org.switchhook.asterisk.command;

import java.io.IOException;
import java.util.regex.Pattern;
import org.asteriskjava.manager.AuthenticationFailedException;
import org.asteriskjava.manager.TimeoutException;
import org.asteriskjava.manager.action.CoreSettingsAction;
import org.asteriskjava.manager.action.GetVarAction;
import org.asteriskjava.manager.action.ListCommandsAction;
import org.asteriskjava.manager.action.ManagerAction;
import org.asteriskjava.manager.response.CoreSettingsResponse;
import org.asteriskjava.manager.response.ManagerResponse;
import org.jspecify.annotations.Nullable;
import org.switchhook.config.PbxSettings;

/**
 * Manager actions at one PBX. No field of theirs comes from a caller; asterisk-java checks none.
 */
public final class AsteriskCommands implements AutoCloseable {

  /** A name that means nothing else within the arguments of a dialplan function. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.-]+");

  private final CheckedConnection connection;
  private final ManagerResponse settings;

  private AsteriskCommands(CheckedConnection connection, ManagerResponse settings) {
    this.connection = connection;
    this.settings = settings;
  }

  /**
   * Logs in.
   *
   * @throws IOException if the PBX is not reachable, is not whom it should be, refuses the login or
   *     does not answer; the message says which
   * @throws IllegalArgumentException if the user's name has a CR, LF or NUL
   */
  public static AsteriskCommands open(PbxSettings pbx) throws IOException {
    if (pbx.username().chars().anyMatch(c -> c == '\r' || c == '\n' || c == 0)) {
      throw new IllegalArgumentException("The name of the manager user has a CR, LF or NUL");
    }
    CheckedConnection connection = new CheckedConnection(pbx);
    try {
      connection.login("off");
      return new AsteriskCommands(connection, connection.sendAction(new CoreSettingsAction()));
    } catch (AuthenticationFailedException e) {
      throw new IOException("login of the manager user " + pbx.username() + " refused", e);
    } catch (TimeoutException e) {
      throw new IOException("no answer from the PBX: " + e.getMessage(), e);
    }
  }

  /** Asterisk's version, as {@code 22.10.1}; absent where the user may not ask for it. */
  public @Nullable String version() {
    return settings instanceof CoreSettingsResponse core ? core.getAsteriskVersion() : null;
  }

  /**
   * What the user may do.
   *
   * @throws IOException if the PBX does not answer
   */
  public Rights rights() throws IOException {
    return Rights.of(ask(new ListCommandsAction()).getAttributes(), configuredToRead());
  }

  /**
   * Asterisk says nowhere which events a session may read, but it reads its own files to whoever
   * has the right reporting. Empty where it does not, or where the user is not in manager.conf.
   */
  private String configuredToRead() throws IOException {
    String username = connection.getUsername();
    if (!PLAIN.matcher(username).matches()) {
      return "";
    }
    String variable = "AST_CONFIG(manager.conf,%s,read)".formatted(username);
    String value = ask(new GetVarAction(variable)).getAttribute("Value");
    return value == null ? "" : value.strip();
  }

  private ManagerResponse ask(ManagerAction action) throws IOException {
    try {
      return connection.sendAction(action);
    } catch (TimeoutException e) {
      throw new IOException("no answer from the PBX: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    connection.logoff();
  }
}
