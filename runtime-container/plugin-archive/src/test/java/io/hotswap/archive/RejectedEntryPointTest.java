package io.hotswap.archive;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.hotswap.archive.fixture.Fixture;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

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
}
