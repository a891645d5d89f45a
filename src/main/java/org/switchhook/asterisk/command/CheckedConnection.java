package org.switchhook.asterisk.command;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import org.asteriskjava.AsteriskVersion;
import org.asteriskjava.manager.ManagerConnectionState;
import org.asteriskjava.manager.TimeoutException;
import org.asteriskjava.manager.action.CoreSettingsAction;
import org.asteriskjava.manager.event.DisconnectEvent;
import org.asteriskjava.manager.event.ManagerEvent;
import org.asteriskjava.manager.internal.ManagerConnectionImpl;
import org.asteriskjava.manager.response.CoreSettingsResponse;
import org.asteriskjava.manager.response.ManagerResponse;
import org.asteriskjava.util.SocketConnectionFacade;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.switchhook.asterisk.ami.PbxSocket;
import org.switchhook.config.PbxSettings;

/** asterisk-java's manager connection over a socket whose peer has been verified. */
final class CheckedConnection extends ManagerConnectionImpl {

  static final Duration TIMEOUT = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(CheckedConnection.class);

  private final PbxSettings pbx;
  private final Duration timeout;
  private volatile @Nullable Socket socket;
  private volatile boolean lost;

  CheckedConnection(PbxSettings pbx) {
    this(pbx, TIMEOUT);
  }

  /**
   * @param timeout of the connect and of each answer
   */
  CheckedConnection(PbxSettings pbx, Duration timeout) {
    this.pbx = pbx;
    this.timeout = timeout;
    setHostname(pbx.host());
    setPort(pbx.port());
    setUsername(pbx.username());
    setPassword(pbx.secret().reveal());
    setDefaultResponseTimeout(timeout.toMillis());
  }

  @Override
  protected SocketConnectionFacade createSocket() throws IOException {
    Socket opened = PbxSocket.open(pbx, timeout);
    socket = opened;
    // Its reading thread waits for answers, however long nothing is asked.
    opened.setSoTimeout(0);
    return new CheckedSocket(opened);
  }

  /** It would ask eight times, for ten seconds of a PBX that is silent. */
  @Override
  protected AsteriskVersion determineVersion() throws IOException, TimeoutException {
    ManagerResponse response = sendAction(new CoreSettingsAction());
    String text = response instanceof CoreSettingsResponse core ? core.getAsteriskVersion() : null;
    AsteriskVersion version = AsteriskVersion.getDetermineVersionFromString("Asterisk " + text);
    return version == null ? AsteriskVersion.DEFAULT_VERSION : version;
  }

  /** It would connect anew by itself for ever: whoever needs it opens another. */
  @Override
  public void dispatchEvent(ManagerEvent event, Integer requiredHandlingTime) {
    if (event instanceof DisconnectEvent) {
      lost = true;
    } else {
      super.dispatchEvent(event, requiredHandlingTime);
    }
  }

  /** Whether it is logged in, as far as anybody has noticed. */
  boolean isUp() {
    return getState() == ManagerConnectionState.CONNECTED && !lost;
  }

  /** Ends it at once, whether the PBX answers or not. */
  void end() {
    Socket open = socket;
    try {
      if (open != null) {
        open.close();
      }
    } catch (IOException e) {
      LOG.debug("{}: {}", pbx.name(), e.getMessage());
    }
    if (getState() == ManagerConnectionState.CONNECTED) {
      logoff();
    }
  }
}
