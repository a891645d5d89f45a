package org.switchhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.switchhook.event.Detail;
import org.switchhook.event.Event;
import org.switchhook.event.EventType;
import org.switchhook.event.Subject;

/** The schemas have the fields and the words that the code has, no more and no less. */
class SchemaFieldsTest {

  static Stream<Class<?>> details() {
    return parts(part -> part.isRecord() && Detail.class.isAssignableFrom(part));
  }

  static Stream<Class<?>> shared() {
    Set<Class<?>> others = Set.of(Event.class, Subject.class);
    return parts(p -> p.isRecord() && !Detail.class.isAssignableFrom(p) && !others.contains(p));
  }

  static Stream<Class<?>> words() {
    return parts(part -> part.isEnum() && part != EventType.class && part != Subject.Kind.class);
  }

  @Test
  void theEnvelopeIsTheEvents() {
    Set<String> told = Schemas.names(Schemas.definition("callEnvelope").path("properties"));
    told.addAll(Schemas.names(Schemas.definition("envelope").path("properties")));
    JsonPropertyOrder order =
        Objects.requireNonNull(Event.class.getAnnotation(JsonPropertyOrder.class));
    told.add("detail");
    assertThat(told).containsExactlyInAnyOrder(order.value());
  }

  @ParameterizedTest
  @MethodSource("details")
  void aTypeHasItsFields(Class<?> detail) {
    JsonNode schema = Schemas.file(type(detail));
    Set<String> properties = Schemas.names(schema.path("properties"));
    properties.remove("type");
    Set<String> required = Schemas.texts(schema.path("required"));
    required.remove("pbx");

    assertThat(Schemas.told(properties)).isEqualTo(fields(detail, field -> true));
    assertThat(Schemas.told(required)).isEqualTo(fields(detail, SchemaFieldsTest::isAlways));
  }

  @ParameterizedTest
  @MethodSource("shared")
  void whatTypesShareHasItsFields(Class<?> part) {
    JsonNode schema = Schemas.definition(definition(part));

    assertThat(Schemas.told(Schemas.names(schema.path("properties"))))
        .isEqualTo(fields(part, field -> true));
    assertThat(Schemas.told(Schemas.texts(schema.path("required"))))
        .isEqualTo(fields(part, SchemaFieldsTest::isAlways));
  }

  @ParameterizedTest
  @MethodSource("words")
  void aListHasItsWords(Class<?> list) {
    Set<String> words = new TreeSet<>();
    Arrays.stream(list.getFields()).filter(Field::isEnumConstant).forEach(f -> words.add(name(f)));

    assertThat(Schemas.told(Schemas.texts(Schemas.definition(definition(list)).path("enum"))))
        .isEqualTo(words);
  }

  /** {@code CallDetail.LeftQueue} is {@code call.left_queue}, {@code CustomDetail} custom. */
  private static String type(Class<?> detail) {
    Class<?> group = detail.getDeclaringClass();
    String name = detail.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "_");
    String type =
        group == null
            ? detail.getSimpleName().replace("Detail", "")
            : group.getSimpleName().replace("Detail", ".") + name;
    return type.toLowerCase(Locale.ROOT);
  }

  /** {@code AgentRef} is {@code agent}, {@code QueueExit} is {@code queueExit}. */
  private static String definition(Class<?> part) {
    String name = part.getSimpleName().replaceAll("Ref$", "");
    return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
  }

  private static Set<String> fields(Class<?> part, Predicate<RecordComponent> which) {
    Set<String> fields = new TreeSet<>();
    Stream.of(part.getRecordComponents())
        .filter(which)
        .filter(c -> !c.getAccessor().isAnnotationPresent(JsonIgnore.class))
        .forEach(c -> fields.add(name(c.getAccessor(), c.getName())));
    return Schemas.told(fields);
  }

  private static boolean isAlways(RecordComponent field) {
    return !field.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  private static String name(Field word) {
    return name(word, word.getName());
  }

  private static String name(AnnotatedElement element, String otherwise) {
    JsonProperty property = element.getAnnotation(JsonProperty.class);
    return property == null ? otherwise : property.value();
  }

  private static Stream<Class<?>> parts(Predicate<Class<?>> which) {
    Set<Class<?>> parts = new LinkedHashSet<>();
    addPart(Event.class, parts);
    List<Class<?>> found = parts.stream().filter(which).toList();
    assertThat(found).hasSizeGreaterThan(5);
    return found.stream();
  }

  /** All that an event is made of. */
  private static void addPart(Type type, Set<Class<?>> parts) {
    if (type instanceof ParameterizedType of) {
      Stream.of(of.getActualTypeArguments()).forEach(argument -> addPart(argument, parts));
    } else if (type instanceof Class<?> part
        && part.getPackage() == Event.class.getPackage()
        && parts.add(part)) {
      Class<?>[] permitted = part.isSealed() ? part.getPermittedSubclasses() : new Class<?>[0];
      Stream.of(permitted).forEach(one -> addPart(one, parts));
      RecordComponent[] fields =
          part.isRecord() ? part.getRecordComponents() : new RecordComponent[0];
      Stream.of(fields).forEach(field -> addPart(field.getGenericType(), parts));
    }
  }
}
