package org.switchhook;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.switchhook.outbox.Await;

/** The log as logback.xml writes it. */
class LogLineTest {

  private static final Duration SOON = Duration.ofSeconds(5);

  @TempDir private Path directory;

  private final LoggerContext context = new LoggerContext();
  private Path file;

  @BeforeEach
  void configure() throws Exception {
    file = directory.resolve("switchhook.log");
    context.setMDCAdapter(new LogbackMDCAdapter());
    context.putProperty("switchhook.log", file.toString());
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(LogLineTest.class.getResource("/logback.xml"));
  }

  @AfterEach
  void close() {
    context.stop();
  }

  @Test
  void aCallerCannotBeginALine() throws Exception {
    ours().info("caller {}", "Ann\r\n2026-01-01T00:00:00.000Z ERROR\u001b[2J\u0085\u2028x");

    assertThat(lines())
        .singleElement()
        .asString()
        .matches(
            "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z INFO  \\[.+] Sample: "
                + "caller Ann\\?\\?2026-01-01T00:00:00.000Z ERROR\\?\\[2J\\?\\?x");
  }

  @Test
  void anExceptionStaysInItsLine() throws Exception {
    ours().warn("failed", new IllegalStateException("said\r\nthe caller", new Exception("a\nb")));

    assertThat(lines())
        .singleElement()
        .asString()
        .contains("failed java.lang.IllegalStateException: said the caller at org.switchhook.")
        .contains("Caused by: java.lang.Exception: a b");
  }

  @Test
  void librariesAreQuiet() throws Exception {
    Logger library = context.getLogger("com.zaxxer.hikari.HikariDataSource");
    library.info("a banner");
    library.warn("a warning");

    assertThat(lines()).singleElement().asString().contains("a warning");
  }

  @Test
  void aFileThatLogrotateCutsIsWrittenOnFromItsBegin() throws Exception {
    ours().info("before");
    Files.write(file, new byte[0]);
    ours().info("after");

    Await.until("written", SOON, () -> lines().size() == 1);
    assertThat(lines()).singleElement().asString().contains("after");
  }

  @Test
  void linesThatComeFastAreWrittenTogetherAndSoon() throws Exception {
    for (int i = 0; i < 1000; i++) {
      ours().info("line {}", i);
    }

    Await.until("written", SOON, () -> lines().size() == 1000);
    assertThat(lines().get(999)).endsWith("line 999");
  }

  @Test
  void aWarningIsWrittenAtOnceAndAllThatWasBeforeIt() throws Exception {
    ours().info("first");
    ours().info("second");
    ours().warn("third");

    assertThat(lines())
        .extracting(line -> line.substring(line.lastIndexOf(' ') + 1))
        .containsExactly("first", "second", "third");
  }

  @Test
  void whatIsSaidLastIsWrittenWhenItStops() throws Exception {
    ours().info("first");
    ours().info("last");

    context.stop();

    assertThat(lines()).hasSize(2);
  }

  @Test
  void whatAProcessSaysWhileItEndsIsWritten() throws Exception {
    Process process =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-Dlogback.configurationFile=logback.xml",
                "-cp",
                System.getProperty("java.class.path"),
                LastWords.class.getName())
            .start();
    String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(said.lines().map(line -> line.replaceAll(".*word ", "")))
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, 100).mapToObj(Integer::toString).toList());
  }

  private Logger ours() {
    return context.getLogger("org.switchhook.Sample");
  }

  private List<String> lines() {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
