package io.hotswap.runtime.plugin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"holder\": \"J\\u00fcrgen\"} | no account of Jürgen | Jürgen",
        "{\"holder\": \"Jürgen\"} | no account of J\\u00fcrgen | rgen",
        "{\"lines\": \"for\\nAnnegret\"} | no account of Annegret | Annegret",
        "holder=J%C3%BCrgen&pin=7 | no account of Jürgen | Jürgen",
        "<holder>J&#252;rgen</holder> | no account of Jürgen | Jürgen",
        "form=%7B%22holder%22%3A%22J%5Cu00fcrgen%22%7D | no account of Jürgen | Jürgen",
        "{\"holder\": \"Ju\u0308rgen\"} | no account of J\u00fcrgen | rgen",
        "{\"holder\": \"jane doe\"} | no account of JANE | JANE",
        "{\"holder\": \"Kim\"} | no account of Kim | Kim",
        "{\"holder\": \"Jo\"} | no account of Jo here | Jo",
        "{\"holder\": \"\u674e\u660e\"} | no account of \u660e here | \u660e",
        "{\"Jane Doe\": 5} | no account of Doe | Doe",
        "{\"Annegret\": 5} | no account of Annegret | Annegret",
        "{\"c4711\": {\"a\": 1}} | no account of c4711 | c4711"
      })
  void however_it_was_written_what_came_with_the_call_is_not_told(
      String body, String message, String sent) {
    var text = RedactedText.of(message, "acme", body.getBytes(StandardCharsets.UTF_8));
    assertFalse(text.contains(sent), text);
    assertTrue(text.startsWith("no account of "), text);
  }

  @Test
  void of_a_body_that_is_no_text_nothing_can_be_told_apart() {
    for (var charset : List.of(StandardCharsets.ISO_8859_1, StandardCharsets.UTF_16LE)) {
      var text =
          RedactedText.of("no account of J\u00fcrgen", "acme", "J\u00fcrgen".getBytes(charset));
      assertFalse(text.contains("rgen"), text);
    }
  }

  @Test
  void a_tenants_name_is_not_told_whatever_its_case() {
    assertFalse(redacted("no bucket ACME-Bank").contains("ACME"));
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

  @ParameterizedTest
  @ValueSource(strings = {"\\u00e9", "x", "é", "-x", ".x", "7", " 7", "\"a-b\":", "&#233;", "%C3"})
  void what_is_repeated_without_end_ends_no_stack(String repeated) throws Exception {
    var text = "m@x" + repeated.repeat(100_000 / repeated.length());
    var redacted = new AtomicReference<String>();
    var thread =
        new Thread(
            null,
            () ->
                redacted.set(
                    RedactedText.of(
                        text.substring(0, 2_000), "acme", ("\"a" + text).getBytes(UTF_8))),
            "small",
            256 * 1024);
    thread.start();
    thread.join();
    assertNotNull(redacted.get(), "it ended by an error");
  }
}
