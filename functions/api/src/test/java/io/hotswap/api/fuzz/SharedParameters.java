package io.hotswap.api.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.IntStream;

/// Parameters that many operations of a function declare alike: checked and bound by the same code.
/// Of these the operations take turns: each tries every other bad value, so that half of them try
/// each.
final class SharedParameters {
  static final String CONTENT_TYPE = "Content-Type";
  private static final int MANY = 4;

  private final List<FuzzedOperation> operations;

  SharedParameters(List<FuzzedOperation> operations) {
    this.operations = List.copyOf(operations);
  }

  Cases.Share of(FuzzedOperation operation) {
    return (name, all) -> {
      var sharing = operations.stream().filter(it -> has(it, operation, name)).toList();
      int turn = sharing.indexOf(operation) % 2;
      return sharing.size() < MANY
          ? all
          : IntStream.range(0, all.size()).filter(it -> it % 2 == turn).mapToObj(all::get).toList();
    };
  }

  private static boolean has(FuzzedOperation it, FuzzedOperation operation, String name) {
    return name.equals(CONTENT_TYPE)
        ? it.body().isPresent()
        : it.parameters().stream().anyMatch(one -> alike(one, operation.parameter(name)));
  }

  /// But for descriptions.
  private static boolean alike(JsonNode one, JsonNode other) {
    return undescribed(one).equals(undescribed(other));
  }

  private static JsonNode undescribed(JsonNode parameter) {
    return parameter.deepCopy() instanceof ObjectNode copy
        ? copy.without("description")
        : parameter;
  }
}
