package io.hotswap.runtime.leakdetection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.runtime.heap.HeapAccess;
import io.hotswap.runtime.heap.UnsafeFieldReader;
import io.hotswap.runtime.testing.SelfAttached;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ClassValuesTest {
  @BeforeAll
  static void attach() throws Exception {
    SelfAttached.agent();
    HeapAccess.ofThisProcess().orElseThrow();
  }

  private static final class Info extends ClassValue<Object> {
    @Override
    protected Object computeValue(Class<?> type) {
      return new Info();
    }
  }

  @Test
  void a_value_on_a_class_is_named_by_the_class_value_that_put_it_there() {
    var info = new Info();
    var value = info.get(Integer.class);
    var values =
        (Map<?, ?>) UnsafeFieldReader.field(Integer.class, ClassValues.field().orElseThrow());
    for (Object entry : values.values().toArray()) {
      if (value.equals(FieldPaths.value(entry, "value"))) {
        var way = List.of(Integer.class, values, entry, value);
        assertEquals(
            "ClassValue io.hotswap.runtime.leakdetection.ClassValuesTest$Info has put a value on"
                + " java.lang.Integer, which outlives the plugin: a"
                + " io.hotswap.runtime.leakdetection.ClassValuesTest$Info; remove it"
                + " (ClassValue.remove) in stop().",
            new LeakClassifier(way).trace().cause().sentence());
        return;
      }
    }
    throw new AssertionError("no entry: " + values);
  }
}
