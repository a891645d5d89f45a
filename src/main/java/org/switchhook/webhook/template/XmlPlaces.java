package org.switchhook.webhook.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Function;

/** In the text of XML or in an attribute's value; nowhere else can a value stand. */
final class XmlPlaces implements TextPlaces {

  private enum Place {
    TEXT,
    TAG,
    ATTRIBUTE,
    /** A comment, CDATA, a processing instruction. */
    SECTION
  }

  private Place place = Place.TEXT;

  /** Of an attribute or a section. */
  private String end = "";

  @Override
  public void pass(String text) {
    for (int i = 0; i < text.length(); ) {
      i += step(text, i);
    }
  }

  /** Returns how far it has gone. */
  private int step(String text, int at) {
    if (place == Place.ATTRIBUTE || place == Place.SECTION) {
      if (!text.startsWith(end, at)) {
        return 1;
      }
      place = place == Place.ATTRIBUTE ? Place.TAG : Place.TEXT;
      return end.length();
    }
    char one = text.charAt(at);
    if (place == Place.TEXT) {
      return one == '<' ? open(text, at) : 1;
    }
    if (one == '>') {
      place = Place.TEXT;
    } else if (one == '"' || one == '\'') {
      place = Place.ATTRIBUTE;
      end = String.valueOf(one);
    }
    return 1;
  }

  private int open(String text, int at) {
    place = Place.SECTION;
    if (text.startsWith("<!--", at)) {
      end = "-->";
      return 4;
    }
    if (text.startsWith("<![CDATA[", at)) {
      end = "]]>";
      return 9;
    }
    if (text.startsWith("<?", at)) {
      end = "?>";
      return 2;
    }
    place = Place.TAG;
    return 1;
  }

  @Override
  public Function<JsonNode, String> here(Template.Part part) {
    if (part instanceof Placeholder && (place == Place.TAG || place == Place.SECTION)) {
      throw new IllegalArgumentException(
          part
              + " stands in a tag, a comment or CDATA; in XML a value can be text or an attribute's");
    }
    return Encoding.XML::encode;
  }
}
