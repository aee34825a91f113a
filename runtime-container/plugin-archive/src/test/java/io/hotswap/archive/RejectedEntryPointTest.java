package io.hotswap.archive;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.hotswap.archive.fixture.Fixture;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every way an entry point can be bad.
class RejectedEntryPointTest extends ArchiveTest {
  private static final String HANDLE =
      "public io.hotswap.spi.Reply handle(io.hotswap.spi.Call call) { return"
          + " io.hotswap.spi.Reply.text(\"\"); }";

  @Test
  void missing_from_the_jar() throws Exception {
    rejectedFor(
        Fixture.sound().without("demo/Demo.class"),
        "/entryPoint",
        "there is no demo/Demo.class in it");
  }

  @Test
  void misspelt() throws Exception {
    rejectedFor(
        Fixture.sound().manifest("demo.Demo", "demo.Dmo"),
        "/entryPoint",
        "did you mean demo.Demo?");
  }

  @Test
  void not_a_plugin() throws Exception {
    rejectedFor(
        Fixture.of(
            "demo.Plain",
            "package demo; public class Plain implements Runnable { public void run() {} }"),
        "/entryPoint",
        "implements io.hotswap.spi.Plugin");
  }

  @Test
  void has_the_methods_but_not_the_interface_and_another_class_has() throws Exception {
    rejectedFor(
        Fixture.sound()
            .manifest("demo.Demo", "demo.Duck")
            .source("demo.Duck", "package demo; public class Duck { " + HANDLE + " }"),
        "/entryPoint",
        "did you mean demo.Demo?");
  }

  @Test
  void not_public() throws Exception {
    rejectedFor(
        Fixture.of(
            "demo.Hidden",
            "package demo; class Hidden implements io.hotswap.spi.Plugin { public Hidden() {} "
                + HANDLE
                + " }"),
        "/entryPoint",
        "public class demo.Hidden");
  }

  @Test
  void abstract_or_an_interface() throws Exception {
    rejectedFor(
        Fixture.of(
            "demo.Half",
            "package demo; public abstract class Half implements io.hotswap.spi.Plugin {}"),
        "/entryPoint",
        "a concrete class");
    rejectedFor(
        Fixture.of(
            "demo.Face", "package demo; public interface Face extends io.hotswap.spi.Plugin {}"),
        "/entryPoint",
        "a concrete class");
  }

  @Test
  void no_public_constructor_without_parameters() throws Exception {
    rejectedFor(
        Fixture.of(
            "demo.Needy",
            "package demo; public class Needy implements io.hotswap.spi.Plugin { public Needy(int"
                + " x) {} "
                + HANDLE
                + " }"),
        "/entryPoint",
        "add: public Needy() {}");
    rejectedFor(
        Fixture.of(
            "demo.Shy",
            "package demo; public class Shy implements io.hotswap.spi.Plugin { Shy() {} "
                + HANDLE
                + " }"),
        "/entryPoint",
        "add: public Shy() {}");
  }

  @Test
  void another_class_under_its_name() throws Exception {
    var demo = Fixture.sound().entry("demo/Demo.class");
    rejectedFor(
        Fixture.sound().manifest("demo.Demo", "demo.Alias").entry("demo/Alias.class", demo),
        "/entryPoint",
        "it holds demo/Demo");
  }

  @Test
  void damaged_behind_its_first_bytes() throws Exception {
    var bytes = Arrays.copyOf(Fixture.sound().entry("demo/Demo.class"), 40);
    rejectedFor(Fixture.sound().entry("demo/Demo.class", bytes), "/entryPoint", "rebuild the jar");
    rejectedFor(
        Fixture.sound().manifest("demo.Demo", "demo.Other").entry("demo/Demo.class", bytes),
        "/entryPoint",
        "there is no demo/Other.class");
  }

  @Test
  void supertypes_in_a_circle() throws Exception {
    var demo = new String(Fixture.sound().entry("demo/Demo.class"), ISO_8859_1);
    var circle = demo.replace("io/hotswap/spi/Plugin", "demo/Demo/////////////".substring(0, 21));
    var own = demo.replace("\0\25io/hotswap/spi/Plugin", "\0\11demo/Demo");
    rejectedFor(
        Fixture.sound().entry("demo/Demo.class", own.getBytes(ISO_8859_1)),
        "/entryPoint",
        "implements");
    rejectedFor(
        Fixture.sound().entry("demo/Demo.class", circle.getBytes(ISO_8859_1)), "/entryPoint");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java.lang.String",
        "java.demo.Demo",
        "java.util.concurrent.Demo",
        "javax.sql.Demo",
        "jdk.internal.misc.Demo",
        "sun.misc.Unsafe"
      })
  void in_a_package_that_the_node_never_takes_from_a_plugin(String name) throws Exception {
    var source =
        "package demo; public class Demo implements io.hotswap.spi.Plugin { " + HANDLE + " }";
    var demo = Fixture.of("demo.Demo", source).entry("demo/Demo.class");
    rejectedFor(
        Fixture.sound().manifest("demo.Demo", name).entry(name.replace('.', '/') + ".class", demo),
        "/entryPoint",
        "move " + name + " to another package",
        "did you mean demo.Demo?");
  }

  /// Each class was followed to the end of the chain: half a minute for 19,000.
  @Test
  void a_long_chain_of_classes_is_no_more_work_for_each_than_a_short_one() throws Exception {
    allocatedForEachOf(1_000);
    long few = allocatedForEachOf(1_000);
    long many = allocatedForEachOf(19_000);
    assertTrue(many < few * 3 / 2, () -> "bytes allocated for each class: " + few + ", " + many);
  }

  private long allocatedForEachOf(int length) throws Exception {
    var chain = Fixture.sound().manifest("demo.Demo", "demo.None");
    for (int i = 0; i < length; i++) {
      var type = ClassDesc.of("chain.C" + i);
      var above = ClassDesc.of(i == 0 ? "demo.Demo" : "chain.C" + (i - 1));
      chain.entry(
          "chain/C" + i + ".class", ClassFile.of().build(type, it -> it.withSuperclass(above)));
    }
    var bytes = chain.bytes();
    long before = allocated();
    rejectedFor(bytes, "/entryPoint", "did you mean chain.C0", "and %d more".formatted(length - 4));
    return (allocated() - before) / length;
  }

  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }
}
