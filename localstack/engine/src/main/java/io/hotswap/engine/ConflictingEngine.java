package io.hotswap.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hotswap.engine.EngineProxy.Forwarding;
import io.hotswap.engine.EngineProxy.Reply;
import io.hotswap.engine.EngineProxy.Request;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// Proxy of a real engine that cancels writes as DynamoDB does, and the embedded engine does not:
/// of two that overlap in time on an item, and one of which is a transaction, the later.
public final class ConflictingEngine implements AutoCloseable {
  private static final Set<String> SINGLE_WRITES = Set.of("PutItem", "UpdateItem", "DeleteItem");
  private static final String TRANSACTION = "TransactWriteItems";
  private static final String TYPE = "{\"__type\": \"com.amazonaws.dynamodb.v20120810#";
  private static final String MESSAGE = "\"Message\": \"Transaction is ongoing for the item\"";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final EngineProxy proxy;
  private final Set<Write> inFlight = new HashSet<>();
  private final List<Conflict> conflicts = new ArrayList<>();

  /// Items as `table pk sk`, in the order of the request.
  private record Write(boolean transaction, List<String> items, Object identity) {
    boolean collides(Write other) {
      return (transaction || other.transaction) && items.stream().anyMatch(other.items::contains);
    }
  }

  /// Items as `table pk sk`.
  ///
  /// @param cancelled of the write that was cancelled
  /// @param ongoing of the write that was there before
  public record Conflict(List<String> cancelled, List<String> ongoing) {}

  public ConflictingEngine(URI engine) {
    proxy = new EngineProxy(engine, this::answer);
  }

  public URI endpoint() {
    return proxy.endpoint();
  }

  /// So far.
  public synchronized List<Conflict> conflicts() {
    return List.copyOf(conflicts);
  }

  private Reply answer(Request request, Forwarding forwarding) throws IOException {
    boolean transaction = request.operation().equals(TRANSACTION);
    if (!transaction && !SINGLE_WRITES.contains(request.operation())) {
      return forwarding.toTheEngine();
    }
    var body = JSON.readTree(request.body());
    var write = new Write(transaction, items(transaction, body), new Object());
    var ongoing = begun(write);
    if (ongoing.isPresent()) {
      return refusal(write, ongoing.get());
    }
    try {
      return forwarding.toTheEngine();
    } finally {
      ended(write);
    }
  }

  /// The write in its way, if there is one.
  private synchronized Optional<Write> begun(Write write) {
    var ongoing = inFlight.stream().filter(write::collides).findFirst();
    ongoing.ifPresentOrElse(
        it -> conflicts.add(new Conflict(write.items(), it.items())), () -> inFlight.add(write));
    return ongoing;
  }

  private synchronized void ended(Write write) {
    inFlight.remove(write);
  }

  private static Reply refusal(Write write, Write ongoing) {
    if (!write.transaction()) {
      return Reply.of(400, TYPE + "TransactionConflictException\", " + MESSAGE + "}");
    }
    var reasons =
        write.items().stream()
            .map(
                it ->
                    ongoing.items().contains(it)
                        ? "{\"Code\": \"TransactionConflict\", " + MESSAGE + "}"
                        : "{\"Code\": \"None\"}")
            .collect(Collectors.joining(", "));
    return Reply.of(
        400,
        TYPE
            + "TransactionCanceledException\", \"Message\": \"Transaction cancelled\","
            + " \"CancellationReasons\": ["
            + reasons
            + "]}");
  }

  private static List<String> items(boolean transaction, JsonNode body) {
    return transaction
        ? StreamSupport.stream(body.path("TransactItems").spliterator(), false)
            .map(it -> item(it.elements().next()))
            .toList()
        : List.of(item(body));
  }

  /// Each table has the same key.
  private static String item(JsonNode write) {
    var key = write.has("Item") ? write.path("Item") : write.path("Key");
    return "%s %s %s"
        .formatted(
            write.path("TableName").asText(), key.at("/pk/S").asText(), key.at("/sk/S").asText());
  }

  @Override
  public void close() {
    proxy.close();
  }
}
