package io.hotswap.spi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SpiTest {
  static final Configuration CONFIGURATION =
      configuration(Map.of("rows", "12", "strict", "true", "name", "x", "off", "false"));

  @Test
  void a_plugin_needs_only_to_handle_calls() throws Exception {
    Plugin plugin = call -> Reply.text(call.operation());

    plugin.stop();

    assertTrue(plugin.health().healthy());
    assertArrayEquals(
        "echo".getBytes(UTF_8), plugin.handle(new FixedCall("echo", Instant.MAX)).body());
  }

  @Test
  void replies_carry_their_media_type_and_utf8() {
    assertEquals("application/json", Reply.json("{}").contentType());
    assertEquals("text/plain; charset=utf-8", Reply.text("é").contentType());
    assertArrayEquals(new byte[] {(byte) 0xc3, (byte) 0xa9}, Reply.text("é").body());
    assertArrayEquals(new byte[] {1}, Reply.bytes("image/png", new byte[] {1}).body());
    assertThrows(IllegalArgumentException.class, () -> Reply.text(" ", "x"));
  }

  @Test
  void health_has_a_reason_exactly_when_it_is_bad() {
    assertEquals("no route to bank", Health.unhealthy("no route to bank").reason());
    assertThrows(IllegalArgumentException.class, () -> Health.unhealthy(" "));
    assertThrows(IllegalArgumentException.class, () -> new Health(true, "why?"));
  }

  @Test
  void a_rejection_names_what_is_at_fault_and_costs_no_stack_trace() {
    assertEquals("/card/number", new CallRejected("/card/number", "a Luhn number").pointer());
    assertEquals("", new CallRejected("an object").pointer());
    assertEquals(0, new CallRejected("an object").getStackTrace().length);
    assertEquals(
        "there is no operation 'fly'",
        CallRejected.unknownOperation(new FixedCall("fly", Instant.MAX)).getMessage());
  }

  @Test
  void configuration_reads_numbers_and_booleans_and_names_what_is_neither() {
    assertEquals(12, CONFIGURATION.integer("rows").orElseThrow());
    assertTrue(CONFIGURATION.integer("none").isEmpty());
    assertTrue(CONFIGURATION.flag("strict"));
    assertFalse(CONFIGURATION.flag("off"));
    assertFalse(CONFIGURATION.flag("none"));
    assertTrue(message(() -> CONFIGURATION.integer("name")).contains("name"));
    assertTrue(message(() -> CONFIGURATION.flag("rows")).contains("rows"));
  }

  @Test
  void time_left_is_never_negative() {
    assertEquals(Duration.ZERO, new FixedCall("x", Instant.EPOCH).remaining());
    assertTrue(new FixedCall("x", Instant.now().plusSeconds(60)).remaining().toSeconds() > 50);
  }

  @Test
  void counting_records_ones() {
    var values = new ArrayList<Double>();
    Metrics metrics = (name, value) -> values.add(value);
    metrics.count("page_rendered");
    assertEquals(List.of(1.0), values);
  }

  @Test
  void the_spi_has_at_most_fourteen_types_and_uses_nothing_but_java() throws Exception {
    var classes = Path.of(Plugin.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (var files = Files.walk(classes)) {
      var types =
          files
              .filter(
                  file ->
                      file.toString().endsWith(".class") && !file.endsWith("package-info.class"))
              .toList();
      assertTrue(types.size() <= 14, types::toString);
      for (var type : types) {
        ClassFile.of().parse(type).constantPool().forEach(SpiTest::assertOwn);
      }
    }
  }

  private static void assertOwn(PoolEntry entry) {
    if (entry instanceof ClassEntry type) {
      var name = type.asInternalName();
      assertTrue(
          name.startsWith("java/") || name.startsWith("io/hotswap/spi/") || name.startsWith("["),
          name);
    }
  }

  private static String message(Runnable reading) {
    return String.valueOf(assertThrows(IllegalStateException.class, reading::run).getMessage());
  }

  private static Configuration configuration(Map<String, String> values) {
    return new Configuration() {
      @Override
      public String json() {
        return "{}";
      }

      @Override
      public Optional<String> text(String property) {
        return Optional.ofNullable(values.get(property));
      }
    };
  }
}
