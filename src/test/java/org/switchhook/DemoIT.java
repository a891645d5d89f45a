package org.switchhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.switchhook.pbx.Driver;
import org.switchhook.pbx.ManagerUser;
import org.switchhook.pbx.Pbx;

/** The newcomer's command, as a process of its own. */
class DemoIT {

  @TempDir Path directory;

  @Test
  void showsACallAsWebhooksAndLeavesNothingBehindWhenItIsStopped() throws Exception {
    demo(
        List.of(),
        screen -> {
          await(screen, "POST /ucontact AgentRingNoAnswer");
          await(screen, "POST /events   call.rejected");
          assertThat(screen.text()).contains("call.queued");
        });
  }

  @Test
  void listensToALiveAsterisk() throws Exception {
    try (Pbx pbx = Pbx.start();
        Driver driver = new Driver(pbx)) {
      List<String> live =
          List.of(
              "--pbx=127.0.0.1:" + pbx.amiPort(), "--secret=" + ManagerUser.SWITCHHOOK.secret());
      demo(
          live,
          screen -> {
            await(screen, "bridge.connected");
            driver.queueAdd("sales", "1001", "Ana Agent");
            await(screen, "\"agent\":\"Ana Agent\",\"isLogin\":true");
          });
    }
  }

  /** A demo that runs, and what it has printed. */
  private record Screen(Process demo, Path file) {
    String text() throws IOException {
      return Files.readString(file);
    }
  }

  private interface Watch {
    void watch(Screen screen) throws Exception;
  }

  private void demo(List<String> arguments, Watch watch) throws Exception {
    Path file = directory.resolve("screen");
    Path temporary = Files.createDirectory(directory.resolve("tmp"));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Djava.io.tmpdir=" + temporary, "-cp"));
    command.addAll(List.of(System.getProperty("java.class.path"), Switchhook.class.getName()));
    command.add("demo");
    command.addAll(arguments);
    Process demo =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(file.toFile()).start();
    try {
      watch.watch(new Screen(demo, file));
      List<ProcessHandle> children = demo.descendants().toList();
      assertThat(children).as("the database").isNotEmpty();

      demo.destroy();
      assertThat(demo.waitFor(20, TimeUnit.SECONDS)).as("stopped").isTrue();

      assertThat(children).noneMatch(ProcessHandle::isAlive);
      assertThat(files(temporary)).isEmpty();
      assertValid(Files.readAllLines(file));
    } finally {
      demo.descendants().forEach(ProcessHandle::destroyForcibly);
      demo.destroyForcibly();
    }
  }

  private static void await(Screen screen, String line) throws Exception {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
    while (!screen.text().contains(line)) {
      assertThat(screen.demo().isAlive() && System.nanoTime() < until)
          .as(line + " not in:\n" + screen.text())
          .isTrue();
      screen.demo().waitFor(100, TimeUnit.MILLISECONDS);
    }
  }

  private static void assertValid(List<String> screen) {
    List<String> bodies =
        screen.stream()
            .filter(line -> line.startsWith("POST "))
            .map(line -> line.substring(line.indexOf('{')))
            .toList();
    assertThat(bodies).isNotEmpty();
    bodies.forEach(Schemas::assertValid);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> !f.getFileName().toString().startsWith("hsperfdata")).toList();
    }
  }
}
