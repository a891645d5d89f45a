package org.switchhook.webhook.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Values VALUES =
      Values.of(
          json(
              """
              {"type": "call.ended", "sequence": 7, "durationMs": 61499,
               "call": {"id": "pbx1-1.2", "direction": "outbound", "campaign": "sales",
                        "from": {"number": "1001"}, "to": {"number": "+49 30", "name": "Ana"},
                        "data": {"tier": "gold", "n": 3, "o": {"a": null}, "email": "a@b"}},
               "segments": [{"talkMs": 1}, {"talkMs": 2}]}
              """),
          "FinishInteraction");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{call.id}|pbx1-1.2",
        "{event} {type}|FinishInteraction call.ended",
        "{{call.id}|{call.id}",
        "a{call.data.n}b|a3b",
        "{segments.1.talkMs}|2",
        "{call.data.o}|{\"a\":null}",
        "{contact.id}, {contact.phone}, {contact.name}|pbx1-1.2, +49 30, Ana",
        "[contact:phone] [contact:email] [contact:custom1]. [call:duration] [campaign:name]|+49 30"
            + " a@b . 61 sales",
        "[contact:Phone] [x] }|[contact:Phone] [x] }",
      })
  void isRendered(String text, String rendered) {
    assertThat(Template.of(text).render(VALUES, Encoding.PLAIN)).isEqualTo(rendered);
  }

  @Test
  void aFallbackStandsForWhatIsAbsentAndForNothingElse() {
    assertThat(Template.of("{call.from.name|some body}").render(VALUES, Encoding.URL))
        .isEqualTo("some%20body");
    assertThat(Template.of("{call.to.name|}").render(VALUES, Encoding.URL)).isEqualTo("Ana");
    assertThat(Template.of("<{call.from.name|}>").render(VALUES, Encoding.URL)).isEqualTo("<>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{call.from.name}", "{segments.2.talkMs}", "{segments.x}", "{call.data.o.a}"})
  void whatIsAbsentIsNeverEmpty(String text) {
    assertThatThrownBy(() -> Template.of(text + "!").render(VALUES, Encoding.PLAIN))
        .isInstanceOf(NoValueException.class)
        .hasMessageContaining(text + " has no value in this event; write ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "{ call.id}", "{call.}", "{}", "{call.id", "a {{{b c}", "{call id}"})
  void aBraceThatBeginsNothingIsAnError(String text) {
    assertThatThrownBy(() -> Template.of(text))
        .hasMessageMatching(
            "'\\{' at character \\d begins no placeholder; write \\{\\{ for a brace");
  }

  @Test
  void aValueByItselfKeepsItsType() {
    JsonNode body =
        JsonTemplate.of(
                json(
                    "{\"n\": \"{call.data.n}\", \"t\": \"{call.data.n}!\", \"o\": \"{call.data}\","
                        + " \"none\": \"{call.from.name}\", \"true\": true, \"f\": \"{call.x|y}\"}"))
            .tree(VALUES);

    assertThat(body.toString())
        .isEqualTo(
            "{\"n\":3,\"t\":\"3!\",\"o\":{\"tier\":\"gold\",\"n\":3,\"o\":{\"a\":null},"
                + "\"email\":\"a@b\"},\"none\":null,\"true\":true,\"f\":\"y\"}");
  }

  @Test
  void anEmptyValueIsNoSegmentOfThePath() {
    Values values = Values.of(json("{\"call\": {\"id\": \"\"}}"), "");
    assertThatThrownBy(() -> UrlTemplate.of("http://h/a/{call.id}").render(values))
        .isInstanceOf(NoValueException.class)
        .hasMessageContaining("empty");
    assertThatThrownBy(() -> UrlTemplate.of("http://h/a/{call.id}/b?c").render(values))
        .isInstanceOf(NoValueException.class);
    assertThat(UrlTemplate.of("http://h//a/x{call.id}/?b={call.id}").render(values))
        .isEqualTo("http://h//a/x/?b=");
  }

  @ParameterizedTest
  @ValueSource(strings = {".", ".."})
  void aValueIsNoStepOfThePath(String value) {
    Values values = Values.of(json("{\"call\": {\"id\": \"" + value + "\"}}"), "");
    assertThatThrownBy(() -> UrlTemplate.of("http://h/a/{call.id}").render(values))
        .isInstanceOf(NoValueException.class)
        .hasMessageContaining("no segment");
    assertThatThrownBy(() -> UrlTemplate.of("http://h/{call.id};v=1/b").render(values))
        .isInstanceOf(NoValueException.class);
    assertThat(UrlTemplate.of("http://h/a?b=../{call.id}").render(values)).endsWith("/" + value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://{call.data.h}/",
        "http://h{call.data.h}",
        "https://u:{call.id}@h/",
        "http://h:{call.data.p}/",
        "http://[contact:host]/"
      })
  void aCallerDoesNotChooseTheHost(String url) {
    assertThatThrownBy(() -> UrlTemplate.of(url)).hasMessageContaining("before the path");
  }

  @Test
  void textIsFollowedToKnowWhereAValueStands() {
    for (String text :
        List.of(
            "<a><![CDATA[{call.id}]]></a>",
            "<!-- {call.id} -->",
            "<a {call.id}='1'/>",
            "<{call.id}/>",
            "<?x {call.id}?>")) {
      assertThatThrownBy(() -> TextTemplate.of(text, "text/xml"))
          .hasMessageContaining("{call.id} stands in a tag, a comment or CDATA");
    }
    assertThat(
            TextTemplate.of("<a><!-- <b c=\" --><![CDATA[<d '>]]><e f='>'>{call.id}</e></a>", "")
                .render(VALUES))
        .isEqualTo("<a><!-- <b c=\" --><![CDATA[<d '>]]><e f='>'>pbx1-1.2</e></a>");
  }

  /** A type that nobody has heard of may be JSON all the same. */
  @ParameterizedTest
  @ValueSource(strings = {"application/x-amz-json-1.1", "application/x-ndjson", "text/json; a=b"})
  void whatIsAKindOfJsonIsEncodedAsThat(String type) {
    Values values = Values.of(json("{\"call\": {\"id\": \"a\\\",\\\"b\"}}"), "");
    assertThat(TextTemplate.of("{\"name\":\"{call.id}\"}", type).render(values))
        .isEqualTo("{\"name\":\"a\\\",\\\"b\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\":\"{call.id}\"}", " [{call.id}]", "<a>{call.id}</a>"})
  void aTextOfAShapeHasToSayWhichItIs(String text) {
    assertThatThrownBy(() -> TextTemplate.of(text, "text/plain"))
        .hasMessageContaining("it begins as JSON or XML does");
    assertThat(TextTemplate.of("{call.id} [contact:phone]", "text/plain").render(VALUES))
        .isEqualTo("pbx1-1.2 +49 30");
    assertThat(TextTemplate.of("[contact:phone]", "text/plain").render(VALUES)).isEqualTo("+49 30");
  }

  @Test
  void whatIsRenderedIsBounded() {
    Values values = Values.of(json("{\"call\": {\"id\": \"" + "x".repeat(1000) + "\"}}"), "");
    String many = "{call.id} ".repeat(300);
    String[] items = "\"{call}\",".repeat(300).split("(?<=,)");
    String tree = "[" + String.join("", items) + "1]";
    for (BodyTemplate body :
        List.of(
            TextTemplate.of(many, "text/plain"),
            JsonTemplate.of(json("[\"" + many + "\"]")),
            JsonTemplate.of(json(tree)),
            new FormTemplate(JsonTemplate.of(json(tree))))) {
      assertThatThrownBy(() -> body.render(values))
          .isInstanceOf(NoValueException.class)
          .hasMessageContaining("more than 262144 characters");
    }
  }

  @Test
  void aPathIsNoLongerThanAPersonWrites() {
    String endless = "{a" + ".a".repeat(20_000) + "}";
    assertThatThrownBy(() -> Template.of(endless)).hasMessageContaining("begins no placeholder");
    assertThatThrownBy(() -> Template.of("{" + "a".repeat(30_000) + "}"))
        .hasMessageContaining("begins no placeholder");
  }

  @Test
  void textThatIsNotWhatItSaysIsAnError() {
    assertThatThrownBy(() -> TextTemplate.of("{\"a\": {call.id}", ""))
        .hasMessageContaining("its content type is JSON and it is none");
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
