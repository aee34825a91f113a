package io.hotswap.api.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import io.hotswap.api.ApiFunction;
import io.hotswap.api.TestContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/// Asks a function, as the owner of a tenant, for what is not that tenant's: ids, cursors, keys of
/// others' requests and filters refer to data that is there. No answer shows any of it, and nothing
/// of it changes. The same requests of an administrator show it, else this would prove nothing.
///
/// The same seed sends the same. `-Dhotswap.foreign.factor=5` sends five times as many.
public final class ForeignDataFuzz {
  private static final long SEED = Long.getLong("hotswap.fuzz.seed", 1);
  private static final int FACTOR = Integer.getInteger("hotswap.foreign.factor", 1);

  /// As often, the same is asked as an administrator.
  private static final int CONTROLS = 3;

  private final ApiFunction function;
  private final ForeignData data;
  private final Stored stored;
  private final Random random = new Random(SEED);
  private final List<String> findings = new ArrayList<>();
  private final Map<Integer, Integer> counts = new TreeMap<>();
  private int sent;
  private int controls;
  private int shown;

  public ForeignDataFuzz(ApiFunction function, Map<String, String> environment, ForeignData data) {
    this.function = function;
    this.data = data;
    this.stored = new Stored(environment);
  }

  /// @param name the function's logical id in template.yaml
  public void all(String name, int tries) {
    var operations = FuzzedOperation.of(name);
    var before = stored.holding(data.texts());
    for (int i = 0; i < tries * FACTOR; i++) {
      var request = request(operations.get(random.nextInt(operations.size())));
      asOwner(request);
      if (i % CONTROLS == 0 && request.method().equals("GET")) {
        asAdmin(request);
      }
    }
    System.out.printf(
        "%s: seed %d, %d requests of a tenant's owner by status %s, %d findings; of %d of them as"
            + " an administrator %d showed what is not the tenant's%n",
        name, SEED, tries * FACTOR, counts, findings.size(), controls, shown);
    assertEquals(List.of(), findings.stream().limit(20).toList(), findings.size() + " findings");
    assertEquals(before, stored.holding(data.texts()), "changed, and not the tenant's");
    assertTrue(shown > 0, "nothing that could have been shown");
  }

  private void asOwner(FuzzCase request) {
    boolean mistaken = !data.tokens().isEmpty() && random.nextInt(10) == 0;
    var reply = reply(request, mistaken ? one(data.tokens()) : data.owner());
    counts.merge(reply.getStatusCode(), 1, Integer::sum);
    boolean taken = reply.getStatusCode() < 400;
    if (reply.getStatusCode() >= 500 || (taken && (mistaken || isForOthers(request)))) {
      findings.add(request + ": " + reply.getStatusCode() + " " + reply.getBody());
    }
    seen(request, reply).ifPresent(it -> findings.add(it + " in the answer to " + request));
  }

  /// By its path or its filters.
  private boolean isForOthers(FuzzCase request) {
    var asked = request.path() + request.query();
    return data.texts().stream().anyMatch(asked::contains);
  }

  private void asAdmin(FuzzCase request) {
    controls++;
    shown += seen(request, reply(request, data.admin())).isPresent() ? 1 : 0;
  }

  private APIGatewayProxyResponseEvent reply(FuzzCase request, String token) {
    sent++;
    return function.handleRequest(request.event(token, "foreign-" + sent), new TestContext());
  }

  /// What the request itself does not say.
  private Optional<String> seen(FuzzCase request, APIGatewayProxyResponseEvent reply) {
    var asked = request.path() + request.query() + request.headers() + request.body();
    var said =
        Objects.requireNonNullElse(reply.getBody(), "")
            + reply.getHeaders()
            + reply.getMultiValueHeaders();
    return data.texts().stream().filter(it -> said.contains(it) && !asked.contains(it)).findFirst();
  }

  private FuzzCase request(FuzzedOperation operation) {
    Map<String, String> path = new HashMap<>();
    operation.named("path").forEach(it -> path.put(it, one(values(operation, it))));
    Map<String, List<String>> query = new HashMap<>();
    for (var name : operation.named("query")) {
      boolean required = operation.parameter(name).path("required").asBoolean();
      var values = values(operation, name);
      if (required || (!values.isEmpty() && random.nextInt(3) == 0)) {
        query.put(name, List.of(one(values)));
      }
    }
    Map<String, String> headers = new HashMap<>();
    if (operation.named("header").contains("Idempotency-Key") && random.nextBoolean()) {
      headers.put("Idempotency-Key", one(data.keys()));
    }
    return new FuzzCase(
        operation.id(),
        operation.method(),
        operation.path(path),
        query,
        headers,
        operation.body().map(it -> one(bodies(operation))),
        false);
  }

  private List<String> values(FuzzedOperation operation, String name) {
    List<String> choices = new ArrayList<>(data.values().getOrDefault(name, List.of()));
    if (choices.isEmpty()) {
      operation.parameter(name).at("/schema/enum").forEach(it -> choices.add(it.asText()));
    }
    boolean needed = operation.parameter(name).path("required").asBoolean();
    return choices.isEmpty() && needed ? List.of("unknown") : choices;
  }

  private List<String> bodies(FuzzedOperation operation) {
    List<String> bodies = new ArrayList<>(data.bodies());
    operation.examples().forEach(it -> bodies.add(it.toString()));
    return bodies;
  }

  private String one(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
