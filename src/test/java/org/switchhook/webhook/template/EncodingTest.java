package org.switchhook.webhook.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.StringReader;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** Whatever stands for a placeholder is the same value to whoever reads it, and nothing else. */
class EncodingTest {

  private static final int MANY = 10_000;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static Values values(String value) {
    var event = JsonNodeFactory.instance.objectNode();
    event.putObject("call").putObject("data").put("x", value);
    return Values.of(event, "call.ended");
  }

  @Test
  void inAPath() {
    UrlTemplate url = UrlTemplate.of("https://h/a/{call.data.x}-/b");
    RandomValues.of(MANY)
        .forEach(
            value ->
                assertThat(parsed(url.render(values(value))).pathSegments())
                    .containsExactly("a", value + "-", "b"));
  }

  @Test
  void inAQuery() {
    UrlTemplate url = UrlTemplate.of("https://h/?a={call.data.x}&b=c");
    RequestTemplate request =
        new RequestTemplate(
            "GET",
            url,
            Map.of("ü&", Template.of("<{call.data.x}>")),
            Map.of(),
            null,
            Transport.USUAL,
            false);
    RandomValues.of(MANY)
        .forEach(
            value -> {
              HttpUrl parsed = parsed(request.url(values(value)));
              assertThat(parsed.queryParameter("a")).isEqualTo(value);
              assertThat(parsed.queryParameter("b")).isEqualTo("c");
              assertThat(parsed.queryParameter("ü&")).isEqualTo("<" + value + ">");
              assertThat(parsed.querySize()).isEqualTo(3);
            });
  }

  @Test
  void inJsonThatIsATree() throws Exception {
    JsonTemplate body =
        JsonTemplate.of(JSON.readTree("{\"a\": [\"{call.data.x}\", \"-{call.data.x}-\"]}"));
    for (String value : RandomValues.of(MANY).toList()) {
      assertThat(JSON.readTree(body.render(values(value))))
          .isEqualTo(JSON.valueToTree(Map.of("a", new String[] {value, "-" + value + "-"})));
    }
  }

  @Test
  void inJsonThatIsText() throws Exception {
    TextTemplate body =
        TextTemplate.of("{\"a\": \"-\\\"{call.data.x}\", \"b\": {call.data.x}}", "");
    for (String value : RandomValues.of(MANY).toList()) {
      assertThat(JSON.readTree(body.render(values(value))))
          .isEqualTo(JSON.valueToTree(Map.of("a", "-\"" + value, "b", value)));
    }
  }

  @Test
  void inXml() throws Exception {
    TextTemplate body =
        TextTemplate.of("<?xml version='1.0'?><a b='{call.data.x}'>{call.data.x}<!-- --></a>", "");
    DocumentBuilder parser = DocumentBuilderFactory.newInstance().newDocumentBuilder();
    for (String value : RandomValues.of(MANY).toList()) {
      Document document =
          parser.parse(new InputSource(new StringReader(body.render(values(value)))));
      String held = value.replaceAll("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF]", "\uFFFD");
      assertThat(document.getDocumentElement().getTextContent()).isEqualTo(held);
      assertThat(document.getDocumentElement().getAttribute("b")).isEqualTo(held);
    }
  }

  @Test
  void inAForm() throws Exception {
    TextTemplate text = TextTemplate.of("a={call.data.x}&b=c", "application/x-www-form-urlencoded");
    FormTemplate tree =
        new FormTemplate(
            JsonTemplate.of(JSON.readTree("{\"a\": \"{call.data.x}\", \"b\": \"c\"}")));
    RandomValues.of(MANY)
        .forEach(
            value -> {
              for (BodyTemplate body : new BodyTemplate[] {text, tree}) {
                String[] fields = body.render(values(value)).split("&");
                assertThat(fields).hasSize(2);
                assertThat(URLDecoder.decode(fields[0], StandardCharsets.UTF_8))
                    .isEqualTo("a=" + value);
              }
            });
  }

  @Test
  void inAHeader() {
    Template header = Template.of("v={call.data.x}");
    RandomValues.of(MANY)
        .forEach(
            value -> {
              String rendered = header.render(values(value), Encoding.HEADER);
              assertThat(rendered).matches("v=[\\x20-\\x7E]*");
              String plus = rendered.substring(2).replace("+", "%2B");
              assertThat(URLDecoder.decode(plus, StandardCharsets.UTF_8)).isEqualTo(value);
            });
  }

  private static HttpUrl parsed(String url) {
    return HttpUrl.get(url);
  }
}
