package org.switchhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The newcomer's command, as a process of its own. */
class DemoIT {

  @TempDir Path directory;

  @Test
  void showsACallAsWebhooksAndLeavesNothingBehindWhenItIsStopped() throws Exception {
    Path screen = directory.resolve("screen");
    Path temporary = Files.createDirectory(directory.resolve("tmp"));
    Process demo =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                Switchhook.class.getName(),
                "demo")
            .redirectErrorStream(true)
            .redirectOutput(screen.toFile())
            .start();
    try {
      await(demo, screen, "POST /ucontact AgentRingNoAnswer");
      List<ProcessHandle> children = demo.descendants().toList();
      assertThat(children).as("the database").isNotEmpty();

      demo.destroy();
      assertThat(demo.waitFor(20, TimeUnit.SECONDS)).as("stopped").isTrue();

      assertThat(children).noneMatch(ProcessHandle::isAlive);
      assertThat(files(temporary)).isEmpty();
      assertThat(Files.readString(screen)).contains("call.queued", "call.rejected");
    } finally {
      demo.descendants().forEach(ProcessHandle::destroyForcibly);
      demo.destroyForcibly();
    }
  }

  private static void await(Process demo, Path screen, String line) throws Exception {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
    while (!Files.readString(screen).contains(line)) {
      assertThat(demo.isAlive() && System.nanoTime() < until)
          .as(line + " not in:\n" + Files.readString(screen))
          .isTrue();
      demo.waitFor(100, TimeUnit.MILLISECONDS);
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> !f.getFileName().toString().startsWith("hsperfdata")).toList();
    }
  }
}
