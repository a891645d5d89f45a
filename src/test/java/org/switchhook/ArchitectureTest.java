package org.switchhook;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The architecture: which package may import which, and how large a thing may be. */
class ArchitectureTest {

  private static final String ROOT = "org.switchhook";

  /** Data flows one way. A package that is not here has no place yet: add it with its reason. */
  private static final String TABLE =
      """
      package    | may import
      -----------+---------------------------------------------
      event      |
      config     |
      log        |
      telephony  | event
      asterisk   | telephony event config ask
      table      |
      agent      | telephony.signal table config
      audit      | asterisk.log telephony.signal event config
      journal    | telephony event config
      xml        |
      soap       | xml
      seal       | config
      webhook    | event table config seal soap xml
      exchange   | webhook config
      outbox     | event webhook config
      delivery   | outbox exchange webhook event config
      ask        | exchange webhook event config
      pop        | event outbox config
      schedule   | outbox delivery event config
      web        | pop ask delivery outbox webhook event config
      demo       | *
      """;

  /** Who alone may use a library, so that it can be replaced in one place. */
  private static final Map<String, List<String>> LIBRARIES =
      Map.ofEntries(
          Map.entry("okhttp3..", List.of("exchange", "demo")),
          Map.entry("org.jdbi..", List.of("outbox", "table", "webhook", "agent", "demo")),
          Map.entry("org.quartz..", List.of("schedule")),
          Map.entry("io.javalin..", List.of("web")),
          Map.entry("org.eclipse.jetty..", List.of("web")),
          Map.entry("ch.qos.logback..", List.of("log")),
          Map.entry("io.micrometer..", List.of("web", "audit")),
          Map.entry("com.fasterxml.jackson.dataformat..", List.of("asterisk")),
          Map.entry("org.asteriskjava..", List.of("asterisk", "config")),
          Map.entry("javax.wsdl..", List.of("soap")),
          Map.entry("org.apache.ws..", List.of("soap")),
          Map.entry("dev.cel..", List.of("webhook")));

  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  private static Stream<Map.Entry<String, Set<String>>> table() {
    return TABLE
        .lines()
        .skip(2)
        .map(line -> line.split("\\|", -1))
        .map(row -> Map.entry(row[0].strip(), words(row[1])));
  }

  private static Set<String> words(String text) {
    return Arrays.stream(text.strip().split(" +")).collect(Collectors.toSet());
  }

  @ParameterizedTest
  @MethodSource("table")
  void packageImportsWhatTheTableSays(Map.Entry<String, Set<String>> row) {
    if (row.getValue().contains("*")) {
      return;
    }
    String[] allowed =
        Stream.concat(Stream.of(row.getKey()), row.getValue().stream())
            .filter(name -> !name.isEmpty())
            .map(ArchitectureTest::in)
            .toArray(String[]::new);

    check(
        noClasses()
            .that()
            .resideInAPackage(in(row.getKey()))
            .should()
            .dependOnClassesThat(
                resideInAPackage(ROOT + "..").and(not(resideInAnyPackage(allowed)))));
  }

  @Test
  void everyPackageStandsInTheTable() {
    Set<String> known = table().map(Map.Entry::getKey).collect(Collectors.toSet());

    assertThat(OURS.getPackage(ROOT).getSubpackages())
        .extracting(JavaPackage::getRelativeName)
        .isSubsetOf(known);
  }

  @Test
  void onlyAgiAsks() {
    check(
        noClasses()
            .that()
            .resideInAPackage(in("asterisk"))
            .and()
            .resideOutsideOfPackage(in("asterisk.agi"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(in("ask")));
  }

  @ParameterizedTest
  @ValueSource(strings = {ROOT + ".(*)..", ROOT + ".(**)"})
  void noCycle(String slices) {
    check(slices().matching(slices).should().beFreeOfCycles());
  }

  @Test
  void theLanguageKnowsJacksonsAnnotationsAlone() {
    check(
        classes()
            .that()
            .resideInAPackage(in("event"))
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                in("event"), "java..", "com.fasterxml.jackson.annotation", "org.jspecify.."));
  }

  @Test
  void theModelIsPure() {
    check(
        classes()
            .that()
            .resideInAPackage(in("telephony"))
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                in("telephony"),
                in("event"),
                "java.lang",
                "java.lang.annotation",
                "java.lang.invoke",
                "java.lang.runtime",
                "java.math",
                "java.time..",
                "java.util",
                "java.util.function",
                "java.util.regex",
                "java.util.stream",
                "org.jspecify.."));
  }

  /** The same signals give the same events: nothing of the machine comes in by another way. */
  @Test
  void theModelHasNoClockAndNoChance() {
    check(
        noClasses()
            .that()
            .resideInAPackage(in("telephony"))
            .should()
            .callCodeUnitWhere(asksTheMachine())
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.time.Clock")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.time.InstantSource")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.Random"));
  }

  private static DescribedPredicate<JavaCall<?>> asksTheMachine() {
    Set<String> names =
        Set.of("now", "currentTimeMillis", "nanoTime", "random", "randomUUID", "systemDefault");
    return DescribedPredicate.describe(
        "ask the machine",
        call ->
            call.getTargetOwner().getPackageName().startsWith("java.")
                && names.contains(call.getName()));
  }

  private static Stream<Map.Entry<String, List<String>>> libraries() {
    return LIBRARIES.entrySet().stream();
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void libraryHasItsPlace(Map.Entry<String, List<String>> library) {
    DescribedPredicate<JavaClass> users =
        resideInAnyPackage(
            library.getValue().stream().map(ArchitectureTest::in).toArray(String[]::new));

    check(
        noClasses()
            .that(not(users))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(library.getKey()));
  }

  @Test
  void namesSayWhatAThingIs() {
    check(
        noClasses()
            .that(alwaysTrue())
            .should()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Impl"));
  }

  @Test
  void everyPackageSaysWhatItIs() throws IOException {
    assertThat(sources().stream().map(Path::getParent).distinct())
        .allSatisfy(
            directory ->
                assertThat(directory.resolve("package-info.java"))
                    .content()
                    .startsWith("/** ")
                    .contains("@NullMarked"));
  }

  @Test
  void noFileIsLong() throws IOException {
    assertThat(sources())
        .allSatisfy(file -> assertThat(Files.readAllLines(file)).as("lines").hasSizeLessThan(401));
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main"))) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }

  private static String in(String name) {
    return ROOT + "." + name + "..";
  }

  /** A package that has not come yet breaks no rule. */
  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(OURS);
  }
}
