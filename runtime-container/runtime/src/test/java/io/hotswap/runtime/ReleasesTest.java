package io.hotswap.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.routing.Cohort;
import io.hotswap.domain.routing.HealthSupervision;
import io.hotswap.domain.routing.HealthSupervision.Analysis;
import io.hotswap.domain.routing.PreviewToken;
import io.hotswap.domain.routing.Route;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.domain.routing.RoutingDraft;
import io.hotswap.domain.routing.TenantRouting;
import io.hotswap.domain.telemetry.MinuteStats;
import io.hotswap.runtime.testing.Documents;
import io.hotswap.runtime.testing.Eventually;
import io.hotswap.runtime.testing.InMemoryControlPlane;
import io.hotswap.runtime.testing.Issuer;
import io.hotswap.runtime.testing.PluginSource;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Releases of one code, which differ by their default configurations. */
class ReleasesTest {
  private static final String SCHEMA =
      """
      {"type": "object", "properties": {
        "greeting": {"type": "string", "default": "Hello"},
        "mark": {"type": "string", "default": "!"}}}
      """;

  @TempDir Path directory;
  private final InMemoryControlPlane controlPlane = new InMemoryControlPlane();
  private Issuer issuer;
  private NodeUnderTest node;
  private RoutedVersion plain;
  private RoutedVersion bavarian;

  @BeforeEach
  void start() throws Exception {
    issuer = new Issuer();
    var shop =
        PluginSource.of(
                "shop",
                "1.0.0",
                "public Reply handle(Call call) { var it = call.configuration();"
                    + " return Reply.text(it.text(\"greeting\").orElse(\"none\")"
                    + " + it.text(\"mark\").orElse(\"\")); }")
            .configured(SCHEMA);
    plain = controlPlane.register("1.0.0", shop.jar());
    bavarian = controlPlane.configured("shop", plain, "{\"greeting\":\"Servus\"}");
    controlPlane.settings.configure("shop", "initech", "{\"mark\":\"?\"}");
    controlPlane.publish(Documents.serving("shop", 1, plain));
    node = new NodeUnderTest(directory, controlPlane, issuer);
    node.awaitReady();
  }

  @AfterEach
  void stop() throws Exception {
    node.close();
    issuer.close();
  }

  private HttpResponse<String> call(String tenant) throws Exception {
    return node.invoke(
        "shop", "run", "", Map.of("Authorization", "Bearer " + issuer.token(tenant)));
  }

  private void serves(long generation, RoutedVersion release) throws Exception {
    controlPlane.publish(Documents.serving("shop", generation, release));
    controlPlane.awaitAck("shop", generation);
  }

  @Test
  void a_release_gives_tenants_its_default_configuration_and_their_own_values_win()
      throws Exception {
    assertEquals("Hello!", call("acme").body());
    var before = bundle(call("acme"));
    serves(2, bavarian);
    assertEquals("Servus!", call("acme").body());
    assertEquals("Servus?", call("initech").body());
    assertEquals(
        "1.0.0", call("acme").headers().firstValue("HotSwap-Plugin-Version").orElseThrow());
    assertNotEquals(before, bundle(call("acme")));
    controlPlane.settings.configure("shop", "acme", "{\"greeting\":\"Moin\"}");
    Eventually.so("its own value wins", () -> call("acme").body().equals("Moin!"));
    serves(3, plain);
    assertEquals("Hello?", call("initech").body());
  }

  @Test
  void a_preview_has_the_default_configuration_of_what_it_previews() throws Exception {
    var keys = PreviewToken.Keys.generate();
    controlPlane.publish(
        Documents.supervising(
            Documents.staging("shop", 1, Optional.of(plain), bavarian),
            Documents.previewing(
                new HealthSupervision.Preview(bavarian.release(), "d-1", keys.publicKey()))));
    controlPlane.awaitAck("shop", 2);
    assertEquals("Servus!", preview("acme", keys));
    assertEquals("Servus?", preview("initech", keys));
    assertEquals("Hello!", call("acme").body());
  }

  private String preview(String tenant, PreviewToken.Keys keys) throws Exception {
    var token =
        new PreviewToken(
            "d-1",
            PluginId.of("shop"),
            InMemoryControlPlane.ENVIRONMENT,
            bavarian.release(),
            Instant.now().plusSeconds(600).truncatedTo(ChronoUnit.SECONDS));
    var headers =
        Map.of(
            "Authorization",
            "Bearer " + issuer.token(tenant),
            PreviewToken.HEADER,
            token.sign(keys.privateKey()));
    return node.invoke("shop", "run", "", headers).body();
  }

