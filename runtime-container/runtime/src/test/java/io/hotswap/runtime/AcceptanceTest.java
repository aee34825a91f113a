package io.hotswap.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.node.Acknowledgement;
import io.hotswap.domain.node.VersionState;
import io.hotswap.domain.routing.HealthSupervision;
import io.hotswap.domain.routing.HealthSupervision.AcceptanceCase;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.domain.routing.RoutingDraft;
import io.hotswap.runtime.testing.Documents;
import io.hotswap.runtime.testing.Eventually;
import io.hotswap.runtime.testing.InMemoryControlPlane;
import io.hotswap.runtime.testing.Issuer;
import io.hotswap.runtime.testing.PluginSource;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a staged version has to pass before a node says that it is Ready. */
class AcceptanceTest {
  private static final String MEMBERS =
      """
      public Reply handle(Call call) throws Exception {
        return switch (new String(call.body(), "UTF-8")) {
          case "throw" -> throw new IllegalStateException("no price");
          case "hang" -> { Thread.sleep(60_000); yield Reply.text("late"); }
          case "reject" -> throw new CallRejected("", "a number");
          case "long" -> Reply.text("y".repeat(5_000));
          default -> Reply.text(call.tenant() + " " + call.contentType() + " "
              + new String(call.body(), "UTF-8") + " " + Thread.currentThread().isVirtual());
        };
      }
      """;

  @TempDir Path directory;
  private final InMemoryControlPlane controlPlane = new InMemoryControlPlane();
  private Issuer issuer;
  private NodeUnderTest node;
  private RoutedVersion one;
  private RoutedVersion two;

  @BeforeEach
  void start() throws Exception {
    issuer = new Issuer();
    node = new NodeUnderTest(directory, controlPlane, issuer);
    one = controlPlane.register("1.0.0", PluginSource.echo("shop", "1.0.0").jar());
    two = controlPlane.register("2.0.0", PluginSource.of("shop", "2.0.0", MEMBERS).jar());
    controlPlane.publish(Documents.serving("shop", 1, one));
    controlPlane.awaitAck("shop", 1);
  }

  @AfterEach
  void stop() throws Exception {
    node.close();
    issuer.close();
  }

  @Test
  void a_version_that_answers_as_expected_is_ready() throws Exception {
    var acknowledgement =
        word(
            stagedWith(
                expecting("Grüße", "hotswap-acceptance text/plain Grüße true"), any("hello")));
    assertEquals(VersionState.Ready, acknowledgement.versions().get("2.0.0"));
    assertEquals(Optional.empty(), acknowledgement.problem());
    assertFalse(
        node.get("/metrics").body().contains("outcome=\"ok\",plugin=\"shop\",version=\"2.0.0\""),
        "cases are no calls of tenants");
  }

  @Test
  void another_answer_than_expected_fails_it_and_says_what_came() throws Exception {
    assertFails(
        "shop/2.0.0: acceptance case \"case of hello\" expected a reply that contains \"bye\", and"
            + " got \"hotswap-acceptance text/plain hello true\"",
        any("fine"),
        expecting("hello", "bye"));
    assertEquals("1.0.0", node.invoke("shop", "run", "").body());
  }

  @Test
  void a_long_answer_is_cut() throws Exception {
    assertFails(
        "and got \"" + "y".repeat(180) + " … (5000 characters)\"", expecting("long", "bye"));
  }

  @Test
  void a_case_that_throws_fails_it() throws Exception {
    assertFails(
        "expected a reply, and the call threw \"java.lang.IllegalStateException: no price\"",
        any("throw"));
  }

  @Test
  void a_case_that_is_rejected_or_has_no_operation_fails_it() throws Exception {
    assertFails("the call was rejected: \"a number\"", any("reject"));
    assertFails(
        "there is no operation fly",
        new AcceptanceCase("2.0.0", "flies", "fly", "text/plain", "", Optional.empty()));
  }

  @Test
  void a_case_that_hangs_fails_it_and_holds_up_nobody() throws Exception {
    controlPlane.publish(stagedWith(any("hang")));
    Eventually.so(
        "the document is in force meanwhile",
        () -> node.get("/status").body().contains("\"serving\":3"));
    assertEquals("1.0.0", node.invoke("shop", "run", "").body());
    assertTrue(controlPlane.lastAck("shop").orElseThrow().generation() < 3, "not acknowledged yet");
    controlPlane.awaitAck("shop", 3);
    var acknowledgement = controlPlane.lastAck("shop").orElseThrow();
    assertEquals(VersionState.Failed, acknowledgement.versions().get("2.0.0"));
    assertTrue(
        acknowledgement.problem().orElseThrow().contains("did not end in time"),
        acknowledgement::toString);
  }

