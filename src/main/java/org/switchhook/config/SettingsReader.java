package org.switchhook.config;

import static java.time.Duration.ZERO;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads switchhook.conf: every section and key, their defaults and ranges. */
public final class SettingsReader {

  private static final int AMI_PORT = 5038;
  private static final int AMI_TLS_PORT = 5039;

  /**
   * The kernel's word: getLocalHost() resolves the name too, and fails or waits where none does.
   */
  private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

  private final Problems problems;
  private final SecretSource secrets;
  private final Map<SectionType, Section> single = new LinkedHashMap<>();
  private final List<Section> pbxs = new ArrayList<>();
  private final List<Section> queues = new ArrayList<>();

  private SettingsReader(Path file, Map<String, String> environment) {
    this.problems = new Problems(file);
    this.secrets = new SecretSource(file, environment);
  }

  /**
   * The settings in a file.
   *
   * @param environment where the variables of {@code secret_env} and {@code password_env} are
   * @throws SettingsException with all that is wrong with it
   */
  public static Settings read(Path file, Map<String, String> environment) throws SettingsException {
    SettingsReader reader = new SettingsReader(file, environment);
    List<Section> sections = ConfFile.read(file, reader.problems);
    if (sections.isEmpty()) {
      // No use in naming each key that is missing from a file that is not there.
      reader.problems.throwIfAny();
    }
    sections.forEach(reader::place);
    Settings settings = reader.settings();
    reader.problems.throwIfAny();
    return settings;
  }

  private void place(Section section) {
    SectionType type = SectionType.of(section);
    if (type == null) {
      section.problem(
          section.line(),
          "["
              + section.name()
              + "] is unknown: write type = pbx or type = queue into it, or name it one of "
              + SectionType.names());
      return;
    }
    section.allow(type.keys());
    switch (type) {
      case PBX -> pbxs.add(section);
      case QUEUE -> queues.add(section);
      default -> single.put(type, section);
    }
  }

  /** What is heard twice would be told twice. */
  private List<PbxSettings> pbxs() {
    Map<String, Section> known = new LinkedHashMap<>();
    List<PbxSettings> settings = new ArrayList<>();
    for (Section section : pbxs) {
      PbxSettings pbx = pbx(section);
      String address = pbx.host().toLowerCase(Locale.ROOT) + ":" + pbx.port();
      Section earlier = known.putIfAbsent(address, section);
      if (earlier != null && !pbx.host().isEmpty()) {
        String twice = "[%s] is at %s, as [%s] of line %d is: write each PBX once";
        section.problem(
            section.line(),
            twice.formatted(section.name(), address, earlier.name(), earlier.line()));
      }
      settings.add(pbx);
    }
    return settings;
  }

  private Settings settings() {
    if (pbxs.isEmpty()) {
      problems.add(0, "has no PBX: write a section with type = pbx, host, username and secret");
    }
    Section general = section(SectionType.GENERAL);
    JournalSettings journal = journal(section(SectionType.JOURNAL));
    return new Settings(
        general.entry("name") == null ? hostName(general) : general.get("name", "", Values::name),
        general.get("timezone", ZoneId.systemDefault(), Values::zone),
        pbxs(),
        database(section(SectionType.DATABASE)),
        journal,
        delivery(section(SectionType.DELIVERY)),
        model(section(SectionType.NUMBERS), section(SectionType.CALLS)),
        section(SectionType.WEB).get("listen", WebSettings.STANDARD, Values::listen),
        agi(section(SectionType.AGI)),
        retention(section(SectionType.RETENTION)),
        credentials(section(SectionType.CREDENTIALS), journal));
  }

  private static AgiSettings agi(Section section) {
    AgiSettings otherwise = AgiSettings.STANDARD;
    WebSettings standard = new WebSettings(otherwise.host(), otherwise.port());
    WebSettings at = section.get("listen", standard, Values::listen);
    return new AgiSettings(
        at.host(),
        at.port(),
        section.get("allow", otherwise.allow(), Values::addressBlocks),
        section.get("requests", otherwise.requests(), Values.number(1, 1024)));
  }

  /** Sequences that go on are looked for in the events of the last day. */
  private static RetentionSettings retention(Section section) {
    RetentionSettings otherwise = RetentionSettings.STANDARD;
    return new RetentionSettings(
        section.get("attempts", otherwise.attempts(), Values.days(1, 3650)),
        section.get("delivered", otherwise.delivered(), Values.days(2, 3650)));
  }

