package org.switchhook.asterisk.command;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import org.asteriskjava.manager.internal.ManagerConnectionImpl;
import org.asteriskjava.util.SocketConnectionFacade;
import org.switchhook.asterisk.ami.PbxSocket;
import org.switchhook.config.PbxSettings;

/** asterisk-java's manager connection over a socket whose peer has been verified. */
final class CheckedConnection extends ManagerConnectionImpl {

  static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final PbxSettings pbx;

  CheckedConnection(PbxSettings pbx) {
    this.pbx = pbx;
    setHostname(pbx.host());
    setPort(pbx.port());
    setUsername(pbx.username());
    setPassword(pbx.secret().reveal());
    setDefaultResponseTimeout(TIMEOUT.toMillis());
  }

  @Override
  protected SocketConnectionFacade createSocket() throws IOException {
    Socket socket = PbxSocket.open(pbx, TIMEOUT);
    // Its reading thread waits for answers, however long nothing is asked.
    socket.setSoTimeout(0);
    return new CheckedSocket(socket);
  }
}
