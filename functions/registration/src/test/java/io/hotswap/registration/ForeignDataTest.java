package io.hotswap.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.api.fuzz.ForeignData;
import io.hotswap.api.fuzz.ForeignDataFuzz;
import io.hotswap.domain.access.Role;
import io.hotswap.serialization.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What others registered, and an upload that they have begun.
class ForeignDataTest extends RegistrationTest {
  private static final int TRIES = 200;
  private static final String KEY = "0b7d2c1e-53a1-4a0e-8a53-7d3f7c1f2a12";

  @Test
  void who_registered_what_and_what_arrives_is_not_shown_to_an_owner_or_changed() {
    var body = Map.of("name", "arriving", "size", 5);
    var begun =
        gateway
            .request("POST", PLUGINS)
            .token(ISSUER.token("dora@rival", Role.Developer))
            .header("Idempotency-Key", KEY)
            .json(body)
            .send();
    var upload = begun.body().at("/upload/uploadId").asText();
    for (var name : List.of("foreign-one", "foreign-two")) {
      var content = Map.of("name", name, "content", base64(plugin(name, "1.0.0")));
      var registered =
          gateway
              .request("POST", PLUGINS)
              .token(ISSUER.token("dora@rival", Role.Developer))
              .json(content)
              .send();
      assertEquals(201, registered.status(), registered.toString());
    }
    Map<String, List<String>> values = new HashMap<>();
    values.put("id", List.of("foreign-one", "foreign-two", "arriving"));
    values.put("uploadId", List.of(upload));
    values.put("next", List.of(cursor()));
    values.put("limit", List.of("1", "100"));
    var data =
        new ForeignData(
            ISSUER.tokenOf("acme", "olga", Role.TenantOwner),
            ISSUER.token("ada", Role.Admin),
            values,
            List.of(Json.write(body)),
            List.of(KEY),
            List.of(),
            List.of("dora@rival", upload));
    new ForeignDataFuzz(function, ENVIRONMENT, data).all("RegistrationFunction", TRIES);
  }

  private static String cursor() {
    var reply = as(Role.Admin, "GET", PLUGINS + "?limit=1").send();
    assertTrue(reply.body().has("next"), reply.toString());
    return reply.body().path("next").asText();
  }
}
