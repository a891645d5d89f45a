package org.switchhook.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.switchhook.Schemas;
import org.switchhook.event.Event;
import org.switchhook.event.Subject;
import org.switchhook.webhook.template.Form;
import org.switchhook.webhook.template.RequestTemplate;
import org.switchhook.webhook.template.ResponseTemplate;
import org.switchhook.webhook.template.UrlTemplate;

/** The formats beside uContact's and the canonical one, byte for byte. */
class FormatsTest {

  private static final Event QUEUED = Events.queued("pbx1-1.2", 2);
  private static final Event ENDED = Events.ended("pbx1-1.2", 5);

  @Test
  void cloudEvents() {
    assertThat(body("call.queued", Format.CLOUDEVENTS, QUEUED))
        .isEqualTo(
            new Payload(
                7,
                "call.queued",
                "application/cloudevents+json",
                "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"/switchhook/pbx1\","
                        .formatted(QUEUED.id())
                    + "\"type\":\"call.queued\",\"subject\":\"pbx1-1.2\","
                    + "\"time\":\"2026-11-22T03:00:13.345Z\","
                    + "\"datacontenttype\":\"application/json\",\"data\":"
                    + EventJson.text(QUEUED)
                    + "}",
                false));
  }

  @Test
  void cloudEventsOfAgentsAndBridges() throws Exception {
    assertThat(attributes(Events.paused(3, true)))
        .containsEntry("source", "/switchhook/pbx1")
        .containsEntry("type", "agent.paused")
        .containsEntry("subject", "PJSIP/9999");
    assertThat(attributes(Events.heartbeat(1)))
        .containsEntry("source", "/switchhook/bridge1")
        .containsEntry("type", "bridge.heartbeat")
        .containsEntry("subject", "bridge1");
  }

  /** By the specification: what is required, of which type, in which characters. */
  @Test
  void whateverTheIdOfTheCallIsTheAttributesAreValid() throws Exception {
    Event odd = about("a\r\n\u0000\u009f\ud800\uffff \"ñ\"😀");
    Map<String, String> attributes = attributes(odd);
    assertThat(attributes)
        .containsEntry("specversion", "1.0")
        .containsEntry("id", odd.id())
        .containsEntry("subject", "a?????? \"ñ\"😀")
        .containsOnlyKeys(
            "specversion", "id", "source", "type", "subject", "time", "datacontenttype");
    assertThat(URI.create(attributes.get("source")).getPath()).isEqualTo("/switchhook/pbx1");
    assertThat(Instant.parse(attributes.get("time"))).isEqualTo(Events.TIME);
  }

  @Test
  void form() {
    assertThat(body("Ended", Format.FORM, ENDED))
        .isEqualTo(
            new Payload(
                7,
                "call.ended",
                "application/x-www-form-urlencoded",
                "id=%s&type=call.ended&time=2026-11-22T03%%3A00%%3A13.345Z".formatted(ENDED.id())
                    + "&recordedAt=2026-11-22T03%3A00%3A13.347Z&pbx=pbx1&sequence=5&origin=live"
                    + "&call.id=pbx1-1.2&call.uniqueid=pbx1-1.2&call.direction=inbound"
                    + "&call.kind=queue&call.from.number=1234"
                    + "&call.from.name=%C3%91and%C3%BA+%22x%22&call.to.number=7000"
                    + "&call.campaign=Demo%3C-&call.queue.name=Demo%3C-"
                    + "&call.startedAt=2026-11-22T03%3A00%3A13.345Z&endedBy=caller&waitMs=1500"
                    + "&talkMs=4000&holdMs=999&durationMs=4999&segments.0.agent.username=agentTest"
                    + "&segments.0.agent.number=9999&segments.0.agent.fullName=Agente+Test"
                    + "&segments.0.agent.interface=PJSIP%2F9999&segments.0.queue.name=Demo%3C-"
                    + "&segments.0.startedAt=2026-11-22T03%3A00%3A13.345Z&segments.0.talkMs=4000"
                    + "&segments.0.holdMs=999",
                false));
  }

  @Test
  void aFormParsesBackToTheSameValues() {
    Random random = new Random(24);
    for (int round = 0; round < 1000; round++) {
      String value =
          random
              .ints(20, 0, 0xd800)
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString();
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      json.putObject("call").putObject("data").put(value, value + "😀&=+%");
      json.putArray("list").add(true).add(-7);
      json.putArray("none");
      assertThat(fields(Form.of(json)))
          .isEqualTo(
              Map.of("call.data." + value, value + "😀&=+%", "list.0", "true", "list.1", "-7"));
    }
  }

  private static Map<String, String> fields(String form) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String field : form.split("&")) {
      int equals = field.indexOf('=');
      fields.put(decoded(field.substring(0, equals)), decoded(field.substring(equals + 1)));
    }
    return fields;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static Map<String, String> attributes(Event event) throws Exception {
    JsonNode body =
        new ObjectMapper().readTree(CloudEventsFormat.render(event, EventJson.text(event)));
    assertThat(body.path("data").toString()).isEqualTo(EventJson.text(event));
    Schemas.assertValid(body.path("data").toString());
    Map<String, String> attributes = new LinkedHashMap<>();
    body.properties().forEach(field -> attributes.put(field.getKey(), field.getValue().asText()));
    attributes.remove("data");
    return attributes;
  }

  private static Event about(String call) {
    Event event = Events.closed("c", 1);
    Subject subject = new Subject(Subject.Kind.CALL, "pbx1", call);
    return new Event(
        subject,
        event.type(),
        event.time(),
        event.recordedAt(),
        event.pbx(),
        event.sequence(),
        event.origin(),
        event.call(),
        event.agent(),
        event.detail());
  }

  private static Payload body(String name, Format format, Event event) {
    Webhook webhook =
        new Webhook(
            7,
            0,
            "",
            EventName.list(name),
            RequestTemplate.post(UrlTemplate.of("http://h")),
            ResponseTemplate.NONE,
            null,
            Map.of(),
            format,
            false,
            Filter.NONE,
            Fallback.NONE);
    Bodies bodies = new Bodies(event, EventJson.text(event), new UcontactFormat(ZoneOffset.UTC));
    return bodies.payload(new Subscribers(List.of(webhook)).of(event).get(0));
  }
}
