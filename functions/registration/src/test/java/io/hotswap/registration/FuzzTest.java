package io.hotswap.registration;

import io.hotswap.api.fuzz.Fuzz;
import io.hotswap.domain.access.Role;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FuzzTest extends RegistrationTest {
  @Test
  void every_mistake_is_told_and_nothing_is_left_behind() {
    inline("fuzzed", plugin("fuzzed", "1.0.0"));
    var upload = register(Map.of("name", "arriving", "size", 5)).body().at("/upload/uploadId");
    new Fuzz(function, ENVIRONMENT, ISSUER.token("ada", Role.Admin))
        .all("RegistrationFunction", Map.of("id", "fuzzed", "uploadId", upload.asText()));
  }
}
