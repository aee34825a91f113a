package io.hotswap.api.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.hotswap.api.ApiFunction;
import io.hotswap.api.TestContext;
import io.hotswap.serialization.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;

/// Sends a function what nobody should send, for every parameter and field that openapi.yaml knows:
/// each answer is below 500, a mistake is told as a problem that names its place, and what is
/// refused leaves nothing behind.
///
/// The same seed sends the same. `-Dhotswap.fuzz.seed=7 -Dhotswap.fuzz.mutations=5000` sends more.
public final class Fuzz {
  private static final long SEED = Long.getLong("hotswap.fuzz.seed", 1);
  private static final int MUTATIONS = Integer.getInteger("hotswap.fuzz.mutations", 40);
  private static final int BATCH = 500;
  private static final int LARGEST_PROBLEM = 64 * 1024;

  private final ApiFunction function;
  private final String token;
  private final Stored stored;
  private final List<String> findings = new ArrayList<>();
  private final Map<Integer, Integer> counts = new TreeMap<>();
  private int sent;
  private int parameters;
  private int fields;
  private int notJson;

  /// @param token of somebody who may do everything
  public Fuzz(ApiFunction function, Map<String, String> environment, String token) {
    this.function = function;
    this.token = token;
    this.stored = new Stored(environment);
  }

  /// @param name the function's logical id in template.yaml
  /// @param values of path parameters, of things that are there
  public void all(String name, Map<String, String> values) {
    var random = new Random(SEED);
    var operations = FuzzedOperation.of(name);
    var shared = operations.stream().filter(it -> it.method().equals("GET")).findFirst();
    inBatches(new Cases(shared.orElseThrow(), values, (parameter, all) -> all, random).shared());
    var shares = new SharedParameters(operations);
    operations.forEach(it -> operation(it, new Cases(it, values, shares.of(it), random)));
    System.out.printf(
        "%s: seed %d, %d requests for %d parameters and %d fields of %d operations (%d bodies no"
            + " JSON), by status %s%n",
        name, SEED, sent, parameters, fields, operations.size(), notJson, counts);
    assertEquals(List.of(), findings.stream().limit(60).toList(), findings.size() + " findings");
  }

  private void operation(FuzzedOperation operation, Cases cases) {
    var coverage = new Coverage(operation);
    var all = cases.all(MUTATIONS);
    all.forEach(coverage::sent);
    inBatches(all);
    coverage.missing().forEach(it -> findings.add("Hardly fuzzed: " + it));
    parameters += coverage.parameters();
    fields += coverage.fields();
    notJson += coverage.notJson();
    cases.misnamed().stream()
        .filter(it -> !refuses(it))
        .forEach(it -> findings.add(it.about() + ": taken"));
  }

  private void inBatches(List<FuzzCase> cases) {
    for (int from = 0; from < cases.size(); from += BATCH) {
      batch(cases.subList(from, Math.min(cases.size(), from + BATCH)));
    }
  }

  /// What was taken changes the stores; so whatever was refused beside it is sent again, until
  /// nothing of it is taken: what was in the way of a request may have ended meanwhile.
  private void batch(List<FuzzCase> batch) {
    var before = stored.now();
    var tried = batch;
    var refused = tried.stream().filter(this::refuses).toList();
    while (refused.size() < tried.size()) {
      before = stored.now();
      tried = refused;
      refused = tried.stream().filter(this::refuses).toList();
    }
    var left = new TreeSet<>(stored.now());
    left.removeAll(before);
    if (!left.isEmpty()) {
      var first = refused.getFirst().about();
      findings.add("Refused from " + first + " on, and left behind: " + left);
    }
  }

  private boolean refuses(FuzzCase it) {
    sent++;
    var event = it.event(token, "fuzz-" + sent);
    try {
      var reply = function.handleRequest(event, new TestContext());
      int status = reply.getStatusCode();
      counts.merge(status, 1, Integer::sum);
      if (isRecorded(reply, status)) {
        return false;
      }
      if (status >= 400) {
        refused(it, reply, status);
      }
      return status >= 400;
    } catch (RuntimeException | Error thrown) {
      findings.add(it.about() + ": thrown " + thrown);
      counts.merge(-1, 1, Integer::sum);
      return true;
    }
  }

  /// A change whose state machine is started later: on a busy machine the engine may not answer in
  /// time.
  private static boolean isRecorded(APIGatewayProxyResponseEvent reply, int status) {
    return status == 503
        && Objects.requireNonNullElse(reply.getBody(), "").contains("rollout-not-started");
  }

  private void refused(FuzzCase it, APIGatewayProxyResponseEvent reply, int status) {
    var body = Objects.requireNonNullElse(reply.getBody(), "");
    if (status >= 500) {
      findings.add(it.about() + ": " + status + " " + FuzzCase.shown(body));
    } else if (!problem(it, reply, body, status)) {
      findings.add(
          it.about() + ": no problem document: " + reply.getHeaders() + FuzzCase.shown(body));
    } else if (body.length() > LARGEST_PROBLEM) {
      findings.add(it.about() + ": a problem of " + body.length());
    } else if (body.contains("Exception")
        || body.contains("io.hotswap")
        || body.contains("java.")) {
      findings.add(it.about() + ": tells internals: " + body);
    }
  }

  private boolean problem(
      FuzzCase it, APIGatewayProxyResponseEvent reply, String body, int status) {
    boolean typed = "application/problem+json".equals(header(reply, "content-type"));
    if (it.method().equals("HEAD")) {
      return true;
    }
    try {
      JsonNode document = Json.MAPPER.readTree(body);
      var first = document.at("/errors/0");
      boolean told = (status != 400 && status != 422) || complete(first);
      return typed && document.path("status").asInt() == status && told;
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  private static boolean complete(JsonNode error) {
    return error.path("pointer").isTextual()
        && !error.path("expected").asText().isBlank()
        && !error.path("fix").asText().isBlank();
  }

  private static String header(APIGatewayProxyResponseEvent reply, String wanted) {
    var found = new ArrayList<String>();
    reply
        .getMultiValueHeaders()
        .forEach(
            (name, values) -> {
              if (name.toLowerCase(Locale.ROOT).equals(wanted)) {
                found.addAll(values);
              }
            });
    return found.isEmpty() ? "" : found.getFirst();
  }
}
