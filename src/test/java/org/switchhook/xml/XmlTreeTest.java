package org.switchhook.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** XML by the paths of JSON. */
class XmlTreeTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "<a>x</a> | {`a`:`x`}",
        "<a/> | {`a`:``}",
        "<n:a xmlns:n='urn:n'><n:b>1</n:b> <b>2</b></n:a> | {`a`:{`b`:[`1`,`2`]}}",
        "<a><b>1</b><c/><b>2</b><b>3</b></a> | {`a`:{`b`:[`1`,`2`,`3`],`c`:``}}",
        "<a><b><c>1</c></b></a> | {`a`:{`b`:{`c`:`1`}}}",
        "<a id='7'>x</a> | {`a`:{`@id`:`7`,`#text`:`x`}}",
        "<a n:id='7' xmlns:n='urn:n'><b>1</b> t </a> | {`a`:{`@id`:`7`,`b`:`1`,`#text`:` t `}}",
        "<a xmlns:i='http://www.w3.org/2001/XMLSchema-instance' i:nil='true'/> | {`a`:null}",
        "<a xmlns:i='http://www.w3.org/2001/XMLSchema-instance' i:type='x'>1</a> | {`a`:`1`}",
        "<a>&lt;&#233;&#x1F600;<![CDATA[<b>]]></a> | {`a`:`<é😀<b>`}",
        "<?xml version='1.0' encoding='ISO-8859-1'?><a>é</a> | {`a`:`é`}"
      })
  void trees(String xml, String json) {
    assertThat(XmlTree.read(xml)).hasToString(json.replace('`', '"'));
    assertThat(XmlTree.readStart(xml)).isEqualTo(XmlTree.read(xml));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<a><b>1</b><c>2</c><d>3 | {`a`:{`b`:`1`,`c`:`2`,`d`:``}}",
        "<a><b>1</b><c | {`a`:{`b`:`1`}}",
        "<a>x</a><b/> | {`a`:`x`}"
      })
  void theStartOfWhatWasCut(String xml, String json) {
    assertThat(XmlTree.readStart(xml)).hasToString(json.replace('`', '"'));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> XmlTree.read(xml))
        .withMessageStartingWith("no XML: ")
        .withMessageEndingWith(" (line 1)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE a><a/>",
        "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><a>&e;</a>",
        "<!DOCTYPE a SYSTEM 'http://127.0.0.1:1/a.dtd'><a/>"
      })
  void doctypeIsRefused(String xml) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> XmlTree.read(xml))
        .withMessage("it has a DOCTYPE, which is refused");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> XmlTree.readStart(xml))
        .withMessage("it has a DOCTYPE, which is refused");
  }

  @Test
  void deepOnesAreRefused() {
    String deep = "<a>".repeat(100_000);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> XmlTree.read(deep))
        .withMessage("its elements are nested deeper than 100");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "x", "{}", "<a>&e;", "\u0000"})
  void whatIsNoXml(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> XmlTree.read(text))
        .withMessageStartingWith("no XML: ");
  }
}
