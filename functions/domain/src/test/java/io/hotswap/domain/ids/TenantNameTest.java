package io.hotswap.domain.ids;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TenantNameTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"acme", "7", "ACME-eu_1", "acme.example.com", "ada@acme.example", "org:42"})
  void what_needs_no_escape_anywhere_is_a_name(String name) {
    assertTrue(TenantName.isOne(name));
    assertTrue(TenantName.isOne(name + "x".repeat(128 - name.length())));
    assertFalse(TenantName.isOne(name + "x".repeat(129 - name.length())));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "acme ",
        " acme",
        "ac me",
        "acme\n",
        "ac\u0000me",
        "ac\tme",
        "\u007f",
        "h\u00f6he",
        "\u202eacme",
        "a/b",
        "a#b",
        "a%20b",
        "-acme",
        ".",
        "..",
        "{acme}",
        "a\"b",
        "a\\b",
        "a,b",
        "*"
      })
  void what_would_is_none(String text) {
    assertFalse(TenantName.isOne(text));
  }
}
