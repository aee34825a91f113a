package io.hotswap.api.wording;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.api.OpenApi;
import java.util.List;
import org.junit.jupiter.api.Test;

class CloseRoutesTest {
  private static final CloseRoutes ROUTES = new CloseRoutes(new OpenApi().document());

  @Test
  void the_closest_route_comes_first_with_its_methods() {
    for (var path : List.of("/api/v1/deployment", "/v1/deployments", "/api/v2/deployments/")) {
      assertEquals("POST, GET /api/v1/deployments", ROUTES.to(path).getFirst(), path);
    }
    assertEquals(
        "POST /api/v1/deployments/{id}/pause",
        ROUTES.to("/api/v1/deployments/abc/pasue").getFirst());
  }

  @Test
  void what_is_far_from_all_has_none_close() {
    assertEquals(List.of(), ROUTES.to("/robots.txt"));
    assertEquals(List.of(), ROUTES.to("/" + "a/".repeat(900)));
  }
}
