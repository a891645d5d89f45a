package org.switchhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.switchhook.config.DeliverySettings;
import org.switchhook.exchange.Exchange;

class WsdlDocumentsTest {

  @TempDir Path directory;

  private final Exchange exchange =
      new Exchange(new DeliverySettings(1, 1, Duration.ofSeconds(1), Duration.ofSeconds(1)));
  private final WsdlDocuments documents = new WsdlDocuments(exchange);

  @AfterEach
  void stop() {
    exchange.close();
  }

  @Test
  void aFileIsReadUpToAnEnd() throws IOException {
    Path file = Files.writeString(directory.resolve("a.wsdl"), "12345");
    assertThat(documents.read(file.toUri(), 5)).hasSize(5);
    assertThatThrownBy(() -> documents.read(file.toUri(), 4))
        .isInstanceOf(IOException.class)
        .hasMessage("it has more than 4 bytes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:/dev/zero", "file:/"})
  void whatIsNoFileIsNotOpened(String location) {
    assertThatThrownBy(() -> documents.read(URI.create(location), 100))
        .isInstanceOf(IOException.class)
        .hasMessage("it is no file");
  }

  @Test
  void whatIsNotThereSaysSo() {
    URI location = directory.resolve("b.wsdl").toUri();
    assertThatThrownBy(() -> documents.read(location, 100))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("there is no such file");
  }
}
