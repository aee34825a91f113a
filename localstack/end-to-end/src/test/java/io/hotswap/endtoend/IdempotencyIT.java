package io.hotswap.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class IdempotencyIT {
  private final Client developer = Client.as("DEVELOPER");

  @Test
  void twenty_at_once_with_one_key_have_one_effect() throws Exception {
    developer.register("payment-processor", Samples.PAYMENT).expect(201);
    var key = Map.of("Idempotency-Key", UUID.randomUUID().toString());
    var body = Client.deployment("payment-processor", "1.5.0");
    List<Future<Answer>> answers = new ArrayList<>();
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 20; i++) {
        answers.add(executor.submit(() -> developer.post("/deployments", body, key)));
      }
    }
    var ids = new HashSet<String>();
    for (var answer : answers) {
      ids.add(answer.get().expect(202).json().at("/id").asText());
    }
    assertEquals(1, ids.size(), ids.toString());
    var id = ids.iterator().next();
    developer.awaitEnd(id, Duration.ofSeconds(60));
    assertEquals(
        id, developer.post("/deployments", body, key).expect(202).json().at("/id").asText());
    developer.post("/deployments", body.replace("1.5.0", "1.5.1"), key).expect(422);
    assertEquals(1, deploymentsOf("payment-processor"));
  }

  private long deploymentsOf(String plugin) {
    return developer
        .get("/deployments?limit=100")
        .expect(200)
        .json()
        .at("/items")
        .findValuesAsText("pluginName")
        .stream()
        .filter(plugin::equals)
        .count();
  }
}
