package io.hotswap.persistence.stored;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredDocumentTest {
  record Kept(String name, Map<String, Integer> counts) {}

  private static final Kept KEPT = new Kept("a", Map.of("schemaVersion", 9));

  @Test
  void a_document_begins_with_the_version_of_its_schema() {
    var json = "{\"schemaVersion\":1,\"name\":\"a\",\"counts\":{\"schemaVersion\":9}}";
    assertEquals(json, StoredDocument.write(KEPT));
    assertEquals(KEPT, read(json));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"name\":\"a\",\"counts\":{\"schemaVersion\":9}}",
        "{\"counts\":{\"schemaVersion\":9},\"name\":\"a\",\"schemaVersion\":1}"
      })
  void fields_come_in_any_order_and_the_version_may_be_absent(String json) {
    assertEquals(KEPT, read(json));
  }

  @Test
  void a_later_version_is_refused_wherever_it_stands() {
    assertThrows(NewerSchema.class, () -> read("{\"counts\":{},\"schemaVersion\":2}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{\"schemaVersion\":", "{\"schemaVersion\":\"1\"}", "[]"})
  void anything_else_is_no_document(String text) {
    assertThrows(IllegalArgumentException.class, () -> read(text));
  }

  private static Kept read(String json) {
    return StoredDocument.read("kept", json, Kept.class);
  }
}
