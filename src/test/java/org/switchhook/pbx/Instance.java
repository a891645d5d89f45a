package org.switchhook.pbx;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * The directory of one Asterisk among several that share an installation: its configuration and all
 * that it writes. Its name begins with the id of the process that made it.
 *
 * @param directory as this process sees it
 * @param inside as Asterisk sees it
 */
record Instance(Path directory, Path inside) {
  /** The bridge's manager user, as it is shipped; only its secret is replaced. */
  static final Path SWITCHHOOK_CONF = Path.of("plugin-descriptor/manager.d/switchhook.conf");

  /** The subroutines for dialplans, as they are shipped. */
  private static final Path SUBROUTINES = Path.of("plugin-descriptor/extensions.d/switchhook.conf");

  private static final AtomicInteger COUNTER = new AtomicInteger();

  /** Writes the configuration: in each template, every {@code @KEY@} becomes its value. */
  static Instance create(Installation installation, Map<String, String> values) {
    Path instances = installation.root().resolve("instances");
    sweep(instances);
    String name = ProcessHandle.current().pid() + "-" + COUNTER.incrementAndGet();
    Instance instance = new Instance(instances.resolve(name), Path.of("/instances", name));
    instance.write(values);
    return instance;
  }

  Path configuration() {
    return inside.resolve("etc/asterisk.conf");
  }

  Path file(String name) {
    return directory.resolve(name);
  }

  void delete() {
    delete(directory);
  }

  private void write(Map<String, String> values) {
    try {
      for (String part : List.of("etc", "run", "log/cdr-csv", "spool", "db")) {
        Files.createDirectories(directory.resolve(part));
      }
      try (Stream<Path> templates = Files.list(Installation.HOME.resolve("etc"))) {
        for (Path template : templates.toList()) {
          Files.writeString(etc(template), fill(Files.readString(template), values));
        }
      }
      Files.createDirectories(directory.resolve("etc/extensions.d"));
      Files.copy(SUBROUTINES, directory.resolve("etc/extensions.d/switchhook.conf"));
      String user = Files.readString(SWITCHHOOK_CONF);
      Files.writeString(etc(SWITCHHOOK_CONF), withSecret(user, ManagerUser.SWITCHHOOK.secret()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path etc(Path template) {
    return directory.resolve("etc").resolve(template.getFileName());
  }

  private String fill(String template, Map<String, String> values) {
    String filled = template.replace("@DIR@", inside.toString());
    for (Map.Entry<String, String> value : values.entrySet()) {
      filled = filled.replace("@" + value.getKey() + "@", value.getValue());
    }
    return filled;
  }

  private static String withSecret(String conf, String secret) {
    return conf.replaceAll("(?m)^secret\\s*=.*$", "secret = " + secret);
  }

  /** A process that was killed could not clean up after itself: the next one does. */
  private static synchronized void sweep(Path instances) {
    try (Stream<Path> all = Files.list(instances)) {
      for (Path instance : all.filter(Instance::isOrphan).toList()) {
        ProcessHandle.allProcesses()
            .filter(process -> runsIn(process, instance))
            .forEach(ProcessHandle::destroyForcibly);
        delete(instance);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isOrphan(Path instance) {
    String owner = instance.getFileName().toString().replaceFirst("-.*", "");
    return ProcessHandle.of(Long.parseLong(owner)).isEmpty();
  }

  private static boolean runsIn(ProcessHandle process, Path instance) {
    return process
        .info()
        .commandLine()
        .filter(line -> line.contains("/instances/" + instance.getFileName() + "/"))
        .isPresent();
  }

  private static void delete(Path directory) {
    try (Stream<Path> tree = Files.walk(directory)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
