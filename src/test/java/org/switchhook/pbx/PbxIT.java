package org.switchhook.pbx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tests' own PBX is one: it boots, a call goes through, and nothing is left behind. */
class PbxIT {
  @Test
  void answeredCallGoesThrough(@TempDir Path directory) throws IOException {
    Path transcript = directory.resolve("answered.ami");
    try (Pbx pbx = Pbx.start();
        CallCentre centre = new CallCentre(pbx)) {
      Recording.record(
          pbx, ManagerUser.SWITCHHOOK, transcript, () -> new Scenarios(centre).play("answered"));

      assertThat(pbx.cli("core show version")).startsWith("Asterisk 22.");
      assertThat(Files.readString(pbx.queueLog())).contains("|CONNECT|", "|COMPLETECALLER|");
      assertThat(Files.readString(pbx.cdr())).contains("ANSWERED", Phone.CALLER);
    }
    assertThat(Files.readString(transcript))
        .startsWith("Event: ")
        .endsWith("\r\n\r\n")
        .contains(
            "Event: AgentConnect\r\n",
            "Uniqueid: pbx1-",
            "CallerIDNum: " + Phone.CALLER,
            "CallerIDName: " + Phone.CALLER_NAME);
  }

  @Test
  void twoRunAtOnceAndOneRestarts() {
    try (Pbx first = Pbx.start("22", "pbx1");
        Pbx second = Pbx.start("22", "pbx2")) {
      assertThat(first.amiPort()).isNotEqualTo(second.amiPort());
      assertThat(second.cli("core show settings")).containsPattern("System name: +pbx2");

      long pid = first.pid();
      first.restart();
      assertThat(first.pid()).isEqualTo(pid);
      first.kill();
      first.boot();
      assertThat(first.cli("core show settings")).containsPattern("System name: +pbx1");
    }
  }

  @Test
  void leavesNothing() throws IOException {
    Pbx pbx = Pbx.start();
    Phone phone = new Phone(pbx, "1001");
    Path instance = pbx.directory();
    long asterisk = pbx.pid();

    phone.close();
    pbx.close();

    assertThat(ProcessHandle.of(asterisk).filter(ProcessHandle::isAlive)).isEmpty();
    assertThat(ProcessHandle.of(phone.pid()).filter(ProcessHandle::isAlive)).isEmpty();
    assertThat(Ports.bindable(pbx.amiPort())).isTrue();
    assertThat(Ports.bindable(pbx.sipPort())).isTrue();
    assertThat(Ports.bindable(pbx.phonePort("1001"))).isTrue();
    assertThat(instance).doesNotExist();
    assertThat(Files.readString(Path.of("/proc/self/mounts"))).doesNotContain("/pbx-22");
  }
}
