package io.hotswap.runtime.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is left of an exception's message for people who may not see what tenants send. */
class RedactedTextTest {
  private static final String BODY =
      "{\"card\": \"4111111111111111\", \"holder\": \"Jane Äußerst\", \"amount\": 12, \"note\":"
          + " \"xy\"}";

  private static String redacted(String message) {
    return RedactedText.of(message, "acme-bank", BODY.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"4111111111111111", "Jane", "Äußerst", "12", "acme-bank"})
  void what_came_with_the_call_is_not_told(String argument) {
    var text = redacted("No route for <" + argument + "> to the bank");
    assertFalse(text.contains(argument), text);
    assertTrue(text.startsWith("No route for <•••> to the bank"), text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "password=hunter2 refused | hunter2",
        "Authorization: Bearer abc.def | abc.def",
        "secret 'tr0ub4dor' is wrong | tr0ub4dor",
        "no mail to ada@example.com | ada@example.com",
        "IBAN 4903 1234 5678 9012 unknown | 1234 5678",
        "jdbc://app:letmein@db/x is away | letmein",
        "GET https://bank/x?account=77&pin=1 failed | account=77",
        "key AKIAIOSFODNN7EXAMPLE0 is off | AKIAIOSFODNN7EXAMPLE0"
      })
  void what_looks_like_a_secret_or_somebodys_is_not_either(String message, String secret) {
    assertFalse(redacted(message).contains(secret), redacted(message));
  }

  @Test
  void what_helps_an_author_is() {
    var message = "Cannot invoke \"Card.amount()\" because \"card\" is null at index 3";
    assertEquals(message, redacted(message));
    assertEquals(
        "Index 5 out of bounds for length 5", redacted("Index 5 out of bounds for length 5"));
  }

  @Test
  void it_is_bounded_and_a_body_too_large_to_compare_leaves_nothing() {
    assertTrue(redacted("word ".repeat(400)).length() <= 300);
    var large = new byte[300 * 1024];
    assertFalse(RedactedText.of("for Jane", "acme", large).contains("Jane"));
  }
}
