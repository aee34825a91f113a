package io.hotswap.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.archive.fixture.Fixture;
import io.hotswap.archive.fixture.Zips;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The testkit shows a plugin what a node shows it.
class NodeClassPathTest {
  private static final String SOURCE =
      """
      package demo;
      import io.hotswap.spi.*;
      public class Demo implements Plugin {
        public Reply handle(Call call) throws Exception {
          if (!call.operation().equals("echo")) throw CallRejected.unknownOperation(call);
          var name = new String(call.body(), java.nio.charset.StandardCharsets.UTF_8);
          if (name.isEmpty()) throw new CallRejected("send a name");
          if (name.equals("title")) return Reply.text("" + Demo.class.getPackage().getImplementationTitle());
          if (name.startsWith("all ")) {
            var all = java.util.Collections.list(Demo.class.getClassLoader().getResources(name.substring(4)));
            return Reply.text("" + all.size());
          }
          if (name.contains("/")) {
            try (var text = Demo.class.getResourceAsStream(name)) {
              return Reply.text(text == null ? "null" : new String(text.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
            }
          }
          try {
            var loader = Thread.currentThread().getContextClassLoader();
            return Reply.text("" + Class.forName(name, true, loader).getClassLoader().getName());
          } catch (ClassNotFoundException | NullPointerException e) {
            return Reply.text(e.getClass().getSimpleName());
          }
        }
      }
      """;

  @TempDir Path directory = Path.of("");

  @Test
  void a_class_path_in_the_jars_manifest_is_not_followed() throws Exception {
    var vendor = Fixture.empty().source("vendor.Text", "package vendor; public class Text {}");
    Files.createDirectory(directory.resolve("lib"));
    Files.write(directory.resolve("lib/vendor.jar"), vendor.bytes());
    var plugin =
        plugin()
            .entry("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\nClass-Path: lib/vendor.jar\n\n");

    assertEquals("ClassNotFoundException", answer(plugin, "vendor.Text"));
  }

  @Test
  void a_signature_that_no_longer_fits_keeps_nothing_from_loading() throws Exception {
    var plugin =
        plugin()
            .entry(
                "META-INF/MANIFEST.MF",
                "Manifest-Version: 1.0\n\nName: demo/Demo.class\nSHA-256-Digest: AAAA\n\n")
            .entry(
                "META-INF/SHADED.SF", "Signature-Version: 1.0\nSHA-256-Digest-Manifest: AAAA\n\n")
            .entry("META-INF/SHADED.RSA", "no signature")
            .entry("demo/text.txt", "whole");

    assertEquals("whole", answer(plugin, "/demo/text.txt"));
  }

  @Test
  void java_and_the_spi_are_seen_and_nothing_of_the_testkit() throws Exception {
    assertEquals("platform", answer(plugin(), "java.sql.Driver"));
    assertEquals("app", answer(plugin(), "io.hotswap.spi.Plugin"));
    for (var name :
        List.of(
            "io.hotswap.testkit.TestkitMain",
            "io.hotswap.archive.manifest.Manifest",
            "com.fasterxml.jackson.databind.ObjectMapper",
            "org.slf4j.Logger")) {
      assertEquals("ClassNotFoundException", answer(plugin(), name), name);
    }
  }

  @Test
  void what_the_plugin_packs_is_its_own_whatever_the_testkit_has() throws Exception {
    var plugin =
        plugin()
            .source(
                "com.fasterxml.jackson.databind.ObjectMapper",
                "package com.fasterxml.jackson.databind; public class ObjectMapper {}");
    assertEquals(PluginLoader.NAME, answer(plugin, "com.fasterxml.jackson.databind.ObjectMapper"));
  }

  @Test
  void packages_and_resources_are_those_of_the_jars() throws Exception {
    var plugin =
        plugin()
            .entry(
                "META-INF/MANIFEST.MF",
                "Manifest-Version: 1.0\nImplementation-Title: Greeter\nMulti-Release: true\n\n")
            .entry("demo/a b#ü.txt", "odd name")
            .entry("demo/text.txt", "old")
            .entry("META-INF/versions/21/demo/text.txt", "new");
    assertEquals("Greeter", answer(plugin, "title"));
    assertEquals("odd name", answer(plugin, "/demo/a b#ü.txt"));
    assertEquals("new", answer(plugin, "/demo/text.txt"));
    assertEquals("null", answer(plugin, "/io/hotswap/testkit/TestkitMain.class"));
    var zip =
        Zips.of(
            Map.of(
                "a.jar",
                plugin.bytes(),
                "lib/b.jar",
                Zips.of(Map.of("demo/text.txt", "x".getBytes(UTF_8)))));
    assertEquals("2", answer(Files.write(directory.resolve("demo.zip"), zip), "all demo/text.txt"));
  }

  private static Fixture plugin() {
    return Fixture.of("demo.Demo", SOURCE);
  }

  private String answer(Fixture plugin, String asked) throws Exception {
    return answer(plugin.writeTo(directory), asked);
  }

  private static String answer(Path plugin, String asked) throws Exception {
    var report = PluginContract.check(plugin, List.of(TestCall.of("echo", "text/plain", asked)));
    var result = report.calls().getFirst();
    return result
        .reply()
        .map(it -> new String(it.body(), UTF_8))
        .orElseThrow(() -> new AssertionError(report.lines()));
  }
}
