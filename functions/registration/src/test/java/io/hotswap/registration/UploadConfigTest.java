package io.hotswap.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UploadConfigTest {
  @Test
  void an_hour_unless_said_otherwise() {
    assertEquals(Duration.ofHours(1), UploadConfig.from(Map.of()).validity());
    assertEquals(
        Duration.ofSeconds(90),
        UploadConfig.from(Map.of("HOTSWAP_UPLOAD_SECONDS", "90")).validity());
  }

  @Test
  void bad_values_name_the_variable() {
    for (var value : List.of("soon", "0", "-1", "604801")) {
      var failure =
          assertThrows(
              IllegalArgumentException.class,
              () -> UploadConfig.from(Map.of("HOTSWAP_UPLOAD_SECONDS", value)));
      assertTrue(failure.getMessage().startsWith("HOTSWAP_UPLOAD_SECONDS must be"), value);
    }
  }
}
