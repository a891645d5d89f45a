package org.switchhook.pbx;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The directory of one phone: what baresip reads, and its log.
 *
 * @param directory below that of the PBX, and gone with it
 */
record PhoneFiles(Path directory) {
  /** This one is busy while it talks, the others take a second call. */
  private static final String ONE_LINE = "1003";

  private static final int RTP_PORTS = 20;

  static PhoneFiles create(Pbx pbx, String name, int controlPort) {
    try {
      PhoneFiles files =
          new PhoneFiles(Files.createDirectories(pbx.directory().resolve("phone-" + name)));
      String config = configuration(name, pbx.phonePort(name), controlPort);
      Files.writeString(files.directory.resolve("config"), config);
      Files.writeString(files.directory.resolve("accounts"), account(name, pbx.sipPort()));
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path log() {
    return directory.resolve("log");
  }

  /** What baresip has said, for whoever wants to know why. */
  String readLog() {
    try {
      return Files.readString(log());
    } catch (IOException e) {
      return "no log: " + e;
    }
  }

  /**
   * A tone in, nothing out: digits go into a stream, and it is the one source of sound that every
   * call of a phone has for itself.
   */
  private static String configuration(String name, int sipPort, int controlPort) {
    int rtp = Ports.free(RTP_PORTS);
    return """
        poll_method epoll
        sip_listen 127.0.0.1:@SIP@
        net_interface 127.0.0.1
        call_max_calls @CALLS@
        audio_source ausine,440
        ausrc_srate 48000
        ausrc_channels 2
        audio_player aubridge,null@NAME@
        audio_alert aubridge,alert@NAME@
        module_path /usr/lib/baresip/modules
        module g711.so
        module aubridge.so
        module ausine.so
        module ctrl_tcp.so
        module_app menu.so
        module_app account.so
        ctrl_tcp_listen 127.0.0.1:@CONTROL@
        rtp_ports @RTP@
        """
        .replace("@NAME@", name)
        .replace("@CALLS@", name.equals(ONE_LINE) ? "1" : "8")
        .replace("@SIP@", Integer.toString(sipPort))
        .replace("@CONTROL@", Integer.toString(controlPort))
        .replace("@RTP@", rtp + "-" + (rtp + RTP_PORTS - 1));
  }

  private static String account(String name, int pbxSipPort) {
    String who =
        name.equals("trunk")
            ? "\"" + Phone.CALLER_NAME + "\" <sip:" + Phone.CALLER
            : "<sip:" + name;
    return who + "@127.0.0.1:" + pbxSipPort + ">;regint=0;answermode=manual\n";
  }
}
