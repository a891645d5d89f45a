package org.switchhook.asterisk.agi;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import org.switchhook.ask.AskStatus;
import org.switchhook.ask.Reply;
import org.switchhook.config.PbxSettings;

/** What a dialplan may run: {@code call}, {@code data}, {@code disposition} and {@code event}. */
public final class AgiScripts {

  /** For the commands around what is asked. */
  private static final Duration COMMANDS = Duration.ofSeconds(2);

  private final Pbxs pbxs;
  private final CallScript call;
  private final SayScripts say;

  public AgiScripts(List<PbxSettings> pbxs, LiveCalls calls, CallScript call, SayScripts say) {
    this.pbxs = new Pbxs(pbxs, calls);
    this.call = call;
    this.say = say;
  }

  /** Runs what the header asks for, and leaves how it went in the variables of the channel. */
  void run(Socket socket, String text) throws IOException {
    AgiSession session = new AgiSession(socket, COMMANDS);
    try {
      AgiHeader header = AgiHeader.of(text);
      session.prove();
      session.set(Variables.of(reply(socket, session, header)));
    } catch (ForgedException e) {
      // Nothing of it can be relied on, a word of ours neither: the connection ends.
      throw new IOException(e.getMessage(), e);
    }
  }

  private Reply reply(Socket socket, AgiSession session, AgiHeader header) {
    try {
      String uniqueid = header.get("agi_uniqueid");
      Caller caller = new Caller(pbxs.of(socket.getInetAddress(), uniqueid), header);
      List<String> path = header.path();
      String script = path.get(0);
      if (script.equals("call") && path.size() == 2) {
        Arguments arguments = Arguments.of(header.given());
        Reply reply = call.run(path.get(1), caller, arguments);
        session.lasts(COMMANDS);
        return reply;
      }
      return path.size() == 1
          ? say.run(script, caller, header.given())
          : Reply.of(AskStatus.NOT_FOUND, unknown());
    } catch (IllegalArgumentException e) {
      return Reply.of(AskStatus.NOT_ALLOWED, String.valueOf(e.getMessage()));
    }
  }

  static String unknown() {
    return "there is no such script; write call/WEBHOOK, data, disposition or event";
  }
}