  @Test
  void calls_of_two_releases_of_one_code_are_counted_apart() throws Exception {
    var everybody = new Cohort(bavarian.release(), "d-2", -1L);
    var half =
        new RoutingDraft(Documents.serving("shop", 1, plain))
            .withVersion(bavarian)
            .withShift(everybody)
            .build("d-2", Instant.EPOCH, Documents.TRACEPARENT);
    call("acme");
    controlPlane.publish(half);
    controlPlane.awaitAck("shop", 2);
    assertEquals("Servus!", call("acme").body());
    call("acme");
    Eventually.so(
        () -> "one call of the plain release, two of the other: " + controlPlane.reports.minutes,
        () -> calls("1.0.0") == 1 && calls(bavarian.release()) == 2);
  }

  @Test
  void the_samples_of_a_verdict_tell_two_releases_of_one_code_apart() throws Exception {
    var half =
        new RoutingDraft(Documents.serving("shop", 1, plain))
            .withVersion(bavarian)
            .withShift(new Cohort(bavarian.release(), "d-2", Long.MAX_VALUE))
            .withSupervision(it -> it.analysing(Optional.of(new Analysis("d-2/1", "1.0.0"))))
            .build("d-2", Instant.EPOCH, Documents.TRACEPARENT);
    var candidate = routedTo(half, bavarian);
    var baseline = routedTo(half, plain);
    controlPlane.publish(half);
    controlPlane.awaitAck("shop", 2);
    // The window begins with the node's first report after the switch: earlier calls are before it.
    Eventually.so(
        () -> "both releases: " + controlPlane.reports.samples,
        () -> {
          assertEquals("Servus!", call(candidate).body());
          assertEquals("Hello!", call(baseline).body());
          return isSampled(bavarian.release(), candidate) && isSampled("1.0.0", baseline);
        });
    assertFalse(isSampled("1.0.0", candidate));
  }

  private static String routedTo(RoutingDocument document, RoutedVersion release) {
    return IntStream.range(0, 100)
        .mapToObj(it -> "t" + it)
        .filter(
            it -> document.route(it, TenantRouting.DEFAULT, "n").equals(new Route.To(release, 0)))
        .findFirst()
        .orElseThrow();
  }

  private boolean isSampled(String release, String tenant) {
    return controlPlane.reports.samples.stream()
        .filter(it -> it.window().equals("d-2/1"))
        .anyMatch(it -> it.versions().getOrDefault(release, Map.of()).containsKey(tenant));
  }

  private long calls(String release) {
    // Each report has the calls of its minute so far.
    return controlPlane.reports.minutes.stream()
        .filter(it -> it.version().equals(release))
        .collect(Collectors.toMap(MinuteStats::minute, MinuteStats::calls, Math::max))
        .values()
        .stream()
        .mapToLong(it -> it)
        .sum();
  }

  @Test
  void a_restarted_node_knows_the_default_configuration_without_the_control_plane()
      throws Exception {
    serves(2, bavarian);
    assertEquals(1, controlPlane.defaults.reads.get());
    var acme = Map.of("Authorization", "Bearer " + issuer.token("acme"));
    node.close();
    controlPlane.away = true;
    node = new NodeUnderTest(directory, controlPlane, issuer);
    node.awaitReady();
    assertEquals("Servus!", node.invoke("shop", "run", "", acme).body());
  }

  @Test
  void until_a_default_configuration_can_be_read_the_release_before_serves() throws Exception {
    controlPlane.defaults.failing.set(1_000_000);
    controlPlane.publish(Documents.serving("shop", 2, bavarian));
    Eventually.so("it failed", () -> node.get("/status").body().contains("\"Failed\""));
    assertEquals("Hello!", call("acme").body());
    controlPlane.defaults.failing.set(0);
    Eventually.so("it serves", () -> call("acme").body().equals("Servus!"));
  }

  @Test
  void tenants_pinned_to_a_release_keep_its_default_configuration() throws Exception {
    controlPlane.settings.pin("shop", "acme", bavarian);
    Eventually.so("the pin holds", () -> call("acme").body().equals("Servus!"));
    assertEquals("Hello?", call("initech").body());
  }

  private static String bundle(HttpResponse<String> answer) {
    return answer.headers().firstValue("HotSwap-Bundle").orElseThrow();
  }
}
