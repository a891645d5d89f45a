package org.switchhook.journal;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.ConstructorDetector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.fasterxml.jackson.module.paramnames.ParameterNamesModule;
import java.util.stream.Stream;
import org.switchhook.telephony.signal.Channel;
import org.switchhook.telephony.signal.Signal;

/**
 * Signals and the model as JSON, by their fields. The model knows nothing of it: constructors are
 * found by the names of their parameters, the rest is set field by field, absent values too: a
 * constructor may have given the field another.
 */
final class StateJson {

  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .addModule(new ParameterNamesModule())
          .addModule(Image.MODULE)
          .constructorDetector(ConstructorDetector.USE_PROPERTIES_BASED)
          .visibility(PropertyAccessor.ALL, Visibility.NONE)
          .visibility(PropertyAccessor.FIELD, Visibility.ANY)
          .visibility(PropertyAccessor.CREATOR, Visibility.ANY)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          // A field that an older or newer version wrote means that this version would not
          // understand the state; better to say so than to go on with half of it.
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .addMixIn(Signal.class, NamedSignal.class)
          .addMixIn(Channel.class, Brief.class)
          .build();

  static {
    signalTypes(Signal.class)
        .forEach(type -> MAPPER.registerSubtypes(new NamedType(type, name(type))));
  }

  private StateJson() {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private interface NamedSignal {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  private interface Brief {}

  private static Stream<Class<?>> signalTypes(Class<?> type) {
    return type.isSealed()
        ? Stream.of(type.getPermittedSubclasses()).flatMap(StateJson::signalTypes)
        : Stream.of(type);
  }

  /** {@code ChannelSignal.Created}: the record's name alone is not unique. */
  private static String name(Class<?> type) {
    return type.getEnclosingClass().getSimpleName() + "." + type.getSimpleName();
  }
}
