package io.hotswap.api.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;

/// All the requests for one operation: every parameter and field with every bad value, and bodies
/// with random bytes changed.
final class Cases {
  private static final String MARKER = "@@here@@";
  private static final List<String> OTHER_HEADERS =
      List.of(
          "tracestate",
          "Content-Length",
          "Content-Encoding",
          "Transfer-Encoding",
          "Accept-Charset",
          "Accept-Encoding",
          "Accept-Language",
          "Cookie",
          "Host",
          "If-Match",
          "If-Modified-Since",
          "Origin",
          "Range",
          "X-Forwarded-For",
          "X-HTTP-Method-Override");

  private final FuzzedOperation operation;
  private final Map<String, String> values;
  private final Share share;
  private final Random random;

  /// Which of the bad values of a parameter are this operation's to try.
  interface Share {
    List<String> of(String parameter, List<String> all);
  }

  /// @param values of path parameters, of things that are there, and of `environment`
  Cases(FuzzedOperation operation, Map<String, String> values, Share share, Random random) {
    this.operation = operation;
    this.values = values;
    this.share = share;
    this.random = random;
  }

  /// @param mutations bodies with random changes
  List<FuzzCase> all(int mutations) {
    List<FuzzCase> cases = new ArrayList<>();
    parameters(cases);
    if (operation.body().isPresent()) {
      BadValues.BODIES.forEach(it -> cases.add(base().body("body " + FuzzCase.shown(it), it)));
      fields(cases);
      mutated(mutations, cases);
    }
    return cases;
  }

  /// Query parameters that the operation has not, and those it has, twice.
  List<FuzzCase> misnamed() {
    List<FuzzCase> cases = new ArrayList<>();
    for (var bad : BadValues.TEXTS) {
      cases.add(base().query("x" + bad, "true"));
    }
    for (var name : operation.named("query")) {
      cases.add(base().query(name.toUpperCase(Locale.ROOT), "true"));
      cases.add(
          base().query(name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT) + "s", "1"));
      cases.add(base().query(name, "1", "1"));
      cases.add(base().query(name, "1", "2"));
    }
    return cases;
  }

  /// What every operation of a function does the same: methods, and headers that no operation
  /// declares.
  List<FuzzCase> shared() {
    List<FuzzCase> cases = new ArrayList<>();
    for (var name : List.of("Accept", "Authorization", "traceparent")) {
      BadValues.HEADERS.forEach(bad -> cases.add(base().header(name, bad)));
    }
    for (var name : OTHER_HEADERS) {
      BadValues.ODD.forEach(bad -> cases.add(base().header(name, bad)));
    }
    for (var method : List.of("HEAD", "OPTIONS", "TRACE", "CONNECT", "PATCH", "BREW", "", "get")) {
      cases.add(base().as(method));
    }
    for (var bad : BadValues.TEXTS) {
      cases.add(base().query(bad, "x"));
      cases.add(base().at(" path " + FuzzCase.shown(bad), bad));
    }
    return cases;
  }

  private FuzzCase base() {
    var body = examples().stream().findFirst().map(JsonNode::toString);
    return new FuzzCase(
        operation.id(),
        operation.method(),
        operation.path(values),
        operation.query(values),
        Map.of(),
        body,
        false);
  }

  private void parameters(List<FuzzCase> cases) {
    for (var name : operation.named("path")) {
      for (var bad : bad(name)) {
        Map<String, String> changed = new HashMap<>(values);
        changed.put(name, bad);
        var path = operation.path(changed);
        cases.add(base().at(" {" + name + "} " + FuzzCase.shown(bad), path));
      }
    }
    for (var name : operation.named("query")) {
      bad(name).forEach(bad -> cases.add(base().query(name, bad)));
    }
    for (var name : operation.named("header")) {
      share.of(name, BadValues.HEADERS).forEach(bad -> cases.add(base().header(name, bad)));
    }
    if (operation.body().isPresent()) {
      share
          .of(SharedParameters.CONTENT_TYPE, BadValues.HEADERS)
          .forEach(bad -> cases.add(base().header(SharedParameters.CONTENT_TYPE, bad)));
    }
  }

  private List<String> bad(String parameter) {
    var all =
        Stream.concat(
                BadValues.TEXTS.stream(),
                Boundaries.parameter(operation.parameter(parameter).path("schema")).stream())
            .toList();
    return share.of(parameter, all);
  }

  private void fields(List<FuzzCase> cases) {
    for (var schema : Schemas.fields(operation.body().orElseThrow().path("schema")).entrySet()) {
      var field = schema.getKey();
      var marked = Schemas.marked(example(field), field, MARKER).toString();
      for (var bad : BadValues.JSON) {
        cases.add(with(field, marked, bad));
      }
      for (var bad : Boundaries.json(schema.getValue())) {
        cases.add(with(field, marked, bad));
      }
    }
  }

  private FuzzCase with(String field, String marked, String bad) {
    var body = marked.replace("\"" + MARKER + "\"", bad);
    return keyed(base().body(field + " " + FuzzCase.shown(bad), body));
  }

  /// With Development for an example's environment nothing would wait, and one would hold up all
  /// others.
  private List<JsonNode> examples() {
    return operation.examples().stream().map(this::replaced).toList();
  }

  private JsonNode replaced(JsonNode example) {
    var environment = values.get("environment");
    var copy = example.deepCopy();
    if (environment != null && copy instanceof ObjectNode object && copy.has("environment")) {
      object.put("environment", environment);
    }
    return copy;
  }

  /// One that has the field, or what the field is in.
  private JsonNode example(String field) {
    var first = field.split("/")[1];
    var examples = examples();
    return examples.stream().filter(it -> it.has(first)).findFirst().orElse(examples.getFirst());
  }

  // A refusal is kept with its key, too.
  private FuzzCase keyed(FuzzCase it) {
    if (random.nextBoolean()) {
      return it;
    }
    var headers = Map.of("Idempotency-Key", new UUID(random.nextLong(), 0).toString());
    return new FuzzCase(
        it.about(), it.method(), it.path(), it.query(), headers, it.body(), it.encoded());
  }

  private void mutated(int mutations, List<FuzzCase> cases) {
    var examples = examples();
    for (int i = 0; i < mutations; i++) {
      var example = examples.get(i % examples.size());
      var bytes = Mutation.of(example.toString().getBytes(StandardCharsets.UTF_8), random);
      if (random.nextBoolean()) {
        var base64 = Base64.getEncoder().encodeToString(bytes);
        cases.add(base().encoded("base64 " + base64, base64));
      } else {
        var text = new String(bytes, StandardCharsets.ISO_8859_1);
        cases.add(base().body("mutated " + FuzzCase.shown(text), text));
      }
    }
    cases.add(base().encoded("base64 ***", "***"));
    cases.add(base().bare());
  }
}
