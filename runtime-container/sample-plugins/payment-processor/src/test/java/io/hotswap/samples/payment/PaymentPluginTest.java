package io.hotswap.samples.payment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.hotswap.spi.CallRejected;
import io.hotswap.testkit.TestCall;
import io.hotswap.testkit.TestContext;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaymentPluginTest {
  private static final String CHARGE =
      """
      {"amount": 10000, "currency": "EUR", "reference": "order-1",
       "card": {"number": "4111 1111 1111 1111", "expiryMonth": 11, "expiryYear": 2026}}
      """;

  private final TestContext context =
      new TestContext("payment-processor", "1.5.0", Path.of("unused"));
  private final PaymentPlugin plugin =
      new PaymentPlugin(Clock.fixed(Instant.parse("2026-11-23T00:00:00Z"), ZoneOffset.UTC));

  @BeforeEach
  void start() {
    plugin.start(context);
  }

  @Test
  void charges_a_good_card_and_never_repeats_its_number() throws Exception {
    var answer = handle("charge", CHARGE);
    assertTrue(
        answer.contains("\"status\":\"authorised\",\"brand\":\"Visa\",\"lastFour\":\"1111\""),
        answer);
    assertTrue(
        answer.contains(
            "\"quote\":{\"amount\":10000,\"fee\":320,\"net\":9680,\"currency\":\"EUR\",\"digits\":2}"),
        answer);
    assertTrue(!answer.contains("411111111"), answer);
    assertEquals(List.of(320.0), context.recorded("payment_fee_minor_units"));
  }

  @Test
  void the_same_charge_is_the_same_authorisation_and_another_tenant_s_is_not() throws Exception {
    var call = TestCall.of("charge", "application/json", CHARGE);
    assertEquals(answer(call), answer(call));
    assertTrue(!answer(call).equals(answer(call.by("globex"))));
  }

  @Test
  void signs_with_the_merchants_key_as_it_is_at_each_charge() throws Exception {
    var call = TestCall.of("charge", "application/json", CHARGE);
    assertFalse(answer(call).contains("signature"));
    var first = answer(call.withSecret("apiKey", "first"));
    assertTrue(first.matches(".*\"signature\":\"[0-9a-f]{64}\".*"), first);
    assertFalse(first.contains("first"));
    assertEquals(first, answer(call.withSecret("apiKey", "first")));
    assertNotEquals(first, answer(call.withSecret("apiKey", "second")));
  }

  @Test
  void takes_for_genuine_what_the_merchants_key_or_the_one_before_has_signed() throws Exception {
    var charge = TestCall.of("charge", "application/json", CHARGE).withSecret("apiKey", "first");
    var charged = new JsonMapper().readTree(answer(charge));
    var signed = "{\"authorisation\": %s, \"signature\": %s}";
    var body = signed.formatted(charged.path("authorisation"), charged.path("signature"));
    var call = TestCall.of("verify", "application/json", body);
    assertEquals("{\"genuine\":true}", answer(call.withSecret("apiKey", "first")));
    assertEquals("{\"genuine\":true}", answer(call.withSecret("apiKey", "second", "first")));
    assertEquals("{\"genuine\":false}", answer(call.withSecret("apiKey", "second")));
    assertEquals("{\"genuine\":false}", answer(call));
  }

  @ParameterizedTest
  @CsvSource({
    "10000, EUR, 320",
    "1999, USD, 88",
    "10000, JPY, 291",
    "10000, BHD, 590",
    "100000000000, EUR, 2900000030",
    "50, EUR, 31",
  })
  void fees_are_in_minor_units_of_the_currency(long amount, String currency, long fee)
      throws Exception {
    var answer =
        handle("quote", "{\"amount\": " + amount + ", \"currency\": \"" + currency + "\"}");
    assertTrue(answer.contains("\"fee\":" + fee + ",\"net\":" + (amount - fee)), answer);
  }

  @Test
  void a_tenant_s_own_fees_count() throws Exception {
    var call =
        TestCall.of("quote", "application/json", "{\"amount\": 10000, \"currency\": \"EUR\"}");
    assertTrue(
        answer(call.configured("{\"basisPoints\": 100, \"fixedCents\": 0}"))
            .contains("\"fee\":100,"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10000 | 0 | /amount",
        "10000 | 30 | /amount",
        "10000 | 100000000001 | /amount",
        "10000 | 99.5 | /amount",
        "EUR | EURO | /currency",
        "EUR | XAU | /currency",
        "order-1 | '' | /reference",
        "4111 1111 1111 1111 | 4111 1111 1111 1112 | /card/number",
        "4111 1111 1111 1111 | 9111 1111 1111 1111 | /card/number",
        "4111 1111 1111 1111 | 4111 | /card/number",
        "11, | 10, | /card/expiryMonth",
        "11, | 13, | /card/expiryMonth",
        "2026 | 26 | /card/expiryYear",
        "2026 | 2047 | /card/expiryYear",
        "expiryYear | year | /card/expiryYear",
      })
  void what_is_wrong_is_named_by_its_place(String part, String by, String pointer) {
    var rejected =
        assertThrows(CallRejected.class, () -> handle("charge", CHARGE.replace(part, by)));
    assertEquals(pointer, rejected.pointer());
  }

  @ParameterizedTest
  @CsvSource({
    "4222222222222, Visa",
    "5555555555554444, Mastercard",
    "2223003122003222, Mastercard",
    "378282246310005, American Express",
    "6011111111111117, Discover",
    "3530111333300000, JCB",
  })
  void brands_are_known_by_their_numbers(String number, String brand) throws Exception {
    assertTrue(
        handle("charge", CHARGE.replace("4111 1111 1111 1111", number))
            .contains("\"brand\":\"" + brand + "\""));
  }

  @Test
  void what_is_no_json_object_is_refused_and_so_is_an_unknown_operation() {
    for (var body : List.of("{", "[]", "")) {
      assertThrows(CallRejected.class, () -> handle("quote", body));
    }
    assertThrows(CallRejected.class, () -> handle("refund", "{}"));
  }

  @Test
  void a_card_prints_without_its_number() {
    var card = Card.of("4111111111111111", 12, 2030, YearMonth.of(2026, 11));
    assertEquals("Visa …1111", card.toString());
  }

  private String handle(String operation, String body) throws Exception {
    return answer(TestCall.of(operation, "application/json", body));
  }

  private String answer(TestCall call) throws Exception {
    return new String(plugin.handle(call).body(), UTF_8);
  }
}
