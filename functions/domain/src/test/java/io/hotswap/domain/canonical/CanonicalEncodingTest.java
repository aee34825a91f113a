package io.hotswap.domain.canonical;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CanonicalEncodingTest {
  record Pair(String left, String right) {}

  record Other(String left, String rigth) {}

  enum Kind {
    A
  }

  @Test
  void every_part_stands_with_its_name_or_its_length() {
    assertEquals("'3:né", CanonicalEncoding.of("né"));
    assertEquals("#7", CanonicalEncoding.of(7));
    assertEquals("#7", CanonicalEncoding.of(7L));
    assertEquals("~3fe0000000000000", CanonicalEncoding.of(0.5));
    assertEquals("@90.5", CanonicalEncoding.of(Duration.ofSeconds(90).plusNanos(5)));
    assertEquals("true", CanonicalEncoding.of(true));
    assertEquals("'1:A", CanonicalEncoding.of(Kind.A));
    assertEquals("'36:00000000-0000-0001-0000-000000000002", CanonicalEncoding.of(new UUID(1, 2)));
    assertEquals("-", CanonicalEncoding.of(Optional.empty()));
    assertEquals("+'1:a", CanonicalEncoding.of(Optional.of("a")));
    assertEquals("[2:'1:b,'1:a;", CanonicalEncoding.of(List.of("b", "a")));
    assertEquals("<\nleft='1:a\nright='1:b>", CanonicalEncoding.of(new Pair("a", "b")));
  }

  @Test
  void what_has_no_order_is_sorted() {
    var set = new LinkedHashSet<>(List.of("b", "a"));
    assertEquals("{2:'1:a,'1:b;", CanonicalEncoding.of(set));
    var map = new LinkedHashMap<>(Map.of("b", 1));
    map.put("a", 2);
    assertEquals("(2:'1:a=#2,'1:b=#1;", CanonicalEncoding.of(map));
  }

  @Test
  void no_text_can_look_like_another() {
    differ(List.of("a", "b"), List.of("a,b"));
    differ(List.of("a", "b"), List.of("a,'1:b"));
    differ(new Pair("a, right=b", ""), new Pair("a", "b, right="));
    differ(new Pair("a\nright='1:b", ""), new Pair("a", "b"));
    differ(new Pair("a", "b"), new Other("a", "b"));
    differ(List.of(List.of(), List.of()), List.of(List.of(List.of())));
    differ(Optional.of(""), Optional.empty());
    differ("7", 7);
  }

  @Test
  void what_has_no_text_of_its_own_is_refused() {
    assertThrows(
        IllegalArgumentException.class, () -> CanonicalEncoding.of(URI.create("http://a")));
    assertThrows(IllegalArgumentException.class, () -> CanonicalEncoding.of(List.of(new Object())));
  }

  private static void differ(Object one, Object other) {
    assertNotEquals(CanonicalEncoding.of(one), CanonicalEncoding.of(other));
  }
}