  @Test
  void a_version_that_is_ready_passes_new_cases_once_and_can_be_promoted() throws Exception {
    var before = Documents.staging("shop", 2, Optional.of(one), two);
    assertEquals(VersionState.Ready, word(before).versions().get("2.0.0"));
    var good = Documents.supervising(before, Documents.accepting(expecting("a", "a")));
    assertEquals(VersionState.Ready, word(good).versions().get("2.0.0"));
    var bad = Documents.supervising(good, Documents.accepting(expecting("a", "b")));
    assertEquals(VersionState.Failed, word(bad).versions().get("2.0.0"));
    assertEquals("1.0.0", node.invoke("shop", "run", "").body());
    int fetched = controlPlane.fetched.get();
    var mended = Documents.supervising(bad, Documents.accepting(expecting("b", "b")));
    assertEquals(VersionState.Ready, word(mended).versions().get("2.0.0"));
    assertEquals(fetched, controlPlane.fetched.get(), "it stays loaded between");
    var promoted = promoting(mended);
    assertEquals(promoted.generation(), word(promoted).serving());
    assertEquals(
        "2.0.0",
        node.invoke("shop", "run", "x")
            .headers()
            .firstValue("HotSwap-Plugin-Version")
            .orElseThrow());
  }

  @Test
  void a_version_that_serves_is_not_asked_for_its_cases_again() throws Exception {
    var staged = stagedWith(any("fine"));
    word(staged);
    var promoted = promoting(staged);
    word(promoted);
    var asked =
        Documents.supervising(promoted, Documents.accepting(expecting("hello", "never that")));
    assertEquals(Map.of("2.0.0", VersionState.Ready), word(asked).versions());
  }

  @Test
  void a_rollback_never_stands_behind_a_case_that_hangs() throws Exception {
    controlPlane.publish(stagedWith(any("hang")));
    Eventually.so("being checked", () -> node.get("/status").body().contains("\"Loading\""));
    var back = word(Documents.serving("shop", 4, one));
    assertEquals(Map.of("1.0.0", VersionState.Ready), back.versions());
    Eventually.so(
        "the version is unloaded",
        () ->
            !node.get("/metrics")
                .body()
                .contains(
                    "plugin_healthy{environment=\"Development\",plugin=\"shop\",version=\"2.0.0\"}"));
  }

  private RoutingDocument stagedWith(AcceptanceCase... cases) {
    return Documents.supervising(
        Documents.staging("shop", 2, Optional.of(one), two), Documents.accepting(cases));
  }

  private RoutingDocument promoting(RoutingDocument staged) {
    return new RoutingDraft(staged)
        .withStaged(List.of())
        .withDefaultVersion(Optional.of("2.0.0"))
        .withSupervision(it -> HealthSupervision.NONE)
        .build("d", Instant.EPOCH, Documents.TRACEPARENT);
  }

  private Acknowledgement word(RoutingDocument document) throws Exception {
    controlPlane.publish(document);
    controlPlane.awaitAck("shop", document.generation());
    return controlPlane.lastAck("shop").orElseThrow();
  }

  private void assertFails(String sentence, AcceptanceCase... cases) throws Exception {
    var before = controlPlane.lastAck("shop").orElseThrow().generation();
    var document =
        Documents.supervising(
            Documents.staging("shop", before, Optional.of(one), two), Documents.accepting(cases));
    var acknowledgement = word(document);
    assertEquals(VersionState.Failed, acknowledgement.versions().get("2.0.0"));
    assertEquals(VersionState.Ready, acknowledgement.versions().get("1.0.0"));
    assertEquals(document.generation(), acknowledgement.serving());
    assertTrue(
        acknowledgement.problem().orElseThrow().contains(sentence), acknowledgement::toString);
  }

  private static AcceptanceCase expecting(String body, String contains) {
    return new AcceptanceCase(
        "2.0.0", "case of " + body, "run", "text/plain", body, Optional.of(contains));
  }

  private static AcceptanceCase any(String body) {
    return new AcceptanceCase(
        "2.0.0", "case of " + body, "run", "text/plain", body, Optional.empty());
  }
}
