package org.switchhook.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.switchhook.config.Secret;

class SealTest {

  private static final String PLACE = "credentials.secret of crm";
  private static final Secret SECRET = new Secret("gehe im ñ☎😀");

  @TempDir private Path directory;
  private Path file;
  private Seal seal;

  @BeforeEach
  void make() {
    file = directory.resolve("state/credentials.key");
    seal = new KeyFile(file).readOrMake();
  }

  @Test
  void whatIsSealedOpensWhereItBelongs() {
    Secret sealed = seal.close(SECRET, PLACE);
    assertThat(sealed.reveal())
        .matches("sealed:1:[0-9a-f]{8}:[A-Za-z0-9+/]{38,}={0,2}")
        .isNotEqualTo(seal.close(SECRET, PLACE).reveal());
    assertThat(Seal.isSealed(sealed)).isTrue();
    assertThat(seal.open(sealed, PLACE)).isEqualTo(SECRET);
    assertThat(new KeyFile(file).read().open(sealed, PLACE)).isEqualTo(SECRET);
    assertThat(seal.open(SECRET, PLACE)).isEqualTo(SECRET);
  }

  @Test
  void itOpensNowhereElse() {
    Secret sealed = seal.close(SECRET, PLACE);
    assertRefused(seal, sealed, "credentials.password of crm", "is not sealed for this row");
    assertRefused(seal, sealed, "credentials.secret of crm2", "is not sealed for this row");
  }

  @Test
  void eachBitCounts() {
    String sealed = seal.close(SECRET, PLACE).reveal();
    for (int i = sealed.lastIndexOf(':') + 1; i < sealed.length(); i++) {
      if (sealed.charAt(i) != '=') {
        char other = sealed.charAt(i) == 'A' ? 'Q' : 'A';
        String altered = sealed.substring(0, i) + other + sealed.substring(i + 1);
        assertRefused(seal, new Secret(altered), PLACE, "was altered");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sealed:",
        "sealed:1:geheim",
        "sealed:1:ID:",
        "sealed:1:ID:geheim",
        "sealed:1:ID:AAAA"
      })
  void whatIsNoSealedTextIsRefused(String text) {
    String id = seal.close(SECRET, PLACE).reveal().split(":", -1)[2];
    assertRefused(seal, new Secret(text.replace("ID", id)), PLACE, "");
  }

  @Test
  void aKeyThatDoesNotFitIsToldFromAnAlteredText() {
    Seal other = new KeyFile(directory.resolve("other.key")).readOrMake();
    assertRefused(
        other, seal.close(SECRET, PLACE), PLACE, "is sealed with another key than that of");
  }

  @Test
  void theFileIsForItsOwnerAlone() throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(Files.readString(file)).matches("[A-Za-z0-9+/]{43}=\n");
    try (var all = Files.list(file.getParent())) {
      assertThat(all).containsExactly(file);
    }
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertThat(new KeyFile(file).readOrMake().whyNone()).contains("chmod 600 " + file);
  }

  @Test
  void aKeyThatIsThereStaysAsItIs() throws IOException {
    String before = Files.readString(file);
    new KeyFile(file).readOrMake();
    assertThat(file).hasContent(before);
    for (String damaged : new String[] {"", "geheim", "Z2VoZWlt", "A".repeat(1000)}) {
      Files.writeString(file, damaged);
      Seal none = new KeyFile(file).readOrMake();
      assertThat(none.whyNone()).contains(file.toString()).doesNotContain("geheim", "Z2Vo");
      assertThat(file).hasContent(damaged);
      assertRefused(none, seal.close(SECRET, PLACE), PLACE, "is sealed, and the key file");
    }
  }

  @Test
  void whoOnlyReadsMakesNone() {
    Path none = directory.resolve("none.key");
    assertThat(new KeyFile(none).read().whyNone()).startsWith("there is no key file " + none);
    assertThat(none).doesNotExist();
  }

  @Test
  void whereNoneCanBeMadeThatIsSaid() {
    Path nowhere = Path.of("/proc/switchhook/credentials.key");
    assertThat(new KeyFile(nowhere).readOrMake().whyNone())
        .startsWith("the key file " + nowhere + " cannot be made");
  }

  private static void assertRefused(Seal seal, Secret text, String place, String why) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> seal.open(text, place))
        .withMessageContaining(why)
        .withMessageNotContaining("gehe")
        .withMessageNotContaining(text.reveal());
  }
}
