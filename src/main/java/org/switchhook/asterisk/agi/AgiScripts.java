package org.switchhook.asterisk.agi;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.switchhook.ask.AskStatus;
import org.switchhook.ask.Gate;
import org.switchhook.ask.Reply;
import org.switchhook.config.PbxSettings;

/** What a dialplan may run: {@code call}, {@code data}, {@code disposition} and {@code event}. */
public final class AgiScripts {

  private static final String CALL = "call";

  /** For the commands around what is asked. */
  private static final Duration COMMANDS = Duration.ofSeconds(2);

  private final Pbxs pbxs;
  private final CallScript call;
  private final SayScripts say;
  private final Gate gate;

  /**
   * @param gate through which each goes; what a script waits for elsewhere, it waits for outside
   */
  public AgiScripts(
      List<PbxSettings> pbxs, LiveCalls calls, CallScript call, SayScripts say, Gate gate) {
    this.pbxs = new Pbxs(pbxs, calls, gate);
    this.call = call;
    this.say = say;
    this.gate = gate;
  }

  /** Runs what the header asks for, and leaves how it went in the variables of the channel. */
  void run(Socket socket, String text) throws IOException {
    gate.enter();
    try {
      AgiSession session = new AgiSession(socket, COMMANDS, gate);
      AgiHeader header = AgiHeader.of(text);
      session.prove(Variables.OFTEN_EMPTY);
      session.set(variables(socket, session, header));
    } catch (ForgedException e) {
      // Nothing of it can be relied on, a word of ours neither: the connection ends.
      throw new IOException(e.getMessage(), e);
    } finally {
      gate.leave();
    }
  }

  private Map<String, String> variables(Socket socket, AgiSession session, AgiHeader header) {
    boolean asks = true; // What an earlier ask has left is not to pass for this one's.
    try {
      String uniqueid = header.get("agi_uniqueid");
      List<String> path = header.path();
      asks = path.get(0).equals(CALL);
      Caller caller = new Caller(pbxs.of(socket.getInetAddress(), uniqueid), header);
      if (asks && path.size() == 2) {
        Reply reply = call.run(path.get(1), caller, Arguments.of(header.given()));
        session.lasts(COMMANDS);
        return Variables.ofAnswer(reply);
      }
      return Variables.of(
          path.size() == 1
              ? say.run(path.get(0), caller, header.given())
              : Reply.of(AskStatus.NOT_FOUND, unknown()));
    } catch (IllegalArgumentException e) {
      Reply refusal = Reply.of(AskStatus.NOT_ALLOWED, String.valueOf(e.getMessage()));
      return asks ? Variables.ofAnswer(refusal) : Variables.of(refusal);
    }
  }

  static String unknown() {
    return "there is no such script; write call/WEBHOOK, data, disposition or event";
  }
}
