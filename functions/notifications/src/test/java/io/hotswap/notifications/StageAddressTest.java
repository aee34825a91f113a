package io.hotswap.notifications;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hotswap.domain.notification.Message.Audience;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StageAddressTest {
  @Test
  void wherever_a_message_names_a_path_there_is_a_link_with_the_stage() {
    var text =
        """
        Look at /api/v1/approvals/a1 and /api/v1/deployments/d1
        Decide: POST /api/v1/approvals/a1/approve or /reject
        (/api/v1/plugins) not https://other.example.com/api/v1/plugins
        """;
    var letter =
        RenderedMessage.of(Samples.message(new Audience.Operators(), "s", text), Samples.PROD)
            .text();
    assertEquals(
        """
        Look at https://api.example.com/prod/api/v1/approvals/a1 and \
        https://api.example.com/prod/api/v1/deployments/d1
        Decide: POST https://api.example.com/prod/api/v1/approvals/a1/approve or /reject
        (https://api.example.com/prod/api/v1/plugins) not https://other.example.com/api/v1/plugins\
        """,
        letter);
  }

  @Test
  void without_an_address_paths_stay_paths() {
    var from = StageAddress.from(Map.of("HOTSWAP_STAGE", "dev"));
    assertEquals("Look at /api/v1/plugins", from.linked("Look at /api/v1/plugins"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"api.example.com", "https://api.example.com/", "https://a b"})
  void what_is_no_address_is_refused_at_the_start(String value) {
    var environment = Map.of("HOTSWAP_API_ROOT", value);
    assertThrows(IllegalArgumentException.class, () -> StageAddress.from(environment));
  }
}
