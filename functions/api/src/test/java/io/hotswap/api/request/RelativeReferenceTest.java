package io.hotswap.api.request;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class RelativeReferenceTest {
  private static final List<String> PATHS =
      List.of(
          "/api/v1/deployments",
          "/api/v1/deployments/",
          "/api/v1/deployments/7",
          "/api/v1/deployments/7/pause",
          "/api/v1/plugins/markdown/health-check",
          "/");

  @Test
  void a_reference_leads_from_every_path_to_every_other_behind_any_prefix() {
    for (var from : PATHS) {
      for (var to : PATHS) {
        for (var prefix : List.of("", "/prod", "/restapis/x/local/_user_request_")) {
          var query = to.equals("/") ? "" : "?environment=QA";
          var led =
              URI.create("https://h" + prefix + from)
                  .resolve(RelativeReference.of(from, to + query));
          assertEquals("https://h" + prefix + to + query, led.toString(), from + " " + to);
        }
      }
    }
  }
}