  private Section section(SectionType type) {
    return single.computeIfAbsent(
        type, absent -> new Section(absent.name().toLowerCase(Locale.ROOT), 0, problems));
  }

  private static String hostName(Section general) {
    try {
      return Values.name(Files.readString(HOST_NAME).strip());
    } catch (IOException | IllegalArgumentException e) {
      general.problem(general.line(), "the host's name is no name: write name = … in [general]");
      return "";
    }
  }

  private PbxSettings pbx(Section section) {
    if (Values.isNoName(section.name())) {
      section.problem(
          section.line(), "[" + section.name() + "]: name it by letters, digits, _ . -");
    }
    boolean tls = section.get("tls", false, Values::yesNo);
    Section.Entry caFile = section.entry("ca_file");
    if (caFile != null && !tls) {
      section.problem(caFile.line(), "ca_file has no effect here: write tls = yes too");
    }
    return new PbxSettings(
        section.name(),
        section.require("host", "", Values::host),
        section.get("port", tls ? AMI_TLS_PORT : AMI_PORT, Values.number(1, 65535)),
        tls,
        section.find("ca_file", Values::readableFile),
        section.require("username", "", Values::text),
        secrets.read(section, "secret"),
        records(section));
  }

  /** Of several on this host, and of one on another, nobody knows where the records are. */
  private RecordSettings records(Section section) {
    boolean known = isHere(section) && pbxs.stream().filter(SettingsReader::isHere).count() == 1;
    RecordSettings otherwise = known ? RecordSettings.STANDARD : RecordSettings.OFF;
    return new RecordSection(section, secrets).read(otherwise);
  }

  private static boolean isHere(Section pbx) {
    Section.Entry host = pbx.entry("host");
    return host != null && Values.isLoopback(host.value());
  }

  private DatabaseSettings database(Section section) {
    return new DatabaseSettings(
        section.get("url", "jdbc:mariadb://127.0.0.1:3306/ccdata", Values::jdbcUrl),
        section.get("username", "switchhook", Values::text),
        secrets.read(section, "password"));
  }

  private static JournalSettings journal(Section section) {
    Path otherwise = Path.of("/var/lib/switchhook/journal");
    return new JournalSettings(
        section.get("directory", otherwise, Values::absolutePath),
        section.get("limit", JournalSettings.STANDARD_LIMIT_BYTES, Values.size(64)));
  }

  private static CredentialSettings credentials(Section section, JournalSettings journal) {
    Path otherwise = CredentialSettings.beside(journal).keyFile();
    return new CredentialSettings(section.get("key_file", otherwise, Values::absolutePath));
  }

  private DeliverySettings delivery(Section section) {
    Duration least = Duration.ofMillis(100);
    return new DeliverySettings(
        section.get("requests", 64, Values.number(1, 1024)),
        section.get("requests_per_webhook", 4, Values.number(1, 64)),
        section.get(
            "connect_timeout",
            Duration.ofSeconds(3),
            Values.duration(least, Duration.ofMinutes(1))),
        section.get(
            "attempt_timeout",
            Duration.ofSeconds(10),
            Values.duration(least, Duration.ofMinutes(5))),
        new DestinationSettings(
            section.get("deny", DestinationSettings.STANDARD.deny(), Values::addressBlocks),
            section.get("https_only", false, Values::yesNo),
            section.find("ca_file", Values::certificates),
            new ProxySection(section, secrets).read()));
  }

  private ModelSettings model(Section numbers, Section calls) {
    Map<String, Duration> wrapUps = new LinkedHashMap<>();
    for (Section queue : queues) {
      wrapUps.put(
          queue.name(),
          queue.require("wrapup", ZERO, Values.duration(ZERO, Duration.ofMinutes(60))));
    }
    return new ModelSettings(
        numbers.get("phones", ModelSettings.STANDARD.phones(), Values::regex),
        numbers.get("ignore", ModelSettings.STANDARD.ignore(), Values::regex),
        wrapUps,
        calls.get(
            "late_disposition",
            ModelSettings.STANDARD.lateDisposition(),
            Values.duration(ZERO, Duration.ofDays(1))));
  }
}
