package org.switchhook.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.switchhook.config.ProxyAddress;
import org.switchhook.event.Event;
import org.switchhook.webhook.template.BodyTemplate;
import org.switchhook.webhook.template.RequestTemplate;
import org.switchhook.webhook.template.Transport;
import org.switchhook.webhook.template.Values;

/** What an administrator may write into the column config, and what is said of the rest. */
class RowConfigTest {

  private static final Event EVENT = Events.ended("c 1", 3);
  private static final Values VALUES = Values.of(EventJson.tree(EVENT), "call.ended");

  @Test
  void aWholeRequest() {
    RequestTemplate request =
        request(
            """
            {"request": {
              "method": "put",
              "headers": {"X-Queue": "{call.queue.name}", "x-nobody": "{call.data.nobody}"},
              "params": {"id": "{call.id}", "none": "{call.data.none}", "n": 1},
              "accept": "application/xml",
              "body": {"call": "{call}", "seconds": "{contact.duration}"},
              "timeout": 2.5}}
            """);

    assertThat(request.method()).isEqualTo("PUT");
    assertThat(request.url(VALUES)).isEqualTo("http://h/x?a=b&id=c%201&n=1");
    assertThat(request.headers(VALUES))
        .containsOnlyKeys("X-Queue", "Accept")
        .containsEntry("X-Queue", "Demo<-");
    assertThat(body(request).render(VALUES))
        .startsWith("{\"call\":{\"id\":\"c 1\",")
        .endsWith("},\"seconds\":5}");
    assertThat(request.transport().timeout()).isEqualTo(Duration.ofMillis(2500));
  }

  @Test
  void ictbroadcastsForm() {
    RequestTemplate request =
        request(
            """
            {"request": {"text": "phone=[contact:phone]&status=[call:status]",
              "headerLines": "Content-Type: application/x-www-form-urlencoded\\nCookie: $Version=1; Skin=new;\\n"}}
            """);

    assertThat(body(request).contentType()).isEqualTo("application/x-www-form-urlencoded");
    assertThat(body(request).render(VALUES)).isEqualTo("phone=1234&status=call.ended");
    assertThat(request.headers(VALUES)).containsEntry("Cookie", "$Version=1; Skin=new;").hasSize(1);
  }

  @Test
  void theProxyIsTheSitesOrNoneOrAnother() {
    assertThat(proxy("auto")).isNull();
    assertThat(proxy("no")).isEqualTo(ProxyAddress.NONE);
    assertThat(proxy("http://[fd00::1]:80")).isEqualTo(new ProxyAddress("fd00::1", 80));
    assertThat(request("{}").transport()).isEqualTo(Transport.USUAL);
  }

  private static @Nullable ProxyAddress proxy(String word) {
    return request("{\"request\": {\"proxy\": \"" + word + "\"}}").transport().proxy();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{|config is no JSON: line 1, column 2",
        "[]|config: it is no object",
        "{} {}|config is no JSON",
        "{\"request\": 1}|config: request. is no object",
        "{\"reqest\": {}}|config: reqest is unknown; write one of ",
        "{\"request\": {\"url\": \"\"}}|config: request.url is unknown; write one of accept, auth",
        "{\"request\": {\"method\": \"GET\", \"method\": \"PUT\"}}|config is no JSON",
        "{\"request\": {\"method\": \"FETCH\"}}|request.method: is unknown; write one of DELETE",
        "{\"request\": {\"method\": \"GET\", \"body\": {}}}|request.method: GET has no body",
        "{\"request\": {\"body\": {}, \"text\": \"\"}}|request.text: stands beside body",
        "{\"request\": {\"text\": {}}}|request.text: is no text",
        "{\"request\": {\"headers\": []}}|request.headers: is no object",
        "{\"request\": {\"headers\": {\"A\": []}}}|request.headers: has a value that is no text",
        "{\"request\": {\"headers\": {\"A B\": \"\"}}}|request.headers: 'A B' is no name",
        "{\"request\": {\"headers\": {\"A\": \"é\"}}}|request.headers: A has a character",
        "{\"request\": {\"headers\": {\"A\": \"b\\r\\nC: d\"}}}|request.headers: A has a character",
        "{\"request\": {\"headers\": {\"host\": \"x\"}}}|request.headers: host is set by the bridge",
        "{\"request\": {\"headerLines\": \"A\"}}|request.headerLines: write NAME: VALUE",
        "{\"request\": {\"headers\": {\"content-type\": \"a/b\"}}}|Content-Type needs a body",
        "{\"request\": {\"params\": {\"a\": \"{call.form.number}\"}}}|{call.form.number} is no field"
            + " of the events that this row asks for; there are call.",
        "{\"request\": {\"params\": {\"a\": \"{agnet}\"}}}|{agnet} is no field",
        "{\"request\": {\"params\": {\"a\": \"{offer}\"}}}|{offer} is no field",
        "{\"request\": {\"params\": {\"a\": \"{\"}}}|request.params: '{' at character 1",
        "{\"request\": {\"body\": {\"a\": [\"{x y}\"]}}}|request.body: '{' at character 1",
        "{\"request\": {\"text\": \"<a>{call.x}</a>\"}}|{call.x} is no field",
        "{\"request\": {\"body\": {\"a\": \"{authentications.crm}\"}}}|request.body: is stored",
        "{\"request\": {\"text\": \"x\", \"headers\": {\"Content-Type\": \"plain\"}}}|Content-Type is none",
        "{\"request\": {\"authentication\": {\"type\": \"basic\"}}}|asks for the type 'basic', and the",
        "{\"request\": {\"soap\": {\"wsdl\": \"/w\"}}}|request.soap: write {\"wsdl\"",
        "{\"request\": {\"soap\": {\"url\": \"/w\"}}}|request.soap.url is unknown",
        "{\"request\": {\"soap\": {\"wsdl\": \"/w\", \"action\": \"a\", \"version\": 2}}}|write 1.1 or",
        "{\"request\": {\"proxy\": \"https://p:1\"}}|request.proxy: write auto, no, or http://HOST",
        "{\"request\": {\"proxy\": false}}|request.proxy: is no text",
        "{\"request\": {\"block\": \"yes\"}}|request.block: write true or false",
        "{\"request\": {\"timeout\": 0}}|request.timeout: write seconds, at most 60",
        "{\"request\": {\"timeout\": \"x\"}}|request.timeout: write seconds",
        "{\"request\": {\"timeout\": 61}}|request.timeout: write seconds",
        "{\"request\": {\"condition\": 1}}|request.condition is no text",
      })
  void isRefusedInWords(String config, String says) {
    assertThatThrownBy(() -> webhook(config))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(says);
  }

  private static BodyTemplate body(RequestTemplate request) {
    return Objects.requireNonNull(request.body());
  }

  private static RequestTemplate request(String config) {
    return webhook(config).request();
  }

  private static Webhook webhook(String config) {
    return Webhook.of(
        new WebhookRow(
            1,
            0,
            "",
            "call.ended, call.abandoned",
            "http://h/x?a=b",
            true,
            "",
            "",
            false,
            WebhookRow.Wish.ANY,
            config),
        Credentials.NONE,
        (wsdl, action, version) -> {
          throw new AssertionError(wsdl);
        });
  }
}
