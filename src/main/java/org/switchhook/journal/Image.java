package org.switchhook.journal;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.BeanSerializerModifier;
import com.fasterxml.jackson.databind.ser.ResolvableSerializer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.switchhook.telephony.Model;
import org.switchhook.telephony.Past;

/**
 * A snapshot as it is at one moment: the JSON of what goes on changing, and copies of the past. Of
 * that there is most by far, and its JSON can be made later, by a thread for which no event waits.
 */
final class Image {

  /** Leaves out each {@link Past} where it is told to, and gives it to the image. */
  static final SimpleModule MODULE =
      new SimpleModule()
          .setSerializerModifier(
              new BeanSerializerModifier() {
                @Override
                public JsonSerializer<?> modifySerializer(
                    SerializationConfig config,
                    BeanDescription bean,
                    JsonSerializer<?> serializer) {
                  return bean.getBeanClass() == Past.class ? new Later(serializer) : serializer;
                }
              });

  private final long position;
  private final ByteArrayOutputStream now = new ByteArrayOutputStream();
  private final List<Cut> cuts = new ArrayList<>();

  /**
   * @param at so many bytes of what is written now come before it
   */
  private record Cut(int at, Past past) {}

  private Image(long position) {
    this.position = position;
  }

  /** Of a model that changes again as soon as this is made, after the entry at that position. */
  static Image of(long position, Model model) throws IOException {
    Image image = new Image(position);
    Snapshot snapshot = new Snapshot(Snapshot.FORMAT, position, model);
    writer().withAttribute(Image.class, image).writeValue(image.now, snapshot);
    return image;
  }

  long position() {
    return position;
  }

  /** Writes the JSON of the snapshot; any thread may. */
  void writeTo(OutputStream out) throws IOException {
    byte[] bytes = now.toByteArray();
    int from = 0;
    for (Cut cut : cuts) {
      out.write(bytes, from, cut.at - from);
      writer().writeValue(out, cut.past);
      from = cut.at;
    }
    out.write(bytes, from, bytes.length - from);
  }

  private static ObjectWriter writer() {
    return StateJson.MAPPER.writer().without(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
  }

  private void cut(JsonGenerator json, Past past) throws IOException {
    json.writeRawValue(""); // What separates it from what is before it is written.
    json.flush();
    cuts.add(new Cut(now.size(), past.copy()));
  }

  private static final class Later extends JsonSerializer<Past> implements ResolvableSerializer {

    private final JsonSerializer<Object> whole;

    @SuppressWarnings("unchecked")
    Later(JsonSerializer<?> whole) {
      this.whole = (JsonSerializer<Object>) whole;
    }

    @Override
    public void resolve(SerializerProvider context) throws JsonMappingException {
      if (whole instanceof ResolvableSerializer bean) {
        bean.resolve(context); // Else it would leave out what is absent.
      }
    }

    @Override
    public void serialize(Past past, JsonGenerator json, SerializerProvider context)
        throws IOException {
      if (context.getAttribute(Image.class) instanceof Image image) {
        image.cut(json, past);
      } else {
        whole.serialize(past, json, context);
      }
    }
  }
}
