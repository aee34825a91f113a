package io.hotswap.domain.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PreviewTokenTest {
  private static final Instant EXPIRY = Instant.parse("2026-11-24T12:00:00Z");
  private static final Instant BEFORE = EXPIRY.minusMillis(1);
  private static final PreviewToken.Keys KEYS = PreviewToken.Keys.generate();
  private static final PreviewToken TOKEN = token("d-7", "markdown", "1.1.0");
  private static final RoutingDocument DOCUMENT = previewing("1.1.0", "d-7");

  @Test
  void a_signed_token_opens_the_preview_until_it_expires() {
    var text = TOKEN.sign(KEYS.privateKey());
    assertEquals(Result.done(TOKEN), verify(text, BEFORE));
    assertRefused("expired at 2026-11-24T12:00:00Z", text, EXPIRY);
  }

  @Test
  void its_first_part_is_the_json_that_is_signed() {
    var first = TOKEN.sign(KEYS.privateKey()).split("\\.")[0];
    assertEquals(
        "{\"deploymentId\":\"d-7\",\"plugin\":\""
            + PluginId.of("markdown")
            + "\",\"environment\":\"Development\",\"version\":\"1.1.0\",\"exp\":1795521600}",
        new String(Base64.getUrlDecoder().decode(first), StandardCharsets.UTF_8));
  }

  @Test
  void what_is_signed_for_something_else_opens_nothing() {
    for (var other :
        List.of(
            token("d-8", "markdown", "1.1.0"),
            token("d-7", "payment", "1.1.0"),
            token("d-7", "markdown", "1.0.0"),
            new PreviewToken(
                "d-7", TOKEN.plugin(), Environment.Production, TOKEN.version(), EXPIRY))) {
      assertRefused("for another", other.sign(KEYS.privateKey()), BEFORE);
    }
  }

  @Test
  void what_is_not_signed_by_the_key_opens_nothing() {
    var text = TOKEN.sign(KEYS.privateKey());
    int dot = text.indexOf('.');
    var later = new PreviewToken("d-7", TOKEN.plugin(), TOKEN.environment(), "1.1.0", Instant.MAX);
    for (var bad :
        List.of(
            TOKEN.sign(PreviewToken.Keys.generate().privateKey()),
            later.sign(KEYS.privateKey()).split("\\.")[0] + text.substring(dot),
            text.substring(0, dot),
            text.substring(0, dot) + ".",
            text.substring(dot),
            text + "x",
            text + ".x",
            "é" + text,
            "",
            ".",
            "..",
            "rubbish",
            "a.b")) {
      assertRefused("not signed", bad, BEFORE);
    }
  }

  @Test
  void a_key_that_is_none_is_said_at_once_and_a_private_one_is_never_shown() {
    assertThrows(IllegalArgumentException.class, () -> PreviewToken.publicKey("rubbish"));
    assertThrows(IllegalArgumentException.class, () -> TOKEN.sign(KEYS.publicKey()));
    assertFalse(KEYS.toString().contains(KEYS.privateKey()));
  }

  @Test
  void nothing_that_would_need_escaping_is_signed() {
    assertThrows(IllegalArgumentException.class, () -> token("d\",\"x\":\"", "markdown", "1.0.0"));
  }

  private static void assertRefused(String why, String text, Instant now) {
    if (verify(text, now) instanceof Result.Refused<PreviewToken>(Refusal refusal)) {
      assertEquals(ErrorCode.INVALID_PREVIEW, refusal.code());
      assertEquals("#header/HotSwap-Preview", refusal.errors().getFirst().pointer());
      assertTrue(refusal.detail().contains(why), refusal::detail);
    } else {
      throw new AssertionError("Accepted: " + text);
    }
  }

  private static Result<PreviewToken> verify(String text, Instant now) {
    var key = PreviewToken.publicKey(KEYS.publicKey());
    return PreviewToken.verify(text, key, DOCUMENT, now);
  }

  private static PreviewToken token(String deploymentId, String plugin, String version) {
    return new PreviewToken(
        deploymentId, PluginId.of(plugin), Environment.Development, version, EXPIRY);
  }

  private static RoutingDocument previewing(String version, String deploymentId) {
    var preview = new HealthSupervision.Preview(version, deploymentId, KEYS.publicKey());
    return new RoutingDraft(Documents.serving("1.0.0"))
        .withSupervision(
            it ->
                new HealthSupervision(
                    it.watch(), it.analysis(), Optional.of(preview), it.acceptance(), it.ejected()))
        .build("d-7", Instant.EPOCH, "");
  }
}
