package org.switchhook.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A condition in CEL over {@code event} (the whole of it), {@code call}, {@code agent} and {@code
 * data} (what is attached to the call). Has no side effects, and its cost is bounded.
 */
public final class Condition {

  private static final int LONGEST = 4096;

  /** Items that all its macros together may look at. */
  private static final int ITERATIONS = 10_000;

  /** All that ask. What makes lists could make one that fills the memory. */
  private static final List<CelStandardMacro> MACROS =
      List.of(
          CelStandardMacro.HAS,
          CelStandardMacro.ALL,
          CelStandardMacro.EXISTS,
          CelStandardMacro.EXISTS_ONE);

  private static final Cel CEL =
      CelFactory.plannerCelBuilder()
          .setStandardMacros(MACROS)
          .setOptions(
              CelOptions.current()
                  .enableHeterogeneousNumericComparisons(true)
                  .comprehensionMaxIterations(ITERATIONS)
                  .build())
          .addVar("event", MapType.create(SimpleType.STRING, SimpleType.DYN))
          .addVar("call", MapType.create(SimpleType.STRING, SimpleType.DYN))
          .addVar("agent", MapType.create(SimpleType.STRING, SimpleType.DYN))
          .addVar("data", MapType.create(SimpleType.STRING, SimpleType.DYN))
          .build();

  private final CelRuntime.Program program;
  private final AtomicLong failures = new AtomicLong();
  private volatile String lastFailure = "";

  private Condition(CelRuntime.Program program) {
    this.program = program;
  }

  /**
   * Compiles it.
   *
   * @throws IllegalArgumentException when it is none, saying where
   */
  static Condition of(String text) {
    if (text.length() > LONGEST) {
      throw fault("has " + text.length() + " characters; at most " + LONGEST + " fit");
    }
    try {
      var ast = CEL.compile(text).getAst();
      if (!ast.getResultType().equals(SimpleType.BOOL)
          && !ast.getResultType().equals(SimpleType.DYN)) {
        throw fault("gives " + ast.getResultType().name() + "; write what is true or false");
      }
      return new Condition(CEL.createProgram(ast));
    } catch (CelValidationException | CelEvaluationException e) {
      throw fault(String.valueOf(e.getMessage()).strip().replaceAll("\\s*\\R\\s*", "; "));
    }
  }

  /** Whether it is true of an event. One that fails, as for a missing key, is not. */
  boolean holds(JsonNode event) {
    JsonNode call = event.path("call");
    Map<String, Object> variables =
        Map.of(
            "event", map(event),
            "call", map(call),
            "agent", map(event.path("agent")),
            "data", map(call.path("data")));
    try {
      Object result = program.eval(variables);
      return result instanceof Boolean holds
          ? holds
          : failed("gives " + result.getClass().getSimpleName() + ", not true or false");
    } catch (CelEvaluationException | RuntimeException | StackOverflowError e) {
      return failed(String.valueOf(e.getMessage()));
    }
  }

  private boolean failed(String why) {
    lastFailure = why.replaceAll("\\p{C}+", " ");
    failures.incrementAndGet();
    return false;
  }

  /** How often it has failed. */
  long failures() {
    return failures.get();
  }

  /** Why it did so last; may repeat a value of the event. */
  String lastFailure() {
    return lastFailure;
  }

  private static Map<String, Object> map(JsonNode object) {
    Map<String, Object> map = new LinkedHashMap<>();
    object
        .properties()
        .forEach(
            field -> {
              Object value = value(field.getValue());
              if (value != null) { // CEL's maps can have none.
                map.put(field.getKey(), value);
              }
            });
    return map;
  }

  private static @Nullable Object value(JsonNode json) {
    if (json.isObject()) {
      return map(json);
    }
    if (json.isArray()) {
      List<Object> items = new ArrayList<>();
      json.forEach(item -> items.add(item.isNull() ? "" : Objects.requireNonNull(value(item))));
      return items;
    }
    if (json.isIntegralNumber()) {
      return json.asLong(); // CEL has no int of 32 bits.
    }
    if (json.isNumber()) {
      return json.asDouble();
    }
    return json.isNull() ? null : json.isBoolean() ? (Object) json.asBoolean() : json.asText();
  }

  private static IllegalArgumentException fault(String what) {
    return new IllegalArgumentException("config: request.condition: " + what);
  }
}
